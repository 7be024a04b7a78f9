"""Отметки за период на одной странице: что стоит, что предложено, кто на ней есть."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from letopis.conditions.queries import PageConditions, conditions_on
from letopis.journal.access import Page
from letopis.journal.models import PeriodMark
from letopis.journal.queries.absences import papers_of
from letopis.people.models import Enrolment, SubgroupMembership
from letopis.regulation.absences import LATE, UNEXCUSED, Paper, reason_of
from letopis.regulation.access import Span
from letopis.regulation.averages import Weighed
from letopis.regulation.conditions import exemption_in, scale_on
from letopis.regulation.faults import watches_marks
from letopis.regulation.marks import Scale
from letopis.regulation.offers import (
    STATED,
    OfferRules,
    PupilPeriod,
    offered,
    offered_for_year,
    why_not_attested,
)
from letopis.regulation.settings import Settings
from letopis.school.craft.rows import asked, known_day, moment_of, weight_of
from letopis.school.queries import Period

_ENTRIES = """
SELECT e.student_id, l.date, e.value, e.marks_sum, e.marks_count, e.absence, w.weight
  FROM journal_lesson l
  JOIN journal_entry e ON e.lesson_id = l.id
  LEFT JOIN school_worktype w ON w.id = l.work_type_id
 WHERE l.course_id = %s AND l.date BETWEEN %s AND %s
 ORDER BY l.date, l.number
