"""Вопросы о результатах: ведомость класса, отметки и пропуски года, своя карта ученика."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from letopis.journal.models import AbsenceTotal
from letopis.regulation.settings import Settings
from letopis.results.access import ClassPage
from letopis.results.craft.record import LessonLine, SubjectLine, lines_of
from letopis.results.craft.sheet import EMPTY, Mark, Sheet, sheet_of
from letopis.school.craft.names import class_title
from letopis.school.craft.rows import asked, known_day, weight_of
from letopis.school.models import ClassGroup
from letopis.school.queries import Period, periods_of

_PUPILS = """
SELECT s.id, s.surname, s.given_name, s.patronymic
  FROM people_enrolment e JOIN people_student s ON s.id = e.student_id
 WHERE e.class_group_id = %s AND e.starts <= %s AND (e.ends IS NULL OR e.ends >= %s)
 ORDER BY s.surname, s.given_name, s.patronymic, s.id
"""
_MARKS = """
SELECT b.id, b.name, c.id, pm.period_id, pm.student_id,
       pm.value, pm.by_calculation, pm.is_corrected, pm.reason
  FROM school_course c
  JOIN school_subject b ON b.id = c.subject_id
  LEFT JOIN journal_periodmark pm ON pm.course_id = c.id
 WHERE c.class_group_id = %s
 ORDER BY b.rank, b.name, b.id
"""
_MARKS_OF_PERIOD = _MARKS.replace("pm.course_id = c.id", "pm.course_id = c.id AND pm.period_id = %s")
_ABSENCES = """
SELECT e.student_id, p.id, e.absence, COUNT(*)
  FROM school_course c
  JOIN journal_lesson l ON l.course_id = c.id
  JOIN journal_entry e ON e.lesson_id = l.id AND e.absence <> ''
  JOIN school_gradingperiod p ON p.year_id = %s AND l.date BETWEEN p.starts AND p.ends
 WHERE c.class_group_id = %s AND p.scheme IN (%s, 'year')
 GROUP BY e.student_id, p.id, e.absence
"""


@dataclass(frozen=True)
class Absences:
    """Missed lessons of a pupil in a period; illness is a part of the excused."""

    missed: int = 0
    illness: int = 0
    excused: int = 0


NONE_MISSED = Absences()


@dataclass(frozen=True)
class YearMarks:
    """Everything on the report cards of a class.

    Attributes:
        subjects: names in the order of the card.
        pupils: id → full name, in the order of the class list.
        periods: columns, the year last.
        marks: (pupil, subject, period id) → the mark.
        absences: (pupil, period id) → missed lessons.
    """

    subjects: tuple[str, ...]
    pupils: dict[int, str]
    periods: tuple[Period, ...]
    marks: dict[tuple[int, str, int], Mark]
    absences: dict[tuple[int, int], Absences]

    def mark(self, pupil: int, subject: str, period: int) -> Mark:
        """The mark, an empty one where there is none."""
        return self.marks.get((pupil, subject, period), EMPTY)


def class_sheet(page: ClassPage, period: Period) -> Sheet:
    """The class sheet of one period; two questions."""
    pupils = [(row[0], f"{row[1]} {row[2]}") for row in _pupils(page.id, period.ends, period.starts)]
    present = {id_ for id_, _name in pupils}
    subjects: dict[int, str] = {}
    marks: dict[tuple[int, int], Mark] = {}
    places: dict[int, int] = {}
    for subject, name, course, _period, student, *rest in asked(_MARKS_OF_PERIOD, [period.id, page.id]):
        subjects[subject] = name
        place = places.setdefault(subject, len(places))
        if student in present and rest[0]:
            marks[student, place] = _mark(course, rest)
    return sheet_of(tuple(subjects.values()), pupils, marks)


def _mark(course: int, columns: list[object]) -> Mark:
    value, by_calculation, corrected, reason = columns
    return Mark(str(value), bool(by_calculation), bool(corrected), str(reason or ""), course)


def _pupils(class_id: int, until: date, since: date) -> list[tuple[int, str, str, str]]:
    """Pupils who were in the class between two days, each once."""
    found = {row[0]: row for row in asked(_PUPILS, [class_id, until, since])}
    return list(found.values())


def year_marks(page: ClassPage, settings: Settings, on: date) -> YearMarks:
    """Everything on the report cards: pupils of today (of the last day of an ended year); four questions."""
    day = max(min(on, page.year_ends), page.year_starts)
    rows = _pupils(page.id, day, day)
    periods = periods_of(page.year_id, page.scheme)
    subjects: dict[str, None] = {}
    marks: dict[tuple[int, str, int], Mark] = {}
    for _subject, name, course, period, student, *rest in asked(_MARKS, [page.id]):
        subjects[name] = None
        if student is not None and rest[0]:
            marks[student, name, period] = _mark(course, rest)
    pupils = {id_: " ".join(filter(None, names)) for id_, *names in rows}
    absences = absences_of(page, settings, pupils)
    return YearMarks(tuple(subjects), pupils, periods, marks, absences)


def absences_of(
    page: ClassPage, settings: Settings, pupils: Iterable[int]
) -> dict[tuple[int, int], Absences]:
    """Missed lessons by pupil and period: counted from the cells, or as sums where the year has sums only."""
    scale = settings.scale
    counts: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for student, period, sign, count in asked(_ABSENCES, [page.year_id, page.id, page.scheme]):
        if sign == scale.late:
            continue
        found = counts[student, period]
        found[0] += count
        found[1] += count if sign in scale.illness else 0
        found[2] += count if sign in scale.excused else 0
    absences = {key: Absences(*found) for key, found in counts.items()}
    totals = AbsenceTotal.objects.filter(period__year_id=page.year_id, student_id__in=list(pupils))
    columns = ("student_id", "period_id", "missed", "illness", "excused")
    for student, period, *sums in totals.values_list(*columns):
        absences[student, period] = Absences(*sums)
    return absences


def classes_of(year_id: int, only: frozenset[int] | None) -> dict[int, list[tuple[int, str]]]:
    """Classes of a year by grade: id and title; `only` narrows them to one's own."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = ClassGroup.objects.filter(year_id=year_id).values_list("id", "grade_level", "letter")
    for id_, grade, letter in rows:
        if only is None or id_ in only:
            found[grade].append((id_, class_title(grade, letter)))
    return dict(found)


