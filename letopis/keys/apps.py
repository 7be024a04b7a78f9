"""Ключи входа: the room as Django knows it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest

    from letopis.people.models import Account


class KeysConfig(AppConfig):
    """Ключи входа."""

    name = "letopis.keys"
    verbose_name = "Ключи входа"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Note every login and logout; put the entry of other people into the menu of who looks after it."""
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        user_logged_in.connect(_entered)
        user_logged_out.connect(_left)
        from letopis.keys.queries import key_duties
        from letopis.screen.craft import duties
        from letopis.screen.craft.menu import Entry, register

        duties.register("keys", "self", key_duties)

        about = _("У кого есть второй ключ; сбросить потерянный")
        register(Entry(_("Вход людей"), "keys:accounts", "keys.look_after", "key-round", 57, about))


def _entered(request: HttpRequest, user: Account, **_more: Any) -> None:
    """A session begins: who, from what device, for how long."""
    from django.conf import settings
    from django.utils import timezone

    from letopis.keys import access, actions
    from letopis.keys.craft.agents import agent_of
    from letopis.people.access import standing_of
    from letopis.school.queries import entrance_rules

    now, today, session = timezone.now(), timezone.localdate(), request.session
    if session.session_key is None:
        session.create()
    device = request.COOKIES.get(access.DEVICE, "")[:64] or secrets.token_urlsafe(16)
    agent = agent_of(request.headers.get("User-Agent", ""))
    entry = actions.Entry(str(session.session_key), device, agent, access.address_of(request))
    visit = actions.open_visit(user, entry, now, by=user.ref)
    term = entrance_rules(today).session_of(standing_of(user, today).roles)
    idle = term.idle * 60 if term else settings.SESSION_COOKIE_AGE
    longest = term.longest * 3600 if term else settings.SESSION_COOKIE_AGE
    stamp = now.timestamp()
    session.update(
        {"visit": visit.pk, "visit_key": session.session_key, "device": device, "seen": stamp, "sure": stamp}
        | {"idle": idle, "until": stamp + longest}
    )


def _left(request: HttpRequest, user: Account | None, **_more: Any) -> None:
    """A session ends by its owner's hand."""
    from letopis.keys import actions

    number = request.session.get("visit")
    if user is not None and number:
        actions.close_visit(number, by=user.ref)