"""
_HELD = "SELECT date FROM journal_lesson WHERE course_id = %s AND date BETWEEN %s AND %s"
_CLOSED = "SELECT closed_at FROM journal_periodclosing WHERE class_group_id = %s AND period_id = %s"


@dataclass(frozen=True)
class Stands:
    """A period mark that stands."""

    value: str
    by_calculation: bool
    is_corrected: bool
    not_attested: str


@dataclass(frozen=True)
class PageMarks:
    """Period marks of a page and what proposes them.

    Attributes:
        refs: pupil's id → reference, of those who were here in the period.
        stands: pupil's id → the mark that stands.
        found: pupil's id → marks and absences of the period (for a part of the year).
        parts: pupil's id → marks of the year's parts (for the annual mark).
        reasons: pupil's id → why the last part of the year that was not attested was not.
        conditions: exemptions and special scales of the period.
        rules: what of the edition decides.
    """

    refs: dict[int, int]
    stands: dict[int, Stands]
    found: Mapping[int, PupilPeriod]
    parts: dict[int, list[str]]
    reasons: dict[int, str]
    conditions: PageConditions
    period: Period
    settings: Settings
    rules: OfferRules
    closed_on: date | None

    @property
    def overrides_need_reason(self) -> bool:
        """Whether a mark other than the calculated one needs a ground."""
        return self.settings.overrides_need_reason

    def proposal(self, student: int) -> str:
        """The mark the rules offer, "" if there is none."""
        if self.period.scheme == "year":
            rules, annual = self.rules, self.settings.annual
            return offered_for_year(self.parts.get(student, ()), rules.rounding, annual, rules.passes)
        return offered(self.of(student), self.rules)

    def of(self, student: int) -> PupilPeriod:
        """What the pupil has in the period."""
        return self.found.get(student) or PupilPeriod(exemption=self.exemption(student))

    def exemption(self, student: int) -> str:
        """How much of the period the pupil is exempt for."""
        return exemption_in(self.conditions.of(student), self.period.starts, self.period.ends)

    def scale(self, student: int, page: Page, day: date) -> Scale:
        """Signs the period mark of a pupil may be."""
        special = scale_on(self.conditions.of(student), day)
        return self.settings.scale_for(page.grade_level, pass_fail=page.pass_fail, special=special)

    def is_level(self, value: str) -> bool:
        """Whether a mark is a word of a special scale that nothing is calculated from."""
        own = {word for one in self.settings.special_scales.values() for word in one.words}
        return value in own - {*self.settings.scale.pass_fail, *self.settings.scale.marks}

    def why_not_attested(self, student: int) -> str:
        """The reason of a non-attestation of the pupil."""
        if self.period.scheme == "year":
            return self.reasons.get(student, STATED)
        return why_not_attested(self.of(student), self.rules)


def page_marks(page: Page, period: Period, settings: Settings, today: date) -> PageMarks:
    """Everything about the period marks of a page, in seven questions at most."""
    stands: dict[int, Stands] = {}
    parts: dict[int, list[str]] = defaultdict(list)
    reasons: dict[int, str] = {}
    marks = PeriodMark.objects.filter(course_id=page.id).order_by("period__ordinal")
    columns = ("student_id", "period_id", "value", "by_calculation", "is_corrected", "not_attested")
    for student, its_period, value, by_calculation, corrected, reason in marks.values_list(*columns):
        if its_period == period.id:
            stands[student] = Stands(value, by_calculation, corrected, reason)
        else:
            parts[student].append(value)
            reasons |= {student: reason} if reason else {}
    refs, spans = _members(page, period)
    conditions = conditions_on(page.id, page.class_group, period.starts, period.ends)
    near = watches_marks(period.ends, settings.entry_terms, today)
    is_year = period.scheme == "year"
    return PageMarks(
        refs=refs,
        stands=stands,
        found={} if is_year else _found(page, period, settings, today, spans, conditions),
        parts=parts,
        reasons=reasons,
        conditions=conditions,
        period=period,
        settings=settings,
        rules=settings.offer_rules(period.scheme, is_near_end=near),
        closed_on=closed_on(page.class_group, period.id),
    )


def _members(page: Page, period: Period) -> tuple[dict[int, int], dict[int, list[Span]]]:
    """Pupils of the page in the period: references and days."""
    rows = (
        SubgroupMembership.objects.filter(subgroup_id=page.subgroup)
        if page.subgroup
        else Enrolment.objects.filter(class_group_id=page.class_group)
    )
    refs: dict[int, int] = {}
    spans: dict[int, list[Span]] = defaultdict(list)
    for student, ref, starts, ends in rows.values_list("student_id", "student__ref", "starts", "ends"):
        if starts <= period.ends and (ends is None or ends >= period.starts):
            refs[student] = ref
            spans[student].append(Span(starts, ends))
    return refs, spans


def _found(
    page: Page,
    period: Period,
    settings: Settings,
    today: date,
    spans: Mapping[int, Sequence[Span]],
    conditions: PageConditions,
) -> dict[int, PupilPeriod]:
    """Marks and absences of the period, pupil by pupil; lessons to come are not held yet."""
    last = min(period.ends, today)
    held = [known_day(row[0]) for row in asked(_HELD, [page.id, period.starts, last])]
    parts: dict[int, list[Weighed]] = defaultdict(list)
    words: dict[int, list[str]] = defaultdict(list)
    missed: dict[int, list[str]] = defaultdict(list)
    papers = papers_of(spans, period.starts, period.ends)
    for student, day, value, total, count, sign, weight in asked(
        _ENTRIES, [page.id, period.starts, period.ends]
    ):
        if count:
            parts[student].append(Weighed(total, count, weight_of(weight)))
        else:
            words[student] += [one for one in value.split() if is_word(one, settings)]
        if sign:
            missed[student].append(_reason(sign, known_day(day), papers.get(student, ()), settings))
    return {
        student: PupilPeriod(
            parts=tuple(parts[student]),
            words=tuple(words[student]),
            exemption=exemption_in(conditions.of(student), period.starts, period.ends),
            held=sum(any(span.covers(day) for span in own) for day in held),
            missed=sum(one != LATE for one in missed[student]),
            excused=sum(one not in {LATE, UNEXCUSED} for one in missed[student]),
        )
        for student, own in spans.items()
    }


def is_word(sign: str, settings: Settings) -> bool:
    """Whether a sign of a cell is a word given instead of a number."""
    return not sign.isdigit() and sign not in settings.scale.absences and sign != settings.scale.expected


def _reason(sign: str, day: date, papers: Sequence[Paper], settings: Settings) -> str:
    return reason_of(sign, day, papers, settings.scale)


def closed_on(class_group: int, period: int) -> date | None:
    """Day a class closed a period; asked anew inside the writing transaction, the page may be older."""
    rows = asked(_CLOSED, [class_group, period])
    moment = moment_of(rows[0][0]) if rows else None
    return localtime(moment).date() if moment else None
