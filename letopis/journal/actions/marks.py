"""Записать клетки: проверить всё, записать, оставить след — одним действием (п. 3.4, 3.7)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.http import Http404

from letopis.journal.actions.deliveries import remember
from letopis.journal.actions.settling import settle
from letopis.journal.craft import facts
from letopis.journal.craft.register import told_of
from letopis.journal.models import Entry
from letopis.journal.queries.cell import CellFacts, cells_facts, hold_lessons, weighed_marks
from letopis.journal.queries.deliveries import remembered
from letopis.journal.queries.stages import Correcting, correcting, ground
from letopis.regulation import access
from letopis.regulation.access import Span, Standing, Target
from letopis.regulation.closing import check_correction
from letopis.regulation.conditions import check_marks_of_exempt
from letopis.regulation.entries import check_entry, check_unchanged
from letopis.regulation.marks import Cell, Scale, parse_cell
from letopis.regulation.refusals import Refused
from letopis.school.queries import settings_on
from letopis.trace import actions as trace
from letopis.trace.craft.leaf import body_of

ABSENT = "cell.absent"
Acts = dict[tuple[int, int | None], Correcting]
COLUMNS = ("value", "marks_sum", "marks_count", "absence", "is_expected", "is_corrected")


@dataclass(frozen=True)
class Typed:
    """What a person wants in a cell.

    Attributes:
        old: what they saw in it.
        new: what they typed, "" to take it back.
        reason: ground of a correction after closing.
        key: names this very edit, so that it is written once however often it arrives; "" if it cannot.
        again: it was sent before and its answer never came.
    """

    lesson: int
    student: int
    old: str
    new: str
    reason: str = ""
    key: str = ""
    again: bool = False


@dataclass(frozen=True)
class Saved:
    """What stands after writing.

    Attributes:
        mean: mean of the pupil on this page in the period, as shown.
        proposal: mark by calculation, "" if there is none.
    """

    value: str
    is_corrected: bool
    mean: str
    proposal: str


@dataclass(frozen=True)
class _Change:
    """A cell that has passed every check."""

    typed: Typed
    known: CellFacts
    cell: Cell
    is_correction: bool
    why: str

    @property
    def is_new(self) -> bool:
        """Whether anything is to be written."""
        return self.cell.text != self.known.value

    @property
    def is_corrected(self) -> bool:
        """Whether the cell is marked as changed after closing from now on."""
        return self.is_correction or self.known.is_corrected


def put_mark(course: int, typed: Typed, *, standing: Standing, by: int) -> Saved:
    """Write one cell: one pupil in one lesson.

    Args:
        course: id of the register page.
        typed: what is to stand there and what the person saw before.
        standing: what the person rests the right on.
        by: reference of the account.

    Raises:
        Http404: no such lesson on the page, or no such pupil.
        Refused: any code of regulation.entries, regulation.marks and regulation.access.
    """
    [outcome] = put_marks(course, [typed], standing=standing, by=by)
    if isinstance(outcome, Saved):
        return outcome
    if outcome.code == ABSENT:
        raise Http404
    raise outcome


@transaction.atomic
def put_marks(course: int, wanted: list[Typed], *, standing: Standing, by: int) -> list[Saved | Refused]:
    """Write cells of one page, each by itself: a refused one does not hold up the others.

    Costs the same number of statements for one cell as for a class: what stands, the cells, their traces,
    the keys of the edits, the means. The answers stand in the order of the cells, each cell once.
    """
    answered = remembered(by, [typed.key for typed in wanted if typed.again and typed.key])
    lessons, students = {one.lesson for one in wanted}, {one.student for one in wanted}
    hold_lessons(sorted(lessons))
    known = cells_facts(course, lessons, students)
    closed = {(one.class_group, one.period) for one in known.values() if one.closed_on}
    acts = {pair: correcting(*pair, standing.on) for pair in closed}
    checked = [
        Saved(*answered[typed.key])
        if typed.key in answered
        else _checked(typed, known.get((typed.lesson, typed.student)), acts, standing, by)
        for typed in wanted
    ]
    changes = [one for one in checked if isinstance(one, _Change)]
    _write([one for one in changes if one.is_new], by=by)
    told = _told(changes, standing.on)
    outcomes = [_saved(one, told) if isinstance(one, _Change) else one for one in checked]
    remember(
        {
            one.typed.key: (one.cell.text, one.is_corrected, *told[one.typed.student, one.known.period_days])
            for one in changes
            if one.typed.key
        },
        by=by,
    )
    return outcomes


def _checked(
    typed: Typed, known: CellFacts | None, acts: Acts, standing: Standing, by: int
) -> _Change | Refused:
    """The change a person wants, or why it may not be."""
    if known is None:
        return Refused(ABSENT)
    try:
        is_correction, why = _check(typed, known, acts.get((known.class_group, known.period)), standing, by)
        cell = parse_cell(typed.new, _scale(known))
        has_marks = bool({*cell.marks, cell.expected} - {"", *known.value.split()})
        check_marks_of_exempt(is_exempt=known.is_exempt, has_marks=has_marks, day=known.day)
        check_unchanged(typed.old, known.value)
        if is_correction:
            access.check_proof(standing)
    except Refused as refusal:
        return refusal
    return _Change(typed, known, cell, is_correction, why)


def _scale(known: CellFacts) -> Scale:
    """Signs that may stand in the cell."""
    settings = settings_on(known.day)
    return settings.scale_for(known.grade_level, pass_fail=known.pass_fail, special=known.scale)


def _check(
    typed: Typed, known: CellFacts, found: Correcting | None, standing: Standing, by: int
) -> tuple[bool, str]:
    """Everything that may stand against it; tells whether this corrects what is closed, and its ground."""
    target = Target(course=known.course, class_group=known.class_group, on=known.day, number=known.number)
    may_correct = access.permits("journal.correct_mark", standing, target)
    act = found.act if found else None
    why = ground(act, typed.reason)
    if not (may_correct and known.closed_on):
        access.check("journal.put_mark", standing, target)
    allowed = may_correct or bool(act and act.for_teachers)
    check_entry(known.to_enter(standing.on, why, may_correct=allowed))
    if found:
        check_correction(act, settings_on(standing.on).closing, by=by, closed_by=found.closed_by)
    return known.closed_on is not None, why


def _write(changes: list[_Change], *, by: int) -> None:
    """Cells and their traces, two statements for any number of them."""
    if not changes:
        return
    Entry.objects.bulk_create(
        [_entry(change) for change in changes],
        update_conflicts=True,
        unique_fields=("lesson", "student"),
        update_fields=COLUMNS,
    )
    planned = {change.typed.lesson for change in changes if change.known.is_planned}
    if planned:
        settle(planned, by=by)
    trace.record_many([_trace(change, by) for change in changes])


def _entry(change: _Change) -> Entry:
    numbers = change.cell.numbers
    return Entry(
        lesson_id=change.typed.lesson,
        student_id=change.typed.student,
        value=change.cell.text,
        marks_sum=sum(numbers),
        marks_count=len(numbers),
        absence=change.cell.absence,
        is_expected=bool(change.cell.expected),
        is_corrected=change.is_corrected,
    )


def _trace(change: _Change, by: int) -> dict[str, object]:
    deed = facts.CORRECT_MARK if change.is_correction else facts.PUT_MARK
    before, after = facts.entry_body(change.known.value), facts.entry_body(change.cell.text)
    body = body_of(before, after, change.why, "3.7")
    return trace.made(deed, by, (change.known.student_ref, change.known.lesson_ref), body)


def _told(changes: list[_Change], today: date) -> dict[tuple[int, Span], tuple[str, str]]:
    """Means and proposals by the edition that rules the period: (pupil, days of the period) → both."""
    by_period: dict[Span, dict[int, CellFacts]] = defaultdict(dict)
    for change in changes:
        by_period[change.known.period_days][change.typed.student] = change.known
    told = {}
    for days, pupils in by_period.items():
        known = next(iter(pupils.values()))
        rule = settings_on(min(today, days.ends or today)).rounding(known.scheme)
        weighed = weighed_marks(known.course, list(pupils), days)
        told.update({(student, days): told_of(weighed[student], rule) for student in pupils})
    return told


def _saved(change: _Change, told: dict[tuple[int, Span], tuple[str, str]]) -> Saved:
    mean, proposal = told[change.typed.student, change.known.period_days]
    return Saved(change.cell.text, change.is_corrected, mean, proposal)
