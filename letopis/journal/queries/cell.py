"""Клетки: всё, что решает о записи в них, и средние учеников после записи."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.timezone import localtime

from letopis.regulation.access import Span
from letopis.regulation.averages import Weighed
from letopis.regulation.entries import EntryFacts
from letopis.school.craft.rows import Value, asked, day_of, known_day, moment_of, weight_of

# A lesson's row serialises the writers of its cells; the class's row holds off a closing meanwhile.
_LOCK = """
SELECT 1 FROM journal_lesson l
  JOIN school_course c ON c.id = l.course_id JOIN school_classgroup g ON g.id = c.class_group_id
 WHERE l.id IN ({lessons}) ORDER BY l.id FOR NO KEY UPDATE OF l FOR SHARE OF g
"""
_LOCK_PAGE = """
SELECT 1 FROM school_course c JOIN school_classgroup g ON g.id = c.class_group_id
 WHERE c.id = %s FOR NO KEY UPDATE OF c FOR SHARE OF g
"""
_LOCK_STUDENT = "SELECT 1 FROM people_student WHERE id = %s FOR NO KEY UPDATE"
_LOCK_DAY = """
SELECT 1 FROM journal_lesson l
  JOIN school_course c ON c.id = l.course_id JOIN school_classgroup g ON g.id = c.class_group_id
 WHERE g.id = %s AND l.date = %s ORDER BY l.id FOR NO KEY UPDATE OF l FOR SHARE OF g
"""
_CELL = """
SELECT l.id, s.id,
       l.ref, l.date, l.number, l.is_planned, c.id, g.id, g.scheme, c.subgroup_id, c.pass_fail,
       g.grade_level, y.starts, y.ends,
       p.id, p.starts, p.ends, k.closed_at, s.ref, e.id, e.value, e.is_corrected,
       EXISTS (SELECT 1 {special} AND x.kind = 'exempt'),
       (SELECT x.scale {special} AND x.kind = 'scale'
         ORDER BY CASE WHEN x.student_id IS NULL THEN 1 ELSE 0 END,
                  CASE WHEN x.subject_id IS NULL THEN 1 ELSE 0 END, x.starts DESC, x.id DESC LIMIT 1),
       en.starts, en.ends, m.starts, m.ends
  FROM journal_lesson l
  JOIN school_course c ON c.id = l.course_id
  JOIN school_classgroup g ON g.id = c.class_group_id
  JOIN school_schoolyear y ON y.id = g.year_id
  JOIN people_student s ON s.id IN ({students})
  LEFT JOIN school_gradingperiod p
         ON p.year_id = y.id AND p.scheme = g.scheme AND l.date BETWEEN p.starts AND p.ends
  LEFT JOIN journal_periodclosing k ON k.class_group_id = g.id AND k.period_id = p.id
  LEFT JOIN journal_entry e ON e.lesson_id = l.id AND e.student_id = s.id
  LEFT JOIN people_enrolment en ON en.class_group_id = g.id AND en.student_id = s.id
  LEFT JOIN people_subgroupmembership m ON m.subgroup_id = c.subgroup_id AND m.student_id = s.id
 WHERE l.id IN ({lessons}) AND l.course_id = %s
"""
# Special conditions of the pupil or of the class on the lesson's day.
_SPECIAL = """
  FROM conditions_condition x
 WHERE (x.student_id = s.id OR x.class_group_id = g.id) AND x.lifted_at IS NULL
   AND (x.subject_id IS NULL OR x.subject_id = c.subject_id)
   AND x.starts <= l.date AND (x.ends IS NULL OR x.ends >= l.date)"""
_WEIGHED = """
SELECT e.student_id, e.marks_sum, e.marks_count, w.weight
  FROM journal_lesson l
  JOIN journal_entry e ON e.lesson_id = l.id AND e.student_id IN ({students})
  LEFT JOIN school_worktype w ON w.id = l.work_type_id
 WHERE l.course_id = %s AND l.date BETWEEN %s AND %s AND e.marks_count > 0
