"""Пропуски: по клеткам журнала, а где год вёлся суммами, по суммам."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from letopis.journal.models import AbsenceTotal
from letopis.regulation.settings import Settings
from letopis.school.craft.names import YEAR
from letopis.school.craft.rows import asked
from letopis.school.queries import Period

# Pages of every class the pupils were in that year: who changed class takes their absences along.
_COUNTED = """
SELECT e.student_id, p.id, e.absence, COUNT(*)
  FROM school_course c
  JOIN school_classgroup g ON g.id = c.class_group_id
  JOIN journal_lesson l ON l.course_id = c.id
  JOIN journal_entry e ON e.lesson_id = l.id AND e.absence <> '' AND e.student_id IN ({pupils})
  JOIN school_gradingperiod p ON p.year_id = g.year_id AND l.date BETWEEN p.starts AND p.ends
 WHERE p.id IN ({periods}) AND c.class_group_id IN (
       SELECT en.class_group_id FROM people_enrolment en WHERE en.student_id IN ({pupils}))
 GROUP BY e.student_id, p.id, e.absence
"""


class Absences(NamedTuple):
    """Missed lessons of a pupil in a period; illness is a part of the excused."""

    missed: int = 0
    illness: int = 0
    excused: int = 0

    @property
    def other(self) -> int:
        """Excused for another reason than illness."""
        return self.excused - self.illness

    @property
    def unexcused(self) -> int:
        """Missed without a valid reason, or with none told yet."""
        return self.missed - self.excused


Found = dict[tuple[int, int], Absences]


def absences_of(periods: Sequence[Period], settings: Settings, pupils: Sequence[int]) -> Found:
    """(pupil, period id) → missed lessons in the periods of one year; two questions.

    A late arrival is no missed lesson. Sums kept from elsewhere stand above what the cells say; where only
    the parts of a year have sums, the year is their sum.
    """
    if not pupils or not periods:
        return {}
    found = _counted(periods, settings, pupils)
    sums = _sums(periods, pupils)
    year = next((period.id for period in periods if period.scheme == YEAR), None)
    for pupil in {pupil for pupil, _period in sums}:
        parts = [counts for (one, period), counts in sums.items() if one == pupil and period != year]
        if year is not None and (pupil, year) not in sums:
            sums[pupil, year] = Absences(*(sum(column) for column in zip(*parts, strict=True)))
    return found | sums


def _counted(periods: Sequence[Period], settings: Settings, pupils: Sequence[int]) -> Found:
    scale = settings.scale
    places = ", ".join(["%s"] * len(pupils))
    sql = _COUNTED.format(pupils=places, periods=", ".join(["%s"] * len(periods)))
    counts: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for student, period, sign, count in asked(sql, [*pupils, *(one.id for one in periods), *pupils]):
        if sign == scale.late:
            continue
        found = counts[student, period]
        found[0] += count
        found[1] += count if sign in scale.illness else 0
        found[2] += count if sign in scale.excused else 0
    return {key: Absences(*found) for key, found in counts.items()}


def _sums(periods: Sequence[Period], pupils: Sequence[int]) -> Found:
    rows = AbsenceTotal.objects.filter(period__in=[one.id for one in periods], student__in=pupils)
    columns = ("student_id", "period_id", "missed", "illness", "excused")
    return {(student, period): Absences(*counts) for student, period, *counts in rows.values_list(*columns)}
