"""Что происходит у входа: неудачи считаются в базе, после десятой имя с этого адреса ждёт пять минут."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from letopis.entrance.craft.lock import QUESTIONS, Limit, Tries
from letopis.entrance.models import LoginTries
from letopis.entrance.queries import account_ref, key_of, keys_of
from letopis.regulation.refusals import Refused
from letopis.trace import actions as trace

KEPT = timedelta(days=1)
ASKED = "\0passkey asked"  # no login name looks so


@transaction.atomic
def count_failure(username: str, address: str, now: datetime, *, by: int) -> datetime | None:
    """Count a failed login; returns the end of the longest wait if this failure began one.

    The trace gets the beginning of a wait, about the account if there is one: single slips are nobody's
    business, a series is.
    """
    LoginTries.objects.filter(touched_at__lt=now - KEPT).delete()
    waits = [_count(key, limit, now) for key, limit in keys_of(username, address)]
    until = max(filter(None, waits), default=None)
    if until:
        after = {"until": until.isoformat()}
        trace.record("entrance.lock_login", by=by, about=(account_ref(username), 0), after=after)
    return until


@transaction.atomic
def count_question(address: str, now: datetime, *, by: int) -> None:
    """Count a question for a passkey asked from a place; it is counted beside the failures, not among them.

    Raises:
        Refused: login.questions, while too many have been asked.
    """
    key = key_of(ASKED, address)
    row = LoginTries.objects.filter(key=key).first()
    lock = row and Tries(row.failures, row.since, row.locked_until).lock_at(now)
    if lock:
        raise Refused("login.questions", until=lock)
    if _count(key, QUESTIONS, now):
        trace.record("entrance.lock_questions", by=by, about=(0, 0), after={"most": QUESTIONS.most})


def _count(key: str, limit: Limit, now: datetime) -> datetime | None:
    LoginTries.objects.get_or_create(key=key, defaults={"touched_at": now})
    row = LoginTries.objects.select_for_update().get(key=key)
    tries = Tries(row.failures, row.since, row.locked_until).failed(now, limit)
    row.failures, row.since, row.locked_until = tries.failures, tries.since, tries.locked_until
    row.touched_at = now
    row.save()
    return tries.locked_until
