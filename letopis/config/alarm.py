"""Журнал безопасности: кто вошёл, кого не пустили, что сделано с учётными записями; ни имён, ни адресов."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from letopis.entrance.queries import account_ref
from letopis.keys.access import address_of
from letopis.screen.access import refusal_of
from letopis.screen.queries import standing_in

logger = logging.getLogger("letopis.security")

PROVING = ("entrance:", "keys:sure")  # pages where people prove who they are
WRONG, LOCKED, ABSENT = 422, 429, 404
REFUSED = frozenset({400, 401, 403, 405, 413})
# Deeds of the trace that change who may enter or what they may do.
ABOUT_ENTRY = ("people.", "office.", "entrance.", "keys.", "rights.")
OF_LISTS = frozenset(
    {
        *("people.add_representative", "people.admit", "people.choose_language", "people.correct_employee"),
        *("people.correct_pupil", "people.enrol", "people.leave_school", "people.move_pupil"),
        *("people.place_in_subgroup", "people.take_back"),
    }
)


def tell(event: str, request: HttpRequest | None = None, *, level: int = logging.INFO, **facts: Any) -> None:
    """One line: what happened, on which page, to which account, from which place.

    The place is a keyed hash of the network address: lines from one place can be put side by side, and
    compared with the log of the school's own proxy, but the address itself is not here.
    """
    if request is not None:
        facts = {"page": _page(request), "account": standing_in(request).account, **facts}
        facts["place"] = place_of(address_of(request))
    said = " ".join(f"{name}={value}" for name, value in facts.items())
    logger.log(level, "%s %s", event, said, extra={"event": event, **facts})


def place_of(address: str) -> str:
    """What stands in the log instead of a network address."""
    return salted_hmac("letopis.security.place", address, algorithm="sha256").hexdigest()[:12]


def tell_of_answer(request: HttpRequest, status: int) -> None:
    """A line about an answer that let nobody through; nothing about an ordinary page."""
    event, level = _event_of(_page(request), status)
    if event == "absent" and not standing_in(request).account:
        return
    if not event:
        return
    facts: dict[str, Any] = {"status": status, "code": refusal_of(request)}
    if status in {WRONG, LOCKED} and not standing_in(request).account:
        facts["account"] = account_ref(request.POST.get("username", "").replace("\0", ""))
    tell(event, request, level=level, **facts)


def _event_of(page: str, status: int) -> tuple[str, int]:
    if status == LOCKED:
        return "entry.locked", logging.WARNING
    if status == WRONG and page.startswith(PROVING):
        return "entry.failed", logging.WARNING
    if status in REFUSED:
        return "refused", logging.WARNING
    if status == WRONG:
        return "against_rules", logging.INFO
    if status == ABSENT and page:
        return "absent", logging.INFO
    return "", 0


def _page(request: HttpRequest) -> str:
    """Name of the page, never its address: an address may name a pupil."""
    return request.resolver_match.view_name if request.resolver_match else ""


def tell_entered(request: HttpRequest, user: Any, **_more: object) -> None:
    """Somebody has entered; how, tells the page."""
    tell("entry.done", request, account=user.ref)


def tell_left(request: HttpRequest, user: Any, **_more: object) -> None:
    """Somebody has left by the button."""
    if user is not None:
        tell("entry.left", request, account=user.ref)


def tell_traced(instance: Any, *, created: bool, **_more: object) -> None:
    """A deed about accounts, rights and passwords has been traced; told once it stands."""
    deed = instance.deed
    if created and deed.startswith(ABOUT_ENTRY) and deed not in OF_LISTS:
        facts = {"by": instance.by, "account": instance.subject, "record": instance.pk}
        transaction.on_commit(partial(tell, deed, **facts))
