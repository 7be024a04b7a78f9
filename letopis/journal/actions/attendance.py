"""Отсутствует весь день: знак «не был» в пустых клетках ученика за день и снятие ошибочного (п. 3.4)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.http import Http404

from letopis.journal.access import Group
from letopis.journal.actions.settling import settle
from letopis.journal.craft import facts
from letopis.journal.models import Entry
from letopis.journal.queries.cell import hold_day
from letopis.journal.queries.period_marks import closed_on
from letopis.people.models import Enrolment, Student
from letopis.regulation import access
from letopis.regulation.access import Span, Standing, Target
from letopis.regulation.entries import EntryFacts, check_entry
from letopis.regulation.refusals import Refused
from letopis.school.craft.rows import Value, asked
from letopis.school.queries import period_at, periods_of, settings_on
from letopis.trace import actions as trace
from letopis.trace.queries import history_of

CLAUSE = "3.4"
# The pupil's lessons of a day, on pages of the class and of their subgroups, and what stands in the cells.
_CELLS = """
SELECT l.id, l.ref, e.id, e.value
  FROM school_course c
  JOIN journal_lesson l ON l.course_id = c.id AND l.date = %(day)s
  LEFT JOIN journal_entry e ON e.lesson_id = l.id AND e.student_id = %(student)s
 WHERE c.class_group_id = %(class)s AND (c.subgroup_id IS NULL OR EXISTS (
       SELECT 1 FROM people_subgroupmembership m
        WHERE m.subgroup_id = c.subgroup_id AND m.student_id = %(student)s
          AND m.starts <= %(day)s AND (m.ends IS NULL OR m.ends >= %(day)s)))
 ORDER BY l.id
"""


class _Cell(NamedTuple):
    lesson: int
    lesson_ref: int
    entry: int | None
    value: str | None


@transaction.atomic
def mark_absent(group: Group, student: int, day: date, *, standing: Standing, by: int) -> int:
    """Put "was absent" into every empty cell of a pupil on a day; cells that hold something stay as they are.

    Returns how many cells were filled.

    Raises:
        Http404: no such pupil in the class.
        Refused: access.denied, lesson.*, student.not_enrolled, period.closed, day.no_lessons.
    """
    ref, cells = _cells(group, student, day, standing)
    if not cells:
        raise Refused("day.no_lessons", CLAUSE, day=day)
    sign = settings_on(day).scale.absent
    empty = [cell for cell in cells if not cell.value]
    settle([cell.lesson for cell in empty], by=by)
    for cell in empty:
        _put(cell, student, sign)
        trace.record(
            facts.MARK_ABSENT,
            by=by,
            about=(ref, cell.lesson_ref),
            after=facts.entry_body(sign),
            clause=CLAUSE,
        )
    return len(empty)


@transaction.atomic
def unmark_absent(group: Group, student: int, day: date, *, standing: Standing, by: int) -> int:
    """Take back what `mark_absent` put: cells of the day that nobody has changed since.

    Returns how many cells were emptied.

    Raises:
        Http404: no such pupil in the class.
        Refused: as mark_absent.
    """
    ref, cells = _cells(group, student, day, standing)
    sign = settings_on(day).scale.absent
    put = [cell for cell in cells if cell.value == sign and _was_put_here(ref, cell)]
    for cell in put:
        _put(cell, student, "")
        trace.record(
            facts.MARK_ABSENT,
            by=by,
            about=(ref, cell.lesson_ref),
            before=facts.entry_body(sign),
            clause=CLAUSE,
        )
    return len(put)


def _cells(group: Group, student: int, day: date, standing: Standing) -> tuple[int, list[_Cell]]:
    """The pupil's reference and cells of the day, held, if they may be written."""
    access.check("journal.mark_absent", standing, Target(class_group=group.id))
    ref = Student.objects.filter(pk=student, enrolments__class_group_id=group.id).values_list(
        "ref", flat=True
    )
    known = ref.first()
    if known is None:
        raise Http404
    hold_day(group.id, day)
    check_entry(
        EntryFacts(
            day=day,
            today=standing.on,
            year=group.year,
            enrolled=_enrolled(group, student),
            closed_on=_closed_on(group, day),
        )
    )
    facts_: dict[str, Value] = {"class": group.id, "student": student, "day": day}
    return known, [_Cell(*row) for row in asked(_CELLS, facts_)]


def _enrolled(group: Group, student: int) -> tuple[Span, ...]:
    rows = Enrolment.objects.filter(class_group_id=group.id, student_id=student).values_list("starts", "ends")
    return tuple(Span(*row) for row in rows)


def _closed_on(group: Group, day: date) -> date | None:
    period = period_at(periods_of(group.year_id, group.scheme), day)
    if period is None or not period.starts <= day <= period.ends:
        return None
    return closed_on(group.id, period.id)


def _put(cell: _Cell, student: int, sign: str) -> None:
    columns = {"value": sign, "marks_sum": 0, "marks_count": 0, "absence": sign}
    if cell.entry is None:
        Entry.objects.create(lesson_id=cell.lesson, student_id=student, **columns)
    else:
        Entry.objects.filter(pk=cell.entry).update(**columns)


def _was_put_here(student: int, cell: _Cell) -> bool:
    changes = history_of(student, cell.lesson_ref)
    return bool(changes) and changes[-1].deed == facts.MARK_ABSENT
