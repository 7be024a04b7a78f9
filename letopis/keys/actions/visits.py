"""Сеансы: начать, отметить, что человек здесь, закончить свой или чужой; старое забыть."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from letopis.keys.models import Visit
from letopis.people.models import Account
from letopis.regulation.refusals import Refused
from letopis.school.queries import entrance_rules
from letopis.trace.actions import record


class Entry(NamedTuple):
    """How somebody has entered.

    Attributes:
        session: key of the session.
        device: what the device is known by; a random sign in its browser.
        agent: browser and system in words.
        address: where from.
    """

    session: str
    device: str
    agent: str
    address: str


@transaction.atomic
def open_visit(account: Account, entry: Entry, now: datetime, *, by: int) -> Visit:
    """Write down an entry; a device this person has not used before is to be confirmed by them elsewhere."""
    device = salted_hmac("letopis.keys.device", entry.device, algorithm="sha256").hexdigest()
    before = Visit.objects.filter(account=account)
    # Guests of the demo school share its accounts: every browser would be new there.
    is_new = not settings.LETOPIS_DEMO and before.exists() and not before.filter(device=device).exists()
    # Who logs in once more without leaving keeps the session: its former visit is over.
    Visit.objects.filter(session=entry.session).exclude(session="").update(ended_at=now, session="")
    visit = Visit.objects.create(
        account=account,
        session=entry.session,
        device=device,
        agent=entry.agent,
        address=entry.address[:45],
        begun_at=now,
        seen_at=now,
        is_new=is_new,
    )
    if is_new:
        _tell_owner(account, has_news=True)
        record("keys.new_device", by=by, about=(account.ref, 0), after={"agent": entry.agent})
    return visit


def _tell_owner(account: Account, *, has_news: bool) -> None:
    """The account's own row says whether there is news, so that the start page asks nothing more for it."""
    account.has_new_device = has_news
    account.save(update_fields=["has_new_device"])


@transaction.atomic
def see_visit(number: int, session: str, now: datetime, *, by: int) -> None:
    """The person is still here; the key of the session may have changed since."""
    Visit.objects.filter(pk=number, seen_at__lte=now).update(seen_at=now, session=session, ended_at=None)


@transaction.atomic
def close_visit(number: int, *, by: int) -> None:
    """The person leaves by the door: the session is over, no word of it in the trace."""
    Visit.objects.filter(pk=number, account__ref=by).update(ended_at=timezone.now(), session="")


@transaction.atomic
def end_visit(visit: Visit, *, by: int, why: str = "") -> None:
    """End a session: its next page asks to log in.

    Raises:
        Refused: account.no_ground, if it is another person's and nothing is said why.
    """
    if visit.account.ref != by and not why.strip():
        raise Refused("account.no_ground")
    _end([visit])
    after = {"agent": visit.agent}
    record("keys.end_visit", by=by, about=(visit.account.ref, 0), after=after, why=why.strip())


@transaction.atomic
def end_others(account: Account, but: int, *, by: int, why: str = "") -> int:
    """End every session of a person but one (0 for none left); how many there were.

    Raises:
        Refused: account.no_ground, as above.
    """
    if account.ref != by and not why.strip():
        raise Refused("account.no_ground")
    visits = list(Visit.objects.filter(account=account, ended_at=None).exclude(pk=but))
    _end(visits)
    if visits:
        after = {"ended": len(visits)}
        record("keys.end_visits", by=by, about=(account.ref, 0), after=after, why=why.strip())
    return len(visits)


def _end(visits: list[Visit]) -> None:
    Session.objects.filter(session_key__in=[visit.session for visit in visits]).delete()
    now = timezone.now()
    Visit.objects.filter(pk__in=[visit.pk for visit in visits]).update(ended_at=now, session="")


@transaction.atomic
def know_visit(visit: Visit, *, by: int) -> None:
    """The owner says that it was they who entered from a new device."""
    visit.is_new = False
    visit.save(update_fields=["is_new"])
    _tell_owner(visit.account, has_news=Visit.objects.filter(account=visit.account, is_new=True).exists())
    record("keys.know_device", by=by, about=(visit.account.ref, 0), after={"agent": visit.agent})


@transaction.atomic
def clear_visits(*, by: int = 0) -> None:
    """Forget sessions that ended long ago by the rules of entry, and Django's rows of those that are over."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    over = now - timedelta(days=entrance_rules(timezone.localdate()).visits)
    count = Visit.objects.filter(seen_at__lt=over).delete()[0]
    live = Session.objects.values("session_key")
    gone = Visit.objects.filter(ended_at=None).exclude(session__in=live)
    gone.update(ended_at=now, session="")
    if count:
        record("keys.clear_visits", by=by, about=(0, 0), after={"forgotten": count})
