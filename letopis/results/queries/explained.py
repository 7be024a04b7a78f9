"""Как вышли отметки табеля: числа уроков и периодов, правило и редакция каждого (п. 1.5, 3.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from letopis.journal.queries.explaining import edition_written, numbers_of
from letopis.journal.queries.register import rules_day
from letopis.regulation.explained import Explained, Number, of_period, of_year
from letopis.results.access import ClassPage
from letopis.results.craft.appendix import MarkTold
from letopis.results.queries.cards import YearMarks
from letopis.school.craft.names import YEAR
from letopis.school.craft.rows import asked, known_day, weight_of
from letopis.school.queries import Period, edition_on, settings_on

_STAND = """
SELECT pm.student_id, b.name, pm.period_id, c.id, pm.value,
       CASE WHEN pm.by_calculation THEN '' ELSE pm.reason END
  FROM journal_periodmark pm
  JOIN school_course c ON c.id = pm.course_id
  JOIN school_subject b ON b.id = c.subject_id
 WHERE pm.student_id IN ({pupils}) AND pm.period_id IN ({periods}) AND pm.value <> ''
 ORDER BY c.class_group_id = %s
"""
_LESSONS = """
SELECT e.student_id, l.course_id, l.date, e.value, w.weight
  FROM journal_entry e
  JOIN journal_lesson l ON l.id = e.lesson_id
  LEFT JOIN school_worktype w ON w.id = l.work_type_id
 WHERE e.student_id IN ({pupils}) AND e.marks_count > 0 AND l.date BETWEEN %s AND %s
 ORDER BY l.date, l.number
"""
Found = dict[int, list[tuple[str, list[MarkTold]]]]
Stands = dict[tuple[int, str, int], tuple[int, str, str]]  # (pupil, subject, period) → page, mark, ground
Lessons = dict[tuple[int, int], list[tuple[date, Number]]]  # (pupil, page) → days and numbers


def card_explained(page: ClassPage, marks: YearMarks, pupils: Sequence[int], today: date) -> Found:
    """Pupil → their subjects, each with how the marks that stand came about; two questions."""
    if not pupils or not marks.periods:
        return {}
    stands, lessons = _stands(page, marks.periods, pupils), _lessons(page, pupils)
    return {
        pupil: [
            (subject, _of_subject(pupil, subject, marks.periods, stands, lessons, today))
            for subject in marks.subjects[pupil]
        ]
        for pupil in pupils
    }


def _stands(page: ClassPage, periods: Sequence[Period], pupils: Sequence[int]) -> Stands:
    sql = _STAND.format(pupils=_places(pupils), periods=_places(periods))
    rows = asked(sql, [*pupils, *(period.id for period in periods), page.id])
    return {
        (pupil, name, period): (course, value, reason) for pupil, name, period, course, value, reason in rows
    }


def _lessons(page: ClassPage, pupils: Sequence[int]) -> Lessons:
    found: Lessons = defaultdict(list)
    values: list[date | int | str | None] = [*pupils, page.year_starts, page.year_ends]
    for pupil, course, day, value, weight in asked(_LESSONS.format(pupils=_places(pupils)), values):
        numbers = numbers_of(known_day(day), value, weight_of(weight))
        found[pupil, course] += [(known_day(day), one) for one in numbers]
    return found


def _of_subject(
    pupil: int, subject: str, periods: Sequence[Period], stands: Stands, lessons: Lessons, today: date
) -> list[MarkTold]:
    parts: list[Number] = []
    told = []
    for period in periods:
        course, value, reason = stands.get((pupil, subject, period.id), (0, "", ""))
        if not value:
            continue
        explained, ground = _explained(period, parts, lessons.get((pupil, course), []), today)
        told.append(MarkTold(period.title, explained, value, reason, ground))
        if value.isdigit() and period.scheme != YEAR:
            parts.append(Number(period.title, int(value)))
    return told


def _explained(
    period: Period, parts: Sequence[Number], lessons: Sequence[tuple[date, Number]], today: date
) -> tuple[Explained, str]:
    day = rules_day(period, today)
    settings = settings_on(day)
    rule, clause = settings.rounding(period.scheme), settings.clause("3.7")
    if period.scheme == YEAR:
        explained = of_year(parts, rule, settings.annual, clause)
    else:
        numbers = [one for lesson, one in lessons if period.starts <= lesson <= period.ends]
        explained = of_period(numbers, rule, clause)
    return explained, ground_written("3.7", day)


def ground_written(ours: str, day: date) -> str:
    """Clause of the school's act and the edition of a day, "" before the first edition.

    Args:
        ours: the clause as the shipped act numbers it.
        day: the day the edition is asked for.
    """
    edition = edition_on(day)
    if edition is None:
        return ""
    clause = settings_on(day).clause(ours)
    named = _("п. %(clause)s локального акта") % {"clause": clause} if clause else ""
    return ", ".join(filter(None, (named, edition_written(edition.number, edition.in_force_from))))


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
