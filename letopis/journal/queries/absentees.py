"""Кого сегодня нет в школе и кто пропускает систематически: для дежурного завуча и классного руководителя."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from letopis.journal.models import AbsenceDocument
from letopis.journal.queries.absences import missed_days, papers_of
from letopis.journal.queries.days import kind_names
from letopis.people.craft.alphabet import place_of
from letopis.regulation.absences import Counts, MissedDay, Paper, tally_of
from letopis.regulation.access import Span
from letopis.regulation.settings import Settings
from letopis.school.craft.names import class_title
from letopis.school.craft.rows import Value, asked, day_of, known_day

# Whoever has an absence sign on the day, and whoever a document covers on it.
_ABSENT = """
SELECT s.id, s.surname, s.given_name, g.id, g.grade_level, g.letter
  FROM school_classgroup g
  JOIN people_enrolment en ON en.class_group_id = g.id
       AND en.starts <= %(day)s AND (en.ends IS NULL OR en.ends >= %(day)s)
  JOIN people_student s ON s.id = en.student_id
 WHERE g.year_id = %(year)s AND s.id IN (
       SELECT e.student_id FROM school_classgroup h
         JOIN school_course c ON c.class_group_id = h.id
         JOIN journal_lesson l ON l.course_id = c.id AND l.date = %(day)s
         JOIN journal_entry e ON e.lesson_id = l.id AND e.absence <> ''
        WHERE h.year_id = %(year)s
       UNION
       SELECT d.student_id FROM journal_absencedocument d
        WHERE d.starts <= %(day)s AND d.ends >= %(day)s AND d.withdrawn_at IS NULL)
"""
_PUPILS = """
SELECT s.id, s.surname, s.given_name, g.id, g.grade_level, g.letter, en.starts, en.ends
  FROM school_classgroup g
  JOIN people_enrolment en ON en.class_group_id = g.id
       AND en.starts <= %(until)s AND (en.ends IS NULL OR en.ends >= %(since)s)
  JOIN people_student s ON s.id = en.student_id
 WHERE g.year_id = %(year)s AND s.id IN (
       SELECT e.student_id FROM school_classgroup h
         JOIN school_course c ON c.class_group_id = h.id
         JOIN journal_lesson l ON l.course_id = c.id AND l.date BETWEEN %(since)s AND %(until)s
         JOIN journal_entry e ON e.lesson_id = l.id AND e.absence <> ''
        WHERE h.year_id = %(year)s)
"""
_HELD = """
SELECT c.class_group_id, c.subgroup_id, l.date, COUNT(*)
  FROM school_classgroup g
  JOIN school_course c ON c.class_group_id = g.id
  JOIN journal_lesson l ON l.course_id = c.id AND l.date BETWEEN %(since)s AND %(until)s
 WHERE g.year_id = %(year)s
 GROUP BY c.class_group_id, c.subgroup_id, l.date
"""
_MEMBERS = """
SELECT m.student_id, m.subgroup_id, m.starts, m.ends
  FROM school_classgroup g
  JOIN school_subgroup sg ON sg.class_group_id = g.id
  JOIN people_subgroupmembership m ON m.subgroup_id = sg.id
 WHERE g.year_id = %(year)s
