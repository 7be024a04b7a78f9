"""Табели: отметки всех периодов года и пропуски учеников класса."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from letopis.conditions.queries import exempt_in
from letopis.journal.queries.levels import Told, levels_of
from letopis.people.craft.alphabet import place_of
from letopis.regulation.absences import Tally
from letopis.regulation.indicators import EXEMPT
from letopis.regulation.settings import Settings
from letopis.results.access import ClassPage
from letopis.results.craft.sheet import EMPTY, Mark, mark_of
from letopis.results.queries.absences import absences_of
from letopis.school.craft.rows import asked
from letopis.school.queries import Period, periods_of

_PUPILS = """
SELECT DISTINCT s.id, s.surname, s.given_name, s.patronymic
  FROM people_enrolment e JOIN people_student s ON s.id = e.student_id
 WHERE e.class_group_id = %s AND e.starts <= %s AND (e.ends IS NULL OR e.ends >= %s)
"""
_SUBJECTS = """
SELECT b.rank, b.name, c.subgroup_id, m.student_id
  FROM school_course c
  JOIN school_subject b ON b.id = c.subject_id
  LEFT JOIN people_subgroupmembership m ON m.subgroup_id = c.subgroup_id
 WHERE c.class_group_id = %s
"""
# All marks of the year, in whatever class they were given; the own class last, so that its marks stay.
_MARKS = """
SELECT b.rank, b.name, c.id, pm.period_id, pm.student_id, pm.value,
       CASE WHEN pm.by_calculation THEN 0 ELSE 1 END + CASE WHEN pm.is_corrected THEN 2 ELSE 0 END,
       pm.not_attested, CASE WHEN pm.not_attested <> '' THEN pm.reason END
  FROM journal_periodmark pm
  JOIN school_course c ON c.id = pm.course_id
  JOIN school_subject b ON b.id = c.subject_id
 WHERE pm.student_id IN ({pupils}) AND pm.period_id IN ({periods}) AND pm.value <> ''
 ORDER BY c.class_group_id = %s
"""
Subject = tuple[int, str]


@dataclass(frozen=True)
class YearMarks:
    """Everything on the report cards of a class.

    Attributes:
        subjects: pupil → names in the order of the card.
        pupils: id → full name, in the order of the class list.
        periods: columns, the year last.
        marks: (pupil, subject, period id) → the mark.
        absences: (pupil, period id) → missed lessons and days.
        levels: (pupil, subject, period id) → what is told in a class taught without marks.
        names: sign of a level → its name.
    """

    subjects: dict[int, tuple[str, ...]]
    pupils: dict[int, str]
    periods: tuple[Period, ...]
    marks: dict[tuple[int, str, int], Mark]
    absences: dict[tuple[int, int], Tally]
    levels: dict[tuple[int, str, int], Told]
    names: Mapping[str, str]

    def mark(self, pupil: int, subject: str, period: int) -> Mark:
        """The mark, an empty one where there is none."""
        return self.marks.get((pupil, subject, period), EMPTY)


def card_pupils(page: ClassPage, on: date) -> dict[int, str]:
    """Pupils of the class on a day of its year: id → full name, by the alphabet."""
    day = max(min(on, page.year_ends), page.year_starts)
    rows = sorted(asked(_PUPILS, [page.id, day, day]), key=lambda row: (place_of(*row[1:]), row[0]))
    return {id_: " ".join(filter(None, names)) for id_, *names in rows}


def year_marks(page: ClassPage, settings: Settings, pupils: dict[int, str]) -> YearMarks:
    """Everything on the report cards of these pupils; five questions."""
    periods = periods_of(page.year_id, page.scheme)
    subjects = _subjects(page, pupils)
    marks: dict[tuple[int, str, int], Mark] = {}
    for rank, name, course, period, student, value, flags, why, reason in _marks(page, list(pupils), periods):
        subjects[student].add((rank, name))
        marks[student, name, period] = mark_of(value, flags, course, why, reason or "")
    is_unmarked = page.grade_level in settings.unmarked_grades
    levels = levels_of(pupils, periods) if is_unmarked else {}
    for student, name, period in exempt_in(pupils, _given(marks, periods)):
        marks.setdefault((student, name, period), Mark(EXEMPT))
    return YearMarks(
        subjects={pupil: tuple(name for _rank, name in sorted(own)) for pupil, own in subjects.items()},
        pupils=pupils,
        periods=periods,
        marks=marks,
        absences=absences_of(periods, settings, list(pupils)),
        levels=levels,
        names=settings.levels.names,
    )


def _given(
    marks: dict[tuple[int, str, int], Mark], periods: Sequence[Period]
) -> list[tuple[int, date, date]]:
    """Periods somebody has a mark in: there a document stands for the mark of whom it exempts."""
    there = {period for _pupil, _subject, period in marks}
    return [(one.id, one.starts, one.ends) for one in periods if one.id in there]


def _subjects(page: ClassPage, pupils: dict[int, str]) -> dict[int, set[Subject]]:
    found: dict[int, set[Subject]] = {pupil: set() for pupil in pupils}
    for rank, name, subgroup, member in asked(_SUBJECTS, [page.id]):
        for pupil in pupils if subgroup is None else {member} & pupils.keys():
            found[pupil].add((rank, name))
    return found


def _marks(page: ClassPage, pupils: Sequence[int], periods: Sequence[Period]) -> list[tuple[Any, ...]]:
    if not pupils or not periods:
        return []
    sql = _MARKS.format(pupils=_places(pupils), periods=_places(periods))
    return asked(sql, [*pupils, *(period.id for period in periods), page.id])


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
