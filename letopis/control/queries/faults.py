"""Что не в порядке во всей школе сейчас: уроки и ученики открытых периодов в несколько вопросов."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from letopis.control.craft.faults import Fault, PageInfo, Place
from letopis.control.queries.few_marks import few_marks
from letopis.people.models import signed_name
from letopis.regulation.faults import FEW_MARKS, LessonFacts, faults_of, gives_homework, watches_marks
from letopis.regulation.settings import Settings
from letopis.school.craft.names import YEAR, class_title
from letopis.school.craft.rows import Value, as_json, asked, known_day
from letopis.school.queries import all_periods, settings_on, year_on

# Pages of the year in the parts of it that their class has not closed.
_OPEN = """
  FROM school_classgroup g
  JOIN school_gradingperiod p ON p.year_id = g.year_id AND p.scheme = g.scheme AND p.starts <= %(today)s
  JOIN school_course c ON c.class_group_id = g.id
 WHERE g.year_id = %(year)s
   AND NOT EXISTS (SELECT 1 FROM journal_periodclosing k
                    WHERE k.class_group_id = g.id AND k.period_id = p.id)
"""
_PAGES = """
SELECT c.id, g.id, g.grade_level, g.letter, b.name, sg.name, t.id, t.surname, t.given_name, t.patronymic
  FROM school_course c
  JOIN school_classgroup g ON g.id = c.class_group_id
  JOIN school_subject b ON b.id = c.subject_id
  LEFT JOIN school_subgroup sg ON sg.id = c.subgroup_id
  LEFT JOIN people_employee t ON t.id = (
       SELECT a.employee_id FROM people_courseassignment a WHERE a.course_id = c.id
          AND a.starts <= %(today)s AND (a.ends IS NULL OR a.ends >= %(today)s)
        ORDER BY a.starts DESC, a.id DESC LIMIT 1)
 WHERE g.year_id = %(year)s
"""
# For each page and period: how many ordinary lessons there were up to today, and of all its lessons the ones
# something may be missing from.
_LESSONS = f"""
SELECT o.course, o.grade, o.period,
       (SELECT COUNT(*) FILTER (WHERE l.work_type_id IS NULL) || ' ' || {{suspects}}
          FROM journal_lesson l
         WHERE l.course_id = o.course AND l.date BETWEEN o.starts AND o.ends AND l.date <= %(today)s)
  FROM (SELECT c.id AS course, g.grade_level AS grade, p.id AS period, p.starts, p.ends {_OPEN}) o
