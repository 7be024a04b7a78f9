"""Записать клетку: проверить всё, записать, оставить след — одним действием (п. 3.4, 3.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.http import Http404

from letopis.journal.craft import facts
from letopis.journal.craft.register import told_of
from letopis.journal.models import Entry
from letopis.journal.queries.cell import CellFacts, cell_facts, hold_lesson, weighed_marks
from letopis.regulation import access
from letopis.regulation.access import Standing, Target
from letopis.regulation.entries import EntryFacts, check_entry, check_unchanged
from letopis.regulation.marks import Cell, Scale, parse_cell
from letopis.school.queries import settings_on
from letopis.trace import actions as trace


@dataclass(frozen=True)
class Typed:
    """What a person wants in a cell.

    Attributes:
        old: what they saw in it.
        new: what they typed, "" to take it back.
        reason: ground of a correction after closing.
    """

    lesson: int
    student: int
    old: str
    new: str
    reason: str = ""


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


@transaction.atomic
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
    hold_lesson(typed.lesson)
    known = cell_facts(course, typed.lesson, typed.student)
    if known is None:
        raise Http404
    is_correction = _check(typed, known, standing)
    cell = parse_cell(typed.new, _scale(known))
    check_unchanged(typed.old, known.value)
    if cell.text != known.value:
        _write(typed, known, cell, by=by, is_correction=is_correction)
    told = _told(typed.student, known, standing.on)
    return Saved(cell.text, is_correction or known.is_corrected, *told)


def _scale(known: CellFacts) -> Scale:
    """Signs that may stand in the cell."""
    scale = settings_on(known.day).scale_of(known.grade_level)
    return replace(scale, marks=()) if known.pass_fail else scale


def _check(typed: Typed, known: CellFacts, standing: Standing) -> bool:
    """Everything that may stand against it; tells whether this is a correction after closing."""
    target = Target(course=known.course, class_group=known.class_group, on=known.day)
    may_correct = access.permits("journal.correct_mark", standing, target)
    if not (may_correct and known.closed_on):
        access.check("journal.put_mark", standing, target)
    check_entry(
        EntryFacts(
            day=known.day,
            today=standing.on,
            year=known.year,
            enrolled=known.enrolled,
            closed_on=known.closed_on,
            reason=typed.reason,
            may_correct=may_correct,
        )
    )
    return known.closed_on is not None


def _write(typed: Typed, known: CellFacts, cell: Cell, *, by: int, is_correction: bool) -> None:
    columns = {
        "value": cell.text,
        "marks_sum": sum(cell.numbers),
        "marks_count": len(cell.numbers),
        "absence": cell.absence,
        "is_expected": bool(cell.expected),
        "is_corrected": known.is_corrected or is_correction,
    }
    if known.entry is None:
        Entry.objects.create(lesson_id=typed.lesson, student_id=typed.student, **columns)
    else:
        Entry.objects.filter(pk=known.entry).update(**columns)
    trace.record(
        facts.CORRECT_MARK if is_correction else facts.PUT_MARK,
        by=by,
        about=(known.student_ref, known.lesson_ref),
        before=facts.entry_body(known.value),
        after=facts.entry_body(cell.text),
        why=typed.reason,
        clause="3.7",
    )


def _told(student: int, known: CellFacts, today: date) -> tuple[str, str]:
    """Mean and proposal by the edition that rules the period."""
    days = known.period_days
    rule = settings_on(min(today, days.ends or today)).rounding(known.scheme)
    return told_of(weighed_marks(known.course, student, days), rule)
