"""Кому до чьих ключей есть дело: к своим — каждому, к потерянным — делопроизводителю и администратору.

And what is remembered in a person's session while they are at the portal.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest
from django.urls import reverse

from letopis.keys.craft.address import asked_from
from letopis.keys.craft.passkeys import Place
from letopis.keys.craft.portal import Portal, Question, proven, question, sent_to
from letopis.people.models import Account
from letopis.regulation import access
from letopis.regulation.access import Standing
from letopis.school.queries import school

# Cookies: what a device is known by; when the session ends.
DEVICE, ENDS = f"{settings.LETOPIS_COOKIES}device", f"{settings.LETOPIS_COOKIES}session_ends"
ASKED, FOUND = "keys.portal", "keys.portal.found"  # in the session: what the portal was asked, whom it knew
NEAR = "same-origin"
PATIENCE = 600.0  # seconds a person may be away at the portal
TOUCH = 600.0  # seconds between notes that a person is still here, at most


def account_for(standing: Standing, account_id: int) -> Account:
    """Somebody's account, for those who look after the entry.

    Raises:
        Http404: there is no such account.
        Refused: access.denied.
    """
    access.check("keys.look_after", standing)
    found = Account.objects.filter(pk=account_id).first()
    if found is None:
        raise Http404
    return found


def place_of(request: HttpRequest) -> Place:
    """The site as the browser knows it; a declared address counts before the one asked for."""
    declared = urlsplit(settings.LETOPIS_ADDRESS)
    found = school()
    title = found.short_name if found else "Летопись"
    if declared.hostname:
        return Place(declared.hostname, f"{declared.scheme}://{declared.netloc}", title)
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    return Place(host, f"{request.scheme}://{request.get_host()}", title)


def address_of(request: HttpRequest) -> str:
    """Where the person comes from; behind the school's own proxies, what the first of them says."""
    return asked_from(request.META, settings.LETOPIS_PROXIES)


def is_near(request: HttpRequest) -> bool:
    """Whether a page of this site asks, or the person by typing the address; an old browser says neither."""
    return request.headers.get("Sec-Fetch-Site", NEAR) in {NEAR, "none"}


def is_deed(request: HttpRequest) -> bool:
    """Whether a person asks: a page opened or something sent, not a script that looks for news."""
    return (
        request.method not in {"GET", "HEAD"}
        or request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    )


def wants_touch(session: SessionBase, now: datetime) -> bool:
    """Whether it is time to note that the person is here."""
    return bool(now.timestamp() - session["seen"] >= min(TOUCH, session["idle"] / 10))


def ends_of(session: SessionBase) -> float:
    """The moment a session ends if nothing is done, in seconds of the epoch."""
    return min(float(session["seen"] + session["idle"]), float(session["until"]))


def is_proven(session: SessionBase, minutes: int, now: datetime) -> bool:
    """Whether the person has proven who they are within the last minutes."""
    return bool(now.timestamp() - session.get("sure", 0) < minutes * 60)


def the_portal() -> Portal | None:
    """The portal people may enter by, None where the school has named none."""
    issuer, client = settings.LETOPIS_OIDC_ISSUER, settings.LETOPIS_OIDC_CLIENT_ID
    if not (issuer and client and settings.LETOPIS_OIDC_CLIENT_SECRET):
        return None
    title = settings.LETOPIS_OIDC_NAME or urlsplit(issuer).hostname or ""
    return Portal(issuer, client, settings.LETOPIS_OIDC_CLIENT_SECRET, title)


def portal_here() -> Portal:
    """The portal; without one its pages are not there.

    Raises:
        Http404: none is named.
    """
    portal = the_portal()
    if portal is None:
        raise Http404
    return portal


def way_to(portal: Portal, request: HttpRequest, now: datetime, page: str, account: int = 0) -> str:
    """The address at the portal the person is sent to; what was asked stays in their session.

    Args:
        portal: which one.
        request: of the person.
        now: the moment.
        page: where they want to afterwards.
        account: whose portal is to be connected, 0 if somebody is to enter.

    Raises:
        Refused: portal.silent.
    """
    asked = question(f"{place_of(request).origin}{reverse('entrance:portal_back')}")
    address = sent_to(portal, asked)
    kept = {"question": asked.kept(), "at": now.timestamp(), "page": page, "account": account}
    request.session[ASKED] = kept
    return address


def asked_in(request: HttpRequest, now: datetime) -> dict[str, Any]:
    """What the portal was asked in this session; empty if nothing or too long ago. It is good once."""
    kept: dict[str, Any] = request.session.pop(ASKED, {})
    return kept if kept and 0 <= now.timestamp() - kept["at"] <= PATIENCE else {}


def returned(portal: Portal, request: HttpRequest, kept: dict[str, Any]) -> str:
    """The portal's name of who has come back with an answer to what was asked.

    Raises:
        Refused: portal.stale, portal.denied, portal.untrusted, portal.silent.
    """
    return proven(portal, Question(**kept["question"]) if kept else None, request.GET.dict())


def keep_found(request: HttpRequest, found: str, now: datetime) -> None:
    """Remember in the session whom the portal has recognised, until a password confirms it."""
    request.session[FOUND] = {"subject": found, "at": now.timestamp()}


def found_in(request: HttpRequest, now: datetime) -> str:
    """Print of whom the portal has recognised in this session; "" if nobody, or too long ago."""
    kept: dict[str, Any] = request.session.get(FOUND, {})
    fresh = bool(kept) and 0 <= now.timestamp() - kept["at"] <= PATIENCE
    return str(kept["subject"]) if fresh else ""


def forget_found(request: HttpRequest) -> None:
    """What the portal has said was used."""
    request.session.pop(FOUND, None)
