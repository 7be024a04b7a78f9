"""Пропуски учеников по причинам за периоды: клетки журнала и документы о пропусках вместе (п. 3.4, 3.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from letopis.journal.models import AbsenceDocument
from letopis.regulation.absences import MissedDay, Paper, Tally, tally_of
from letopis.regulation.access import Span
from letopis.regulation.settings import Settings
from letopis.school.craft.rows import asked, known_day
from letopis.school.queries import Period

# Pages of every class the pupils were in: who changed class takes their absences along. Beside each sign of a
# day stands how many lessons the pupil's class and subgroups had on it.
_MISSED = """
SELECT a.student_id, a.date, a.absence, a.number, (
       SELECT COUNT(*)
         FROM people_enrolment en
         JOIN school_course c ON c.class_group_id = en.class_group_id
         JOIN journal_lesson h ON h.course_id = c.id AND h.date = a.date
        WHERE en.student_id = a.student_id AND en.starts <= a.date AND (en.ends IS NULL OR en.ends >= a.date)
          AND (c.subgroup_id IS NULL OR EXISTS (
               SELECT 1 FROM people_subgroupmembership m
                WHERE m.subgroup_id = c.subgroup_id AND m.student_id = a.student_id
                  AND m.starts <= a.date AND (m.ends IS NULL OR m.ends >= a.date))))
  FROM (SELECT e.student_id, l.date, e.absence, COUNT(*) AS number
          FROM school_course c
          JOIN journal_lesson l ON l.course_id = c.id AND l.date BETWEEN %s AND %s
          JOIN journal_entry e ON e.lesson_id = l.id AND e.absence <> '' AND e.student_id IN ({pupils})
         WHERE c.class_group_id IN (
               SELECT en.class_group_id FROM people_enrolment en
                WHERE en.student_id IN ({pupils}) AND en.starts <= %s AND (en.ends IS NULL OR en.ends >= %s))
         GROUP BY e.student_id, l.date, e.absence) a
"""

Tallies = dict[tuple[int, int], Tally]


def missed_days(pupils: Sequence[int], since: date, until: date) -> dict[int, list[MissedDay]]:
    """Pupil → days between two on which they missed a lesson or came late; one question."""
    if not pupils:
        return {}
    sql = _MISSED.format(pupils=", ".join(["%s"] * len(pupils)))
    signs: dict[tuple[int, date], dict[str, int]] = defaultdict(dict)
    held: dict[tuple[int, date], int] = {}
    for student, day, sign, number, lessons in asked(sql, [since, until, *pupils, *pupils, until, since]):
        key = (student, known_day(day))
        signs[key][sign] = number
        held[key] = lessons
    found: dict[int, list[MissedDay]] = defaultdict(list)
    for (student, day), counts in sorted(signs.items()):
        found[student].append(MissedDay(day, held[student, day], counts))
    return found


def papers_of(pupils: Iterable[int], since: date, until: date) -> dict[int, list[Paper]]:
    """Pupil → documents in force that cover a day between two; one question."""
    rows = AbsenceDocument.objects.filter(
        student__in=list(pupils), starts__lte=until, ends__gte=since, withdrawn_at=None
    )
    found: dict[int, list[Paper]] = defaultdict(list)
    for student, starts, ends, reason in rows.values_list("student_id", "starts", "ends", "reason"):
        found[student].append(Paper(Span(starts, ends), reason))
    return found


def tallies_of(periods: Sequence[Period], settings: Settings, pupils: Sequence[int]) -> Tallies:
    """(pupil, period id) → absences in the periods of one year, by reason; two questions."""
    if not periods or not pupils:
        return {}
    since, until = min(one.starts for one in periods), max(one.ends for one in periods)
    days, papers = missed_days(pupils, since, until), papers_of(pupils, since, until)
    return {
        (pupil, period.id): tally_of(
            [one for one in own if period.starts <= one.day <= period.ends],
            papers.get(pupil, ()),
            settings.scale,
            settings.absence_rule,
        )
        for pupil, own in days.items()
        for period in periods
    }
