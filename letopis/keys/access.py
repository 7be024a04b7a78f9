"""Кому до чьих ключей есть дело: к своим — каждому, к потерянным — делопроизводителю и администратору."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest

from letopis.keys.craft.address import asked_from
from letopis.keys.craft.passkeys import Place
from letopis.people.models import Account
from letopis.regulation import access
from letopis.regulation.access import Standing
from letopis.school.queries import school

# Cookies: what a device is known by; when the session ends.
DEVICE, ENDS = f"{settings.LETOPIS_COOKIES}device", f"{settings.LETOPIS_COOKIES}session_ends"
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
