"""Портал входа (OpenID Connect): куда послать человека, чем доказано, что вернулся он, кто он на портале."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.utils.crypto import constant_time_compare

from letopis.keys.craft.calling import DeniedError, SilentError, asked, is_safe
from letopis.keys.craft.ticket import KeyUnknownError, TicketError, subject_in
from letopis.regulation.refusals import Refused

logger = logging.getLogger("letopis.portal")

FRESH = 3600.0  # seconds the portal's own description and keys are good for
PAUSE = 15.0  # seconds nobody is made to wait again after the portal was silent
AGAIN = 30.0  # seconds between two looks for a key that is not known
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LONGEST = 4096  # signs of a code


@dataclass(frozen=True)
class Portal:
    """Where people are sent to be recognised.

    Attributes:
        issuer: the portal's own name, an address.
        client: name of the school's program there, and its secret.
        title: what people call it.
    """

    issuer: str
    client: str
    secret: str = field(repr=False)
    title: str = ""


@dataclass(frozen=True)
class Question:
    """What was asked; kept in the person's session until they come back, good once.

    Attributes:
        state: comes back with the person; nonce: comes back inside the ticket; verifier: proves to the portal
            that it was asked from here (PKCE).
        back: the address of the return, exactly as asked.
    """

    state: str
    nonce: str
    verifier: str
    back: str

    def kept(self) -> dict[str, str]:
        """As it is put into the session."""
        return asdict(self)


def question(back: str) -> Question:
    """A new one, never to be guessed."""
    return Question(*_drawn(), back)


def _drawn() -> tuple[str, str, str]:
    return secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(32)


def sent_to(portal: Portal, question: Question) -> str:
    """The address at the portal a browser is sent to.

    Raises:
        Refused: portal.silent.
    """
    digest = hashlib.sha256(question.verifier.encode()).digest()
    facts = {
        "response_type": "code",
        "client_id": portal.client,
        "redirect_uri": question.back,
        "scope": "openid",
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    address = str(described(portal)["authorization_endpoint"])
    return f"{address}{'&' if '?' in address else '?'}{urlencode(facts)}"


def proven(portal: Portal, question: Question | None, answer: Mapping[str, str]) -> str:
    """Who has come back: the portal's own name of the person.

    Args:
        portal: who was asked.
        question: as kept in the session; None if nothing was asked in it, or too long ago.
        answer: parameters of the address of the return.

    Raises:
        Refused: portal.stale, portal.denied, portal.untrusted, portal.silent.
    """
    if question is None or not constant_time_compare(answer.get("state", ""), question.state):
        raise Refused("portal.stale", name=portal.title)
    issuer = answer.get("iss")
    if issuer != portal.issuer and (issuer is not None or _names_itself(portal)):
        raise _untrusted(portal, "the return names another issuer")
    if "error" in answer:
        raise Refused("portal.denied", name=portal.title)
    code = answer.get("code", "")
    if not code or len(code) > LONGEST:
        raise _untrusted(portal, "the return has no code")
    return _recognised(portal, question, _exchanged(portal, question, code))


def _names_itself(portal: Portal) -> bool:
    """Whether the portal promises to name itself in every return (RFC 9207)."""
    return described(portal).get("authorization_response_iss_parameter_supported") is True


def _exchanged(portal: Portal, question: Question, code: str) -> str:
    """The ticket a code is exchanged for; whatever else comes with it is dropped."""
    about = described(portal)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": question.back,
        "code_verifier": question.verifier,
    }
    known, headers = about.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]), {}
    if "client_secret_basic" in known:
        pair = f"{quote_plus(portal.client)}:{quote_plus(portal.secret)}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        form |= {"client_id": portal.client, "client_secret": portal.secret}
    try:
        answer = asked(about["token_endpoint"], form, headers)
    except DeniedError as error:
        raise _untrusted(portal, f"the code was not taken: {error}") from None
    except SilentError as error:
        raise _silent(portal, error) from None
    return str(answer.get("id_token", ""))


def _recognised(portal: Portal, question: Question, ticket: str) -> str:
    """Whose ticket it is; a key that is not known is looked for once more, the portal may have a new one."""
    held = _held(portal)
    for is_last in (False, True):
        if is_last and held.keys_at and time.monotonic() - held.keys_at < AGAIN:
            raise _untrusted(portal, "signed by an unknown key")
        try:
            keys = _keys(portal, anew=is_last)
            return subject_in(ticket, keys, (portal.issuer, portal.client, question.nonce))
        except KeyUnknownError:
            continue
        except TicketError as error:
            raise _untrusted(portal, str(error)) from None
    raise _untrusted(portal, "signed by an unknown key")


@dataclass
class _Held:
    """What is known of a portal in this process.

    Attributes:
        about: its description; about_at, keys_at: seconds of the steady clock they were read at, 0 if never.
        silent_until: the second until which it is not asked again.
    """

    about: dict[str, Any] = field(default_factory=dict)
    about_at: float = 0
    keys: list[Any] = field(default_factory=list)
    keys_at: float = 0
    silent_until: float = 0


_known: dict[str, _Held] = {}


def _held(portal: Portal) -> _Held:
    return _known.setdefault(portal.issuer, _Held())


def described(portal: Portal) -> dict[str, Any]:
    """What the portal says of itself, checked: it is who it is said to be, and asked over https only.

    Raises:
        Refused: portal.silent.
    """
    held = _held(portal)
    if held.about_at and time.monotonic() - held.about_at < FRESH:
        return held.about
    about = _asked(portal, f"{portal.issuer.rstrip('/')}/.well-known/openid-configuration")
    if about.get("issuer") != portal.issuer:
        raise _silent(portal, "it names another issuer than LETOPIS_OIDC_ISSUER")
    if not all(isinstance(about.get(name), str) and is_safe(about[name]) for name in ENDPOINTS):
        raise _silent(portal, "an address of it is missing or not https")
    held.about, held.about_at = about, time.monotonic()
    return about


def looked_at(portal: Portal) -> None:
    """Ask the portal for its description and its keys, past what is kept.

    Raises:
        Refused: portal.silent, with `why` for the administrator.
    """
    _known.pop(portal.issuer, None)
    _keys(portal, anew=True)


def _keys(portal: Portal, *, anew: bool) -> list[Any]:
    held = _held(portal)
    if anew or not held.keys_at or time.monotonic() - held.keys_at >= FRESH:
        found = _asked(portal, described(portal)["jwks_uri"]).get("keys")
        if not isinstance(found, list):
            raise _silent(portal, "its keys cannot be read")
        held.keys, held.keys_at = found, time.monotonic()
    return held.keys


def _asked(portal: Portal, address: str) -> dict[str, Any]:
    if time.monotonic() < _held(portal).silent_until:
        raise Refused("portal.silent", name=portal.title)
    try:
        return asked(address)
    except (SilentError, DeniedError) as error:
        raise _silent(portal, error) from None


def _silent(portal: Portal, why: object) -> Refused:
    _held(portal).silent_until = time.monotonic() + PAUSE
    logger.warning("portal gives no usable answer: %s", why)
    return Refused("portal.silent", name=portal.title, why=str(why))


def _untrusted(portal: Portal, why: str) -> Refused:
    logger.warning("portal answer refused: %s", why)
    return Refused("portal.untrusted", name=portal.title)
