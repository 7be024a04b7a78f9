"""Спросить портал входа: https, короткий срок, небольшой ответ; больше программа никого не зовёт."""

from __future__ import annotations

import json
import ssl
import urllib.request as net
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from http.client import HTTPException
from ipaddress import ip_address
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit

PART, WHOLE = 3.0, 5.0  # seconds for one step of the network; for all of it, the name's look-up included
MOST = 256 * 1024  # bytes of an answer
# Words of RFC 6749 that tell the administrator what is set wrong; nothing else of an answer gets there.
SAID = frozenset({"invalid_client", "invalid_grant", "invalid_request", "unauthorized_client"})


class SilentError(Exception):
    """No usable answer: none in time, too long, not JSON, not over https. Its words are for the log."""


class DeniedError(Exception):
    """The server understood and said no. Its words are for the log."""


def is_safe(address: str) -> bool:
    """Whether an address may be asked: https, or this very machine; no name with a password in it."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.fragment or not address.isascii():
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_here(host))


def is_here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def asked(
    address: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The JSON object an address answers with; with a form it is sent by POST.

    Raises:
        SilentError, DeniedError.
    """
    if not is_safe(address):
        raise SilentError("the address is not https")
    data = urlencode(form).encode() if form is not None else None
    request = net.Request(address, data, {"Accept": "application/json", **(headers or {})})  # noqa: S310 - https
    try:
        body = _within(WHOLE, lambda: _read(request))
        found = json.loads(body)
    except HTTPError as error:
        raise _refusal(error) from None
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        raise SilentError(type(error).__name__) from None
    if not isinstance(found, dict):
        raise SilentError("the answer is no JSON object")
    return found


def _read(request: net.Request) -> bytes:
    with _opener(is_here(urlsplit(request.full_url).hostname or "")).open(request, timeout=PART) as response:
        body: bytes = response.read(MOST + 1)
    if len(body) > MOST:
        raise SilentError("the answer is too long")
    return body


class _Straight(net.HTTPRedirectHandler):
    """An answer that sends elsewhere is no answer."""

    def redirect_request(self, *_facts: Any) -> None:
        """Go nowhere."""


def _opener(is_near: bool) -> net.OpenerDirector:  # noqa: FBT001 - one flag, one caller
    """Https alone, certificates checked; by the machine's own proxy if it has one."""
    opener = net.OpenerDirector()
    near = (net.ProxyHandler({}), net.HTTPHandler()) if is_near else (net.ProxyHandler(),)
    for handler in (*near, net.HTTPSHandler(context=ssl.create_default_context()), _Straight()):
        opener.add_handler(handler)
    for answer in (net.HTTPDefaultErrorHandler(), net.HTTPErrorProcessor(), net.UnknownHandler()):
        opener.add_handler(answer)
    return opener


def _refusal(error: HTTPError) -> Exception:
    """What a status that is no success means: 4xx is a no, the rest is as good as silence."""
    with error:
        if error.code not in {400, 401, 403}:
            return SilentError(f"status {error.code}")
        try:
            said = json.loads(error.read(MOST)).get("error")
        except (OSError, HTTPException, ValueError, AttributeError):
            said = ""
    return DeniedError(f"status {error.code} {said if said in SAID else ''}".strip())


def _within(seconds: float, do: Callable[[], bytes]) -> bytes:
    """The result of a deed, or TimeoutError: no part of the network holds a page longer than that.

    A thread that is still waiting then ends by the term of its own step.
    """
    promised: Future[bytes] = Future()

    def run() -> None:
        try:
            promised.set_result(do())
        except Exception as error:  # noqa: BLE001 - handed over to who waits
            promised.set_exception(error)

    Thread(target=run, daemon=True).start()
    return promised.result(timeout=seconds)