"""  # noqa: S608 - joined of our own texts
_ENTERED = "EXISTS (SELECT 1 FROM journal_entry e WHERE e.lesson_id = l.id)"
_MARKED = "EXISTS (SELECT 1 FROM journal_entry e WHERE e.lesson_id = l.id AND e.marks_count > 0)"
# A lesson: id, day, topic, homework, kind of work and its own term, something entered, marks.
_LESSON = f"""
l.id, l.date, l.topic <> '', l.homework <> '', l.work_type_id IS NOT NULL,
(SELECT w.days FROM school_worktype w WHERE w.id = l.work_type_id),
{_ENTERED}, l.work_type_id IS NULL OR {_MARKED}
"""  # noqa: S608 - as above
_SUSPECT = f"""
l.topic = '' OR (l.homework = '' AND l.work_type_id IS NULL) OR NOT {_ENTERED}
OR (l.work_type_id IS NOT NULL AND NOT {_MARKED})
"""


@dataclass(frozen=True)
class Wanted:
    """What of the school is asked about; None for all.

    Attributes:
        courses: pages the person may see.
    """

    courses: frozenset[int] | None = None
    class_group: int | None = None
    teacher: int | None = None
    kind: str = ""

    def takes(self, fault: Fault) -> bool:
        """Whether a fault is asked about."""
        page = fault.page
        return (
            (self.courses is None or page.course in self.courses)
            and self.class_group in {None, page.class_group}
            and self.teacher in {None, page.teacher}
            and self.kind in {"", fault.kind}
        )


EVERYTHING = Wanted()


def faults_on(today: date, wanted: Wanted = EVERYTHING) -> list[Fault]:
    """Everything that is not in order in the open periods of the year; four questions at most."""
    year = year_on(today)
    if year is None:
        return []
    settings = settings_on(today)
    facts: dict[str, Value] = {"year": year.pk, "today": today}
    pages = {row[0]: _page(row) for row in asked(_PAGES, facts)}
    found = [*_of_lessons(facts, pages, settings, today), *_of_pupils(facts, pages, settings, today)]
    return [fault for fault in found if wanted.takes(fault)]


def _page(row: Sequence[Any]) -> PageInfo:
    course, group, grade, letter, subject, subgroup, teacher, surname, given, patronymic = row
    return PageInfo(
        course=course,
        class_group=group,
        grade_level=grade,
        class_title=class_title(grade, letter),
        subject=f"{subject}, {subgroup}" if subgroup else subject,
        teacher=teacher or 0,
        teacher_name=signed_name(surname, given, patronymic or "") if surname else "",
    )


def _of_lessons(
    facts: dict[str, Value], pages: dict[int, PageInfo], settings: Settings, today: date
) -> Iterator[Fault]:
    """Lessons by page, period and kind, in the order of their days."""
    found: dict[tuple[str, int, int], list[Place]] = defaultdict(list)
    lessons: Counter[int] = Counter()
    without_homework: Counter[int] = Counter()
    suspects: dict[tuple[int, int, int], list[list[Any]]] = {}
    sql = _LESSONS.format(suspects=as_json(_LESSON, connection.vendor, only=_SUSPECT))
    for course, grade, period, told in asked(sql, facts):
        count, listed = told.split(" ", 1)
        lessons[course] += int(count)
        suspects[course, grade, period] = json.loads(listed)
        ordinary = [
            given for _id, _day, _topic, given, work, *_rest in suspects[course, grade, period] if not work
        ]
        without_homework[course] += len(ordinary) - sum(map(bool, ordinary))

    @cache  # a few days and a few ways to be late make up a thousand lessons
    def judged(page: tuple[bool, bool], written: str, *lesson: Any) -> tuple[date, list[str]]:
        topic, homework, work, term, entries, marks = lesson
        known = LessonFacts(
            day=known_day(written),
            has_topic=bool(topic),
            has_homework=bool(homework),
            is_work=bool(work),
            own_term=term,
            is_marked=page[0],
            has_entries=bool(entries),
            has_marks=bool(marks),
            gives_homework=page[1],
        )
        return known.day, faults_of(known, settings.entry_terms, today)

    for (course, grade, period), listed in suspects.items():
        usual = gives_homework(lessons[course], lessons[course] - without_homework[course])
        page = grade not in settings.unmarked_grades, bool(lessons[course]) and usual
        for id_, *lesson in listed:
            day, kinds = judged(page, *lesson)
            for kind in kinds:
                found[kind, course, period].append(Place(lesson=id_, day=day))
    for (kind, course, period), places in found.items():
        yield Fault(kind, pages[course], period, tuple(sorted(places, key=lambda one: (one.day, one.lesson))))


def _of_pupils(
    facts: dict[str, Value], pages: dict[int, PageInfo], settings: Settings, today: date
) -> Iterator[Fault]:
    """Pupils with too few marks to be attested, of periods whose end is near."""
    watched = {
        period: settings.rounding(period.scheme).minimum
        for period in all_periods(int(str(facts["year"])))
        if period.scheme != YEAR and period.starts <= today
        if watches_marks(period.ends, settings.entry_terms, today)
    }
    if watched:
        for (course, period_id), places in few_marks(facts, watched, settings, _OPEN).items():
            yield Fault(FEW_MARKS, pages[course], period_id, places)
