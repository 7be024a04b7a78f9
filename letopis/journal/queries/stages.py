"""Ступени закрытия и приказы об исправлении: на какой ступени каждая страница, по какому приказу правят."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from letopis.journal.models import CorrectionOrder, PageStage, PeriodClosing
from letopis.people.queries import names_of
from letopis.regulation.access import Span
from letopis.regulation.closing import CorrectionAct, act_on
from letopis.school.queries import Period


@dataclass(frozen=True)
class Stage:
    """Where a page stands, who moved it there and when.

    Attributes:
        why: what to mend, where it was sent back.
    """

    state: str
    who: str
    at: datetime
    why: str


@dataclass(frozen=True)
class OrderLine:
    """An order about corrections as the page lists it; it stays there for ever."""

    number: str
    issued_on: date
    starts: date
    ends: date
    reason: str
    for_teachers: bool
    who: str


@dataclass(frozen=True)
class Correcting:
    """What decides about correcting a closed period: who closed it, and the act in force."""

    closed_by: int
    act: CorrectionAct | None


def stages_of(period: Period) -> dict[int, Stage]:
    """Page → its stage in a period; pages nobody has moved are not there. Two questions."""
    columns = ("course_id", "state", "moved_by", "moved_at", "why")
    rows = list(PageStage.objects.filter(period_id=period.id).values_list(*columns))
    if not rows:
        return {}
    names = names_of(by for _course, _state, by, *_rest in rows)
    return {course: Stage(state, names.get(by, ""), at, why) for course, state, by, at, why in rows}


def orders_of(period: Period) -> dict[int, list[OrderLine]]:
    """Class → its orders about corrections in a period; two questions."""
    rows = list(CorrectionOrder.objects.filter(period_id=period.id))
    if not rows:
        return {}
    names = names_of(one.entered_by for one in rows)
    found: dict[int, list[OrderLine]] = {}
    for one in rows:
        days = (one.issued_on, one.starts, one.ends)
        who = names.get(one.entered_by, "")
        line = OrderLine(one.number, *days, one.reason, one.for_teachers, who)
        found.setdefault(one.class_group_id, []).append(line)
    return found


def correcting(class_group: int, period: int | None, today: date) -> Correcting:
    """Who closed a class's period and by which act it may be corrected today; two questions."""
    closed = PeriodClosing.objects.filter(class_group_id=class_group, period_id=period)
    orders = CorrectionOrder.objects.filter(class_group_id=class_group, period_id=period)
    acts = [
        CorrectionAct(
            one.number,
            one.issued_on,
            Span(one.starts, one.ends),
            one.reason,
            one.entered_by,
            one.for_teachers,
        )
        for one in orders
    ]
    return Correcting(closed.values_list("closed_by", flat=True).first() or 0, act_on(acts, today))


def teachers_correct(class_group: int, period: int | None, today: date) -> bool:
    """Whether an order lets the teachers of a class correct a closed period today; one question."""
    orders = CorrectionOrder.objects.filter(class_group_id=class_group, period_id=period, for_teachers=True)
    return orders.filter(starts__lte=today, ends__gte=today).exists()


def ground(act: CorrectionAct | None, reason: str) -> str:
    """The ground of a correction for ever after: the order, then the words of whoever corrects."""
    if act is None:
        return reason
    order = _("приказ № %(number)s от %(day)s") % {"number": act.number, "day": f"{act.issued_on:%d.%m.%Y}"}
    return f"{order}: {reason.strip() or act.reason}"
