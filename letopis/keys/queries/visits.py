"""Вопросы о сеансах: какие идут, какие кончились, какие хозяин ещё не узнал."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session

from letopis.keys.models import Visit
from letopis.people.models import Account

LAST = 20  # ended sessions on the page


def visits_of(account: Account, now: datetime) -> list[Visit]:
    """Sessions that run, the newest first."""
    live = Session.objects.filter(expire_date__gt=now).values("session_key")
    return list(Visit.objects.filter(account=account, ended_at=None, session__in=live))


def past_visits_of(account: Account) -> list[Visit]:
    """The last sessions that have ended."""
    return list(Visit.objects.filter(account=account, ended_at__isnull=False)[:LAST])


def unknown_visits(account: Account, but: int) -> list[Visit]:
    """Entries from devices a person has not used before and not confirmed, but the session of now.

    Args:
        account: whose.
        but: number of the session that asks, 0 if it has none.
    """
    return list(Visit.objects.filter(account=account, is_new=True).exclude(pk=but))