"""


@dataclass(frozen=True)
class Absentee:
    """A pupil who is not at school, or was not at some lessons, on a day.

    Attributes:
        lessons: missed lessons by reason.
        held: how many lessons the pupil has that day so far as they are written down.
        papers: names of the documents of the day.
    """

    id: int
    name: str
    class_group: int
    class_title: str
    lessons: Counts
    held: int
    is_whole: bool
    late: int
    papers: tuple[str, ...]


def absentees(year_id: int, day: date, settings: Settings, only: Collection[int] | None) -> list[Absentee]:
    """Everybody missing on a day, by class and name; three questions.

    Args:
        year_id: the school year of the day.
        day: the day.
        settings: rules of that day.
        only: ids of the classes to be told of, None for the whole school.
    """
    rows = _sorted(asked(_ABSENT, {"year": year_id, "day": day}))
    rows = [row for row in rows if only is None or row[3] in only]
    pupils = [row[0] for row in rows]
    days = missed_days(pupils, day, day)
    papers = _papers(pupils, day)
    names = kind_names(settings)
    return [_absentee(row, days.get(row[0], []), papers.get(row[0], []), names, settings) for row in rows]


def _sorted(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=lambda row: (row[4], row[5], place_of(row[1], row[2]), row[0]))


def _papers(pupils: list[int], day: date) -> dict[int, list[AbsenceDocument]]:
    rows = AbsenceDocument.objects.filter(
        student__in=pupils, starts__lte=day, ends__gte=day, withdrawn_at=None
    )
    found: dict[int, list[AbsenceDocument]] = defaultdict(list)
    for document in rows:
        found[document.student_id].append(document)
    return found


def _absentee(
    row: tuple[Any, ...],
    days: list[MissedDay],
    documents: list[AbsenceDocument],
    names: dict[str, str],
    settings: Settings,
) -> Absentee:
    id_, surname, given, group, grade, letter = row
    papers = [_paper(document) for document in documents]
    tally = tally_of(days, papers, settings.scale, settings.absence_rule)
    return Absentee(
        id=id_,
        name=f"{surname} {given}",
        class_group=group,
        class_title=class_title(grade, letter),
        lessons=tally.lessons,
        held=sum(one.held for one in days),
        is_whole=bool(tally.days and tally.days.missed),
        late=tally.late,
        papers=tuple(names.get(document.kind, document.kind) for document in documents),
    )


def _paper(document: AbsenceDocument) -> Paper:
    return Paper(Span(document.starts, document.ends), document.reason)


@dataclass(frozen=True)
class Systematic:
    """A pupil who misses too many lessons.

    Attributes:
        held: lessons of the pupil in the span.
        lessons: how many of them were missed, by reason.
        share: per cent of the lessons that count towards the rule.
    """

    id: int
    name: str
    class_group: int
    class_title: str
    held: int
    lessons: Counts
    share: int


def month_of(day: date) -> tuple[date, date]:
    """First and last day of a day's month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def systematic(
    year_id: int, since: date, until: date, settings: Settings, only: Collection[int] | None
) -> list[Systematic]:
    """Who misses systematically between two days by the rule of the edition; five questions."""
    facts: dict[str, Value] = {"year": year_id, "since": since, "until": until}
    rows = [row for row in _sorted(asked(_PUPILS, facts)) if only is None or row[3] in only]
    pupils = sorted({row[0] for row in rows})
    held = _held(rows, facts)
    days, papers = missed_days(pupils, since, until), papers_of(pupils, since, until)
    rule = settings.absence_rule
    found = {}
    for id_, surname, given, group, grade, letter, *_span in rows:
        tally = tally_of(days.get(id_, ()), papers.get(id_, ()), settings.scale, rule)
        lessons = tally.lessons
        if not rule.is_systematic(held[id_], lessons.missed, lessons.excused):
            continue
        counted = lessons.missed if rule.counts_excused else lessons.unexcused
        title, share = class_title(grade, letter), round(100 * counted / held[id_]) if held[id_] else 0
        found[id_] = Systematic(id_, f"{surname} {given}", group, title, held[id_], lessons, share)
    return list(found.values())


def _held(rows: list[tuple[Any, ...]], facts: dict[str, Value]) -> dict[int, int]:
    """Pupil → lessons of the days they were in the class and, for a subgroup's, in the subgroup."""
    hours: dict[int, list[tuple[int | None, date, int]]] = defaultdict(list)
    for group, subgroup, day, count in asked(_HELD, facts):
        hours[group].append((subgroup, known_day(day), count))
    members: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for student, subgroup, starts, ends in asked(_MEMBERS, facts):
        members[student, subgroup].append(Span(known_day(starts), day_of(ends)))
    found: dict[int, int] = defaultdict(int)
    for id_, _surname, _given, group, _grade, _letter, starts, ends in rows:
        here = Span(known_day(starts), day_of(ends))
        found[id_] += sum(
            count
            for subgroup, day, count in hours[group]
            if here.covers(day)
            and (subgroup is None or any(span.covers(day) for span in members.get((id_, subgroup), ())))
        )
    return found