"""


@dataclass(frozen=True)
class CellFacts:
    """What stands in a cell and around it.

    Attributes:
        scheme: kind of periods the class is divided into.
        is_planned: the lesson stands by the timetable and nobody has written it yet.
        entry: id of the row that holds the cell, None where nothing was ever written.
        period: id of the grading period of the lesson's day, None on a day outside all periods.
        closed_on: day the period was closed for the class, None while it is open.
        is_exempt: a document exempts the pupil from the subject on that day.
        scale: code of the special scale of that day, "" for the ordinary one.
        enrolled: days the pupil belongs to this page.
    """

    course: int
    class_group: int
    lesson_ref: int
    student_ref: int
    day: date
    number: int
    is_planned: bool
    grade_level: int
    pass_fail: bool
    year: Span
    period: int | None
    scheme: str
    period_days: Span
    closed_on: date | None
    entry: int | None
    value: str
    is_corrected: bool
    is_exempt: bool
    scale: str
    enrolled: tuple[Span, ...]

    def to_enter(self, today: date, reason: str = "", *, may_correct: bool = False) -> EntryFacts:
        """What the rule of entries asks of the cell when it is written on a day."""
        return EntryFacts(
            self.day, today, self.year, self.enrolled, self.closed_on, reason=reason, may_correct=may_correct
        )


def hold_lessons(lessons: Collection[int]) -> None:
    """Let nobody else write these lessons' cells or close their class until the transaction ends."""
    _hold(_LOCK.format(lessons=_places(lessons)), *lessons)


def hold_page(course: int) -> None:
    """Let nobody else write this page's period marks or close its class until the transaction ends."""
    _hold(_LOCK_PAGE, course)


def hold_student(student: int) -> None:
    """Let nobody else write this pupil's documents until the transaction ends."""
    _hold(_LOCK_STUDENT, student)


def hold_day(class_group: int, day: date) -> None:
    """Let nobody else write the cells of a class's day or close its period until the transaction ends."""
    _hold(_LOCK_DAY, class_group, day)


def _hold(sql: str, *about: Value) -> None:
    if connection.vendor == "postgresql":  # SQLite's transactions are alone from their first word
        asked(sql, about)


def _places(values: Collection[int]) -> str:
    """As many places for values as there are values."""
    return ", ".join(["%s"] * len(values))


def cells_facts(
    course: int, lessons: Collection[int], students: Collection[int]
) -> dict[tuple[int, int], CellFacts]:
    """Facts of the cells where lessons and pupils meet, in one question: (lesson, pupil) → facts.

    A lesson that is not on the page and a pupil who is not in the school have none.
    """
    sql = _CELL.format(students=_places(students), lessons=_places(lessons), special=_SPECIAL)
    found: dict[tuple[int, int], list[tuple[Any, ...]]] = defaultdict(list)
    for lesson, student, *row in asked(sql, [*students, *lessons, course]):
        found[lesson, student].append(tuple(row))
    return {place: _facts(rows) for place, rows in found.items()}


def _facts(rows: list[tuple[Any, ...]]) -> CellFacts:
    (lesson_ref, day, number, is_planned, course, group, scheme, subgroup, pass_fail,
     grade, year_starts, year_ends, period, starts, ends, closed_at, student_ref, entry, value,
     corrected, is_exempt, special, *_spans) = rows[0]  # fmt: skip
    closed = moment_of(closed_at)
    year = Span(known_day(year_starts), known_day(year_ends))
    return CellFacts(
        course=course,
        class_group=group,
        lesson_ref=lesson_ref,
        student_ref=student_ref,
        day=known_day(day),
        number=number,
        is_planned=bool(is_planned),
        grade_level=grade,
        pass_fail=bool(pass_fail),
        year=year,
        period=period,
        scheme=scheme,
        period_days=Span(day_of(starts) or year.starts, day_of(ends) or year.ends),
        closed_on=localtime(closed).date() if closed else None,
        entry=entry,
        value=value or "",
        is_corrected=bool(corrected),
        is_exempt=bool(is_exempt),
        scale=special or "",
        enrolled=_enrolled(rows, in_subgroup=subgroup is not None),
    )


def _enrolled(rows: list[tuple[Any, ...]], *, in_subgroup: bool) -> tuple[Span, ...]:
    """Days in the class, and in the subgroup too where the page is one."""
    spans = []
    for starts, ends, member_starts, member_ends in (map(day_of, row[-4:]) for row in rows):
        if starts is None or (in_subgroup and member_starts is None):
            continue
        last = min(filter(None, (ends, member_ends)), default=None)
        spans.append(Span(max(starts, member_starts or starts), last))
    return tuple(spans)


def weighed_marks(course: int, students: Collection[int], days: Span) -> dict[int, list[Weighed]]:
    """Pupils' marks on a page between two days, by lessons with their weights; pupil's id → marks."""
    sql = _WEIGHED.format(students=_places(students))
    found: dict[int, list[Weighed]] = defaultdict(list)
    for student, total, count, weight in asked(sql, [*students, course, days.starts, days.ends]):
        found[student].append(Weighed(total, count, weight_of(weight)))
    return found
