"""Карта ученика: уроки и отметки периода, годовые отметки прошлых лет."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from letopis.journal.craft.names import why_words
from letopis.results.access import Schooling
from letopis.results.craft.record import NO_FINAL, Final, LessonLine, SubjectLine
from letopis.school.craft.names import class_title
from letopis.school.craft.rows import asked, known_day, weight_of
from letopis.school.queries import Period

RECENT = timedelta(days=14)
_weight = cache(weight_of)  # a school has a few weights, a year has a thousand lessons

_FINALS = """
SELECT b.rank, b.name, c.subgroup_id, m.id, pm.period_id, pm.value, pm.by_calculation, pm.is_corrected,
       pm.not_attested, CASE WHEN pm.not_attested <> '' THEN pm.reason END, c.id
  FROM school_course c
  JOIN school_subject b ON b.id = c.subject_id
  LEFT JOIN people_subgroupmembership m ON m.subgroup_id = c.subgroup_id AND m.student_id = %(pupil)s
  LEFT JOIN journal_periodmark pm ON pm.course_id = c.id AND pm.student_id = %(pupil)s AND pm.value <> ''
 WHERE c.class_group_id = %(class)s
"""
# Lessons of the days the pupil was in the class and, where the page is a subgroup's, in the subgroup.
_LESSONS = """
SELECT b.name, l.date, l.number, l.topic, l.homework, w.short, w.weight, e.value, e.marks_sum, e.marks_count,
       e.absence, e.note, e.is_expected
  FROM school_course c
  JOIN school_subject b ON b.id = c.subject_id
  JOIN journal_lesson l ON l.course_id = c.id
       AND (l.date BETWEEN %(since)s AND %(until)s OR l.date BETWEEN %(recent)s AND %(today)s)
  LEFT JOIN school_worktype w ON w.id = l.work_type_id
  LEFT JOIN journal_entry e ON e.lesson_id = l.id AND e.student_id = %(pupil)s
 WHERE c.class_group_id = %(class)s AND l.date BETWEEN %(first)s AND %(last)s
   AND (c.subgroup_id IS NULL OR EXISTS (
        SELECT 1 FROM people_subgroupmembership m
         WHERE m.subgroup_id = c.subgroup_id AND m.student_id = %(pupil)s
           AND m.starts <= l.date AND (m.ends IS NULL OR m.ends >= l.date)))
 ORDER BY l.date, l.number
"""
_ANNUAL = """
SELECT b.rank, b.name, g.grade_level, g.letter, pm.value
  FROM journal_periodmark pm
  JOIN school_gradingperiod p ON p.id = pm.period_id AND p.scheme = 'year'
  JOIN school_course c ON c.id = pm.course_id
  JOIN school_subject b ON b.id = c.subject_id
  JOIN school_classgroup g ON g.id = c.class_group_id
 WHERE pm.student_id = %s AND pm.value <> ''
 ORDER BY p.starts DESC
"""


@dataclass(frozen=True)
class Record:
    """A pupil's year as one period shows it.

    Attributes:
        lines: subjects with the marks of all periods and the lessons of this one.
        recent: lessons of the last two weeks, the newest first, whatever the period.
    """

    lines: list[SubjectLine]
    recent: list[LessonLine]


def record_of(
    pupil: int, schooling: Schooling, periods: tuple[Period, ...], period: Period, today: date
) -> Record:
    """A pupil's subjects in a period, with the marks of all periods; two questions."""
    facts: dict[str, date | int | str | None] = {
        "pupil": pupil,
        "class": schooling.class_group,
        "since": period.starts,
        "until": period.ends,
        "recent": today - RECENT,
        "today": today,
        "first": schooling.starts,
        "last": schooling.ends or date.max,
    }
    lines = _lines(facts, periods)
    recent: list[LessonLine] = []
    for lesson in map(_lesson, asked(_LESSONS, facts)):
        if period.starts <= lesson.day <= period.ends:
            line = lines.setdefault(lesson.subject, SubjectLine(lesson.subject, [NO_FINAL] * len(periods)))
            line.lessons.append(lesson)
        if today - RECENT <= lesson.day <= today:
            recent.append(lesson)
    return Record(list(lines.values()), recent[::-1])


def _lines(facts: dict[str, Any], periods: tuple[Period, ...]) -> dict[str, SubjectLine]:
    """Subjects the pupil studies or has marks in, by their place in the class sheet."""
    places = {one.id: place for place, one in enumerate(periods)}
    found: dict[str, SubjectLine] = {}
    for _rank, name, subgroup, member, its_period, value, by_calculation, corrected, *why, page in sorted(
        asked(_FINALS, facts), key=lambda row: row[:2]
    ):
        if subgroup and not member and not value:
            continue
        line = found.setdefault(name, SubjectLine(name, [NO_FINAL] * len(periods)))
        if its_period in places:
            said = why_words(why[0] or "", why[1] or "")
            final = Final(value, not by_calculation, bool(corrected), said, page, its_period)
            line.finals[places[its_period]] = final
    return found


def _lesson(row: tuple[Any, ...]) -> LessonLine:
    subject, day, number, topic, homework, short, weight, value, total, count, absence, note, expected = row
    return LessonLine(
        subject, known_day(day), number, topic, homework, short or "", _weight(weight), value or "",
        total or 0, count or 0, absence or "", note or "", bool(expected),
    )  # fmt: skip


def annual_marks_of(pupil: int) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Annual marks of all years: titles of the classes, the newest first, and a row for each subject."""
    classes: dict[str, int] = {}
    found: dict[tuple[int, str], dict[int, str]] = {}
    for rank, name, grade, letter, value in asked(_ANNUAL, [pupil]):
        place = classes.setdefault(class_title(grade, letter), len(classes))
        found.setdefault((rank, name), {})[place] = value
    rows = [
        (name, [marks.get(place, "") for place in classes.values()])
        for (_rank, name), marks in sorted(found.items())
    ]
    return list(classes), rows
