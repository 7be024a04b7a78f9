"""Сводная ведомость класса за период и список классов года."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from letopis.conditions.queries import exempt_in
from letopis.people.craft.alphabet import place_of
from letopis.regulation.indicators import EXEMPT, FIVE_POINTS, Judging
from letopis.results.access import ClassPage
from letopis.results.craft.sheet import Mark, Pupil, Sheet, mark_of, sheet_of
from letopis.school.craft.names import class_title
from letopis.school.craft.rows import NO_ROWS, as_json, asked_together, day_of
from letopis.school.models import ClassGroup
from letopis.school.queries import Period, edition_on, settings_on

_PUPILS = """
SELECT s.id, s.surname, s.given_name, s.patronymic, CAST(e.ends AS text), m.subgroup_id
  FROM people_enrolment e
  JOIN people_student s ON s.id = e.student_id
  LEFT JOIN people_subgroupmembership m ON m.student_id = s.id
       AND m.starts <= %(until)s AND (m.ends IS NULL OR m.ends >= %(until)s)
       AND m.subgroup_id IN (SELECT sg.id FROM school_subgroup sg WHERE sg.class_group_id = %(class)s)
 WHERE e.class_group_id = %(class)s AND e.starts <= %(until)s AND (e.ends IS NULL OR e.ends >= %(since)s)
 ORDER BY e.starts
"""
# A page with the marks of all its pupils in one value. A mark is expected where the page had lessons in the
# period or where somebody has a mark.
_MARKS = """
SELECT b.rank, b.name, c.id, c.subgroup_id,
       EXISTS (
            SELECT 1 FROM journal_lesson l WHERE l.course_id = c.id AND l.date BETWEEN %(since)s AND %(until)s
       ),
       (SELECT {marks} FROM journal_periodmark pm
         WHERE pm.course_id = c.id AND pm.period_id = %(period)s)
  FROM school_course c
  JOIN school_subject b ON b.id = c.subject_id
 WHERE c.class_group_id = %(class)s
"""
# A mark: whose, what, by hand 1 and corrected 2, why not attested and the reason given.
_MARK = """
pm.student_id, pm.value,
CASE WHEN pm.by_calculation THEN 0 ELSE 1 END + CASE WHEN pm.is_corrected THEN 2 ELSE 0 END,
pm.not_attested, CASE WHEN pm.not_attested <> '' THEN pm.reason ELSE '' END
"""


@dataclass
class _Listed:
    """A pupil as they are gathered from the class list."""

    names: tuple[str, str, str]
    ends: date | None
    subgroups: set[int] = field(default_factory=set)


def class_sheet(page: ClassPage, period: Period, today: date) -> Sheet:
    """The class sheet of one period; two questions.

    A pupil who left before the period's end stands there only with marks.
    """
    until = max(min(period.ends, today), period.starts)
    days: dict[str, date | int | str | None] = {
        "class": page.id,
        "period": period.id,
        "since": period.starts,
        "until": until,
    }
    learners, pages = asked_together(_questions(connection.vendor), days)
    listed = _listed(learners)
    subjects = sorted({(rank, name) for rank, name, *_rest in pages})
    places = {subject: place for place, subject in enumerate(subjects)}
    marks: dict[int, dict[int, Mark]] = defaultdict(dict)
    for rank, name, course, _subgroup, _taught, found in pages:
        place = places[rank, name]
        for student, value, flags, why, reason in json.loads(found):
            if value and student in listed:
                marks[student][place] = mark_of(value, flags, course, why, reason)
    expected = {} if is_unmarked(page, until) else _expected(pages, places, listed, until)
    _put_exempt(period, places, expected, marks)
    pupils = [
        Pupil(id_, f"{one.names[0]} {one.names[1]}", one.ends if _left(one, until) else None)
        for id_, one in sorted(listed.items(), key=lambda item: (place_of(*item[1].names), item[0]))
    ]
    return sheet_of(
        [name for _rank, name in subjects],
        [pupil for pupil in pupils if not pupil.left or pupil.id in marks],
        marks,
        expected,
        judging_on(period.ends),
    )


def _left(pupil: _Listed, until: date) -> bool:
    return pupil.ends is not None and pupil.ends < until


@cache
def _questions(vendor: str) -> tuple[tuple[str, int], ...]:
    """What a sheet asks, with the number of columns of each answer."""
    return (_PUPILS, 6), (_MARKS.format(marks=as_json(_MARK, vendor)), 6)


def _put_exempt(
    period: Period,
    places: dict[tuple[int, str], int],
    expected: Mapping[int, frozenset[int]],
    marks: dict[int, dict[int, Mark]],
) -> None:
    """Where a document exempts a pupil all the period and no mark stands, it stands for the mark."""
    names = {name: place for (_rank, name), place in places.items()}
    for student, name, _number in exempt_in(expected, [(period.id, period.starts, period.ends)]):
        place = names.get(name, -1)
        if place in expected.get(student, ()):
            marks[student].setdefault(place, Mark(EXEMPT))


@dataclass(frozen=True)
class Ground:
    """What an indicator rests on: clause of the school's act, "" where it has none, and the edition."""

    clause: str
    edition: int
    in_force_from: date


def ground_of(day: date) -> Ground | None:
    """The ground of the indicators on a day, None before the first edition."""
    edition = edition_on(day)
    if edition is None:
        return None
    return Ground(settings_on(day).clause("1.5"), edition.number, edition.in_force_from)


def judging_on(day: date) -> Judging:
    """How the edition in force on a day judges marks; as published where there is none."""
    return settings_on(day).judging if edition_on(day) else FIVE_POINTS


def is_unmarked(page: ClassPage, day: date) -> bool:
    """Whether the class learns without marks by the edition in force on a day, if there is one."""
    return edition_on(day) is not None and page.grade_level in settings_on(day).unmarked_grades


def _listed(learners: list[list[Any]]) -> dict[int, _Listed]:
    """Pupils who were in the class in the period, each once, with their subgroups."""
    found: dict[int, _Listed] = {}
    for id_, surname, given, patronymic, ends, subgroup in learners:
        pupil = found.setdefault(id_, _Listed((surname, given, patronymic), None))
        pupil.ends = day_of(ends)
        pupil.subgroups.add(subgroup)
    return found


def _expected(
    pages: list[list[Any]], places: dict[tuple[int, str], int], listed: dict[int, _Listed], until: date
) -> dict[int, frozenset[int]]:
    """Cells in which a mark ought to stand: the subject is taught, the pupil is there and studies it."""
    taught: dict[int | None, set[int]] = defaultdict(set)
    for rank, name, _course, subgroup, is_taught, found in pages:
        if is_taught or found != NO_ROWS:
            taught[subgroup].add(places[rank, name])
    groups = {
        id_: frozenset((None, *pupil.subgroups)) for id_, pupil in listed.items() if not _left(pupil, until)
    }
    of = {
        own: frozenset[int]().union(*(taught.get(group, ()) for group in own)) for own in set(groups.values())
    }
    return {id_: of[own] for id_, own in groups.items()}


def classes_of(year_id: int, only: frozenset[int] | None) -> dict[int, list[tuple[int, str]]]:
    """Classes of a year by grade: id and title; `only` narrows them to one's own."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = ClassGroup.objects.filter(year_id=year_id).values_list("id", "grade_level", "letter")
    for id_, grade, letter in rows:
        if only is None or id_ in only:
            found[grade].append((id_, class_title(grade, letter)))
    return dict(found)
