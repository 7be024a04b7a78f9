"""Открыть правку закрытого периода по приказу: номер, дата, срок и почему остаются навсегда (п. 1.6, 3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from letopis.journal.access import Group
from letopis.journal.craft import facts
from letopis.journal.models import CorrectionOrder
from letopis.journal.queries.closing import closings_of
from letopis.regulation import access
from letopis.regulation.access import Standing, Target
from letopis.regulation.refusals import Refused
from letopis.school.queries import Period
from letopis.trace import actions as trace


@dataclass(frozen=True)
class OrderText:
    """An order about corrections.

    Attributes:
        starts, ends: days on which one corrects by it.
        for_teachers: the teachers of the class correct too, not the deputy alone.
    """

    number: str
    issued_on: date
    starts: date
    ends: date
    reason: str
    for_teachers: bool = False


@transaction.atomic
def open_correction(
    group: Group, period: Period, text: OrderText, *, standing: Standing, by: int
) -> CorrectionOrder:
    """Write down the order by which a closed period of a class is corrected.

    Raises:
        Refused: access.denied, correction.not_closed, correction.days.
    """
    access.check("journal.open_correction", standing, Target(class_group=group.id))
    if group.id not in closings_of(period):
        raise Refused("correction.not_closed", "3.7")
    if text.ends < text.starts or text.ends < standing.on:
        raise Refused("correction.days", "3.7")
    order = CorrectionOrder.objects.create(
        class_group_id=group.id,
        period_id=period.id,
        number=text.number,
        issued_on=text.issued_on,
        starts=text.starts,
        ends=text.ends,
        reason=text.reason,
        for_teachers=text.for_teachers,
        entered_at=timezone.now(),
        entered_by=by,
    )
    days = (text.starts, text.ends)
    after = facts.order_body((text.number, text.issued_on), days, text.reason, for_teachers=text.for_teachers)
    trace.record(
        facts.OPEN_CORRECTION, by=by, about=(group.ref, order.ref), after=after, why=text.reason, clause="3.7"
    )
    return order
