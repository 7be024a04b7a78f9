"""Что выставлено с опозданием: время каждой первой записи стоит в летописи (п. 1.3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from letopis.journal.craft.facts import PUT_MARK
from letopis.regulation.settings import Settings
from letopis.regulation.terms import days_late
from letopis.school.craft.rows import asked, known_day, moment_of
from letopis.school.queries import Period

# The trace is looked up by pupil and lesson, as its index has them; the first record of a cell counts.
_FIRST = """
SELECT l.id, l.date, l.topic, w.id, w.days, MIN(r.at)
  FROM journal_lesson l
  JOIN journal_entry e ON e.lesson_id = l.id AND e.marks_count > 0
  JOIN people_student s ON s.id = e.student_id
  JOIN trace_tracerecord r ON r.subject = s.ref AND r.object = l.ref AND r.deed = %(deed)s
  LEFT JOIN school_worktype w ON w.id = l.work_type_id
 WHERE l.course_id = %(course)s AND l.date BETWEEN %(starts)s AND %(ends)s
 GROUP BY l.id, l.date, l.topic, w.id, w.days, e.student_id
"""


@dataclass(frozen=True)
class LateLesson:
    """A lesson some of whose marks were put after their term.

    Attributes:
        marks: how many of its cells were late.
        days: how many calendar days the latest was late.
    """

    lesson: int
    day: date
    topic: str
    marks: int
    days: int


def late_lessons(course: int, period: Period, settings: Settings) -> list[LateLesson]:
    """Lessons of a page in a period whose marks came late, by their days; one question."""
    found: dict[tuple[int, date, str], list[int]] = defaultdict(list)
    facts: dict[str, date | int | str] = {
        "course": course, "deed": PUT_MARK, "starts": period.starts, "ends": period.ends,
    }  # fmt: skip
    for lesson, day, topic, work, term, at in asked(_FIRST, facts):
        put = moment_of(at)
        due = settings.entry_terms.marks_due(known_day(day), is_work=work is not None, own=term)
        late = days_late(due, localtime(put).date()) if put else 0
        if late:
            found[lesson, known_day(day), topic].append(late)
    rows = [LateLesson(*key, len(days), max(days)) for key, days in found.items()]
    return sorted(rows, key=lambda one: (one.day, one.lesson))