_RECORD_MARKS = """
SELECT b.name, pm.period_id, pm.value, c.subgroup_id, m.id
  FROM school_course c
  JOIN school_subject b ON b.id = c.subject_id
  LEFT JOIN people_subgroupmembership m ON m.subgroup_id = c.subgroup_id AND m.student_id = %s
  LEFT JOIN journal_periodmark pm ON pm.course_id = c.id AND pm.student_id = %s
 WHERE c.class_group_id = %s
 ORDER BY b.rank, b.name, b.id
"""
_RECORD_LESSONS = """
SELECT b.name, l.date, l.topic, l.homework, w.short, w.weight, e.value, e.marks_sum, e.marks_count, e.absence
  FROM school_course c
  JOIN school_subject b ON b.id = c.subject_id
  LEFT JOIN people_subgroupmembership m ON m.subgroup_id = c.subgroup_id AND m.student_id = %s
  JOIN journal_lesson l ON l.course_id = c.id AND l.date BETWEEN %s AND %s
  LEFT JOIN school_worktype w ON w.id = l.work_type_id
  LEFT JOIN journal_entry e ON e.lesson_id = l.id AND e.student_id = %s
 WHERE c.class_group_id = %s AND (c.subgroup_id IS NULL OR m.id IS NOT NULL)
 ORDER BY l.date, l.number
"""


def record_of(
    student: int, class_group: int, periods: tuple[Period, ...], period: Period
) -> list[SubjectLine]:
    """A pupil's subjects in a period, with the marks of all periods; two questions."""
    places = {one.id: place for place, one in enumerate(periods)}
    finals: dict[str, list[str]] = {}
    for name, its_period, value, subgroup, member in asked(_RECORD_MARKS, [student, student, class_group]):
        if subgroup and not member:
            continue
        marks = finals.setdefault(name, [""] * len(periods))
        if its_period in places:
            marks[places[its_period]] = value
    rows = asked(_RECORD_LESSONS, [student, period.starts, period.ends, student, class_group])
    return lines_of(finals, [_lesson_line(row) for row in rows])


def _lesson_line(row: tuple[Any, ...]) -> LessonLine:
    subject, day, topic, homework, short, weight, value, total, count, absence = row
    return LessonLine(
        subject, known_day(day), topic, homework, short or "", weight_of(weight),
        value or "", total or 0, count or 0, absence or "",
    )  # fmt: skip
