"""Что происходит у входа: считаются неудачи, после десятой имя с этого адреса ждёт пять минут."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from letopis.entrance.craft.lock import Tries
from letopis.entrance.models import LoginTries
from letopis.entrance.queries import account_ref, key_of
from letopis.trace import actions as trace

KEPT = timedelta(days=1)


@transaction.atomic
def count_failure(username: str, address: str, now: datetime, *, by: int) -> datetime | None:
    """Count a failed login; returns the end of the wait if this failure began one.

    The trace gets the beginning of a wait, about the account if there is one: single slips are nobody's
    business, a series is.
    """
    key = key_of(username, address)
    LoginTries.objects.filter(touched_at__lt=now - KEPT).delete()
    LoginTries.objects.get_or_create(key=key, defaults={"touched_at": now})
    row = LoginTries.objects.select_for_update().get(key=key)
    tries = Tries(row.failures, row.since, row.locked_until).failed(now)
    row.failures, row.since, row.locked_until = tries.failures, tries.since, tries.locked_until
    row.touched_at = now
    row.save()
    if tries.locked_until:
        until = {"until": tries.locked_until.isoformat()}
        trace.record("entrance.lock_login", by=by, about=(account_ref(username), 0), after=until)
    return tries.locked_until
