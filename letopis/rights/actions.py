"""Что делают с правами: передать и отменить обязанности, открыть записи, записать, кто смотрел."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone

from letopis.people.actions import Order
from letopis.people.actions.leaving import check_order
from letopis.people.models import Appointment, Employee
from letopis.regulation.delegation import CLAUSE, check_delegation, check_mixing
from letopis.regulation.refusals import Refused
from letopis.rights.craft.looks import CLASS, COURSE, MEMORY, Seen
from letopis.rights.models import Delegation, Look, Opening
from letopis.school.models import Course
from letopis.school.queries import entrance_rules
from letopis.trace.actions import record


class Handing(NamedTuple):
    """What is handed over: post, one deed of it or "", first and last day."""

    role: str
    deed: str
    starts: date
    ends: date


@transaction.atomic
def delegate(
    giver: Employee, taker: Employee, what: Handing, order: Order, *, today: date, by: int
) -> Delegation:
    """Hand duties over for a term; they end by themselves with the last day.

    Raises:
        Refused: order.no_number, delegation.*.
    """
    check_order(order)
    check_delegation(what.role, what.deed, (what.starts, what.ends), today)
    if giver.pk == taker.pk:
        raise Refused("delegation.self", CLAUSE)
    if what.role not in _posts(giver, what.starts):
        raise Refused("delegation.not_theirs", CLAUSE)
    check_mixing(what.role, _posts(taker, what.starts))
    made = Delegation.objects.create(
        giver=giver,
        taker=taker,
        role=what.role,
        deed=what.deed,
        starts=what.starts,
        ends=what.ends,
        order_number=order.number.strip(),
        order_day=order.day,
        made_by=by,
    )
    after = {"role": what.role, "deed": what.deed, "starts": str(what.starts), "ends": str(what.ends)}
    record(
        "rights.delegate",
        by=by,
        about=(taker.ref, giver.ref),
        after=after,
        why=order.words,
        clause=CLAUSE,
    )
    return made


def _posts(employee: Employee, day: date) -> frozenset[str]:
    """Posts of an employee's own on a day; what was taken from others is not handed on."""
    mine = Appointment.objects.filter(Q(ends=None) | Q(ends__gte=day), employee=employee, starts__lte=day)
    return frozenset(mine.values_list("post", flat=True))


@transaction.atomic
def revoke(one: Delegation, why: str, *, by: int) -> None:
    """End a delegation at once.

    Raises:
        Refused: account.no_ground, delegation.over.
    """
    if not why.strip():
        raise Refused("account.no_ground")
    mine = Delegation.objects.filter(pk=one.pk, revoked_at=None)
    if not mine.update(revoked_at=timezone.now(), revoke_ground=why.strip()[:200]):
        raise Refused("delegation.over")
    before = {"role": one.role, "ends": str(one.ends)}
    record(
        "rights.revoke",
        by=by,
        about=(one.taker.ref, one.giver.ref),
        before=before,
        why=why.strip(),
        clause=CLAUSE,
    )


@transaction.atomic
def open_records(employee: Employee, why: str, *, by: int) -> Opening:
    """Let the administrator read records for a short time, with a reason the principal will see.

    Raises:
        Refused: opening.no_reason.
    """
    if len(why.strip()) < 10:
        raise Refused("opening.no_reason", CLAUSE)
    now = timezone.now()
    ends = now + timedelta(minutes=entrance_rules(timezone.localdate()).opening)
    made = Opening.objects.create(
        employee=employee, why=why.strip(), opened_at=now, ends_at=ends, ends_second=int(ends.timestamp())
    )
    after = {"until": ends.isoformat(timespec="minutes")}
    record(
        "rights.open_records",
        by=by,
        about=(made.ref, employee.ref),
        after=after,
        why=why.strip(),
        clause=CLAUSE,
    )
    return made


@transaction.atomic
def close_records(one: Opening, *, by: int) -> None:
    """Close the records before the term."""
    now = timezone.now()
    Opening.objects.filter(employee=one.employee, ends_at__gt=now).update(
        ends_at=now, ends_second=int(now.timestamp())
    )
    record("rights.close_records", by=by, about=(one.ref, one.employee.ref), clause=CLAUSE)


@transaction.atomic
def know_openings(*, by: int) -> None:
    """The principal says that they have read of the openings."""
    now = timezone.now()
    for one in Opening.objects.filter(known_at=None).select_related("employee"):
        one.known_at, one.known_by = now, by
        one.save(update_fields=["known_at", "known_by"])
        record("rights.know_opening", by=by, about=(one.ref, one.employee.ref), clause=CLAUSE)


def write_looks(*, by: int = 0) -> int:
    """Write down who has been shown what since the last time; how many. What cannot be written waits on."""
    found = MEMORY.taken(timezone.now())
    courses = {seen.number for seen, _at in found if seen.kind == COURSE}
    try:
        with transaction.atomic():  # a full disk is told of at its end
            groups = dict(Course.objects.filter(pk__in=courses).values_list("id", "class_group"))
            Look.objects.bulk_create([_look(seen, at, groups) for seen, at in found], batch_size=1_000)
    except DatabaseError:
        MEMORY.give_back(found)
        raise
    return len(found)


def _look(seen: Seen, at: datetime, groups: dict[int, int]) -> Look:
    group = seen.number if seen.kind == CLASS else groups.get(seen.number, 0) if seen.kind == COURSE else 0
    return Look(at=at, by=seen.by, page=seen.page, kind=seen.kind, number=seen.number, group=group)


@transaction.atomic
def clear_looks(*, by: int = 0) -> None:
    """Forget looks older than the rules of entry say."""
    over = timezone.now() - timedelta(days=entrance_rules(timezone.localdate()).looks)
    count = Look.objects.filter(at__lt=over).delete()[0]
    if count:
        record("rights.clear_looks", by=by, about=(0, 0), after={"forgotten": count})
