"""Отметки за период на одной странице: что стоит, что предложено, кто на ней есть."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localtime

from letopis.journal.access import Page
from letopis.journal.models import PeriodMark
from letopis.people.models import Enrolment, SubgroupMembership
from letopis.regulation.averages import AnnualRule, Rounding, Weighed, annual_proposal, proposal
from letopis.regulation.settings import Settings
from letopis.school.craft.rows import asked, moment_of, weight_of
from letopis.school.queries import Period

_WEIGHED = """
SELECT e.student_id, e.marks_sum, e.marks_count, w.weight
  FROM journal_lesson l
  JOIN journal_entry e ON e.lesson_id = l.id
  LEFT JOIN school_worktype w ON w.id = l.work_type_id
 WHERE l.course_id = %s AND l.date BETWEEN %s AND %s AND e.marks_count > 0
"""
_CLOSED = "SELECT closed_at FROM journal_periodclosing WHERE class_group_id = %s AND period_id = %s"


@dataclass(frozen=True)
class Stands:
    """A period mark that stands."""

    value: str
    by_calculation: bool
    is_corrected: bool


@dataclass(frozen=True)
class PageMarks:
    """Period marks of a page and what proposes them.

    Attributes:
        refs: pupil's id → reference, of those who were here in the period.
        stands: pupil's id → the mark that stands.
        weighed: pupil's id → marks of the period with weights (for a part of the year).
        parts: pupil's id → marks of the year's parts (for the annual mark).
    """

    refs: dict[int, int]
    stands: dict[int, Stands]
    weighed: dict[int, list[Weighed]]
    parts: dict[int, list[str]]
    is_year: bool
    rule: Rounding
    annual: AnnualRule
    closed_on: date | None
    overrides_need_reason: bool

    def proposal(self, student: int) -> str:
        """The mark by calculation, "" if there is none."""
        if self.is_year:
            mark = annual_proposal(self.parts[student], self.rule, self.annual)
        else:
            mark = proposal(self.weighed[student], self.rule)
        return "" if mark is None else str(mark)


def page_marks(page: Page, period: Period, settings: Settings) -> PageMarks:
    """Everything about the period marks of a page, in four questions."""
    is_year = period.scheme == "year"
    stands: dict[int, Stands] = {}
    parts: dict[int, list[str]] = defaultdict(list)
    marks = PeriodMark.objects.filter(course_id=page.id).order_by("period__ordinal")
    columns = ("student_id", "period_id", "value", "by_calculation", "is_corrected")
    for student, its_period, value, by_calculation, corrected in marks.values_list(*columns):
        if its_period == period.id:
            stands[student] = Stands(value, by_calculation, corrected)
        else:
            parts[student].append(value)
    return PageMarks(
        refs=_refs(page, period),
        stands=stands,
        weighed=defaultdict(list) if is_year else _weighed(page, period),
        parts=parts,
        is_year=is_year,
        rule=settings.rounding(period.scheme),
        annual=settings.annual,
        closed_on=closed_on(page.class_group, period.id),
        overrides_need_reason=settings.overrides_need_reason,
    )


def _refs(page: Page, period: Period) -> dict[int, int]:
    during = Q(starts__lte=period.ends) & (Q(ends=None) | Q(ends__gte=period.starts))
    if page.subgroup:
        rows = SubgroupMembership.objects.filter(during, subgroup_id=page.subgroup)
        return dict(rows.values_list("student_id", "student__ref"))
    enrolments = Enrolment.objects.filter(during, class_group_id=page.class_group)
    return dict(enrolments.values_list("student_id", "student__ref"))


def _weighed(page: Page, period: Period) -> dict[int, list[Weighed]]:
    found: dict[int, list[Weighed]] = defaultdict(list)
    for student, total, count, weight in asked(_WEIGHED, [page.id, period.starts, period.ends]):
        found[student].append(Weighed(total, count, weight_of(weight)))
    return found


def closed_on(class_group: int, period: int) -> date | None:
    """Day a class closed a period; asked anew inside the writing transaction, the page may be older."""
    rows = asked(_CLOSED, [class_group, period])
    moment = moment_of(rows[0][0]) if rows else None
    return localtime(moment).date() if moment else None
