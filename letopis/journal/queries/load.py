"""Контрольные работы класса и норма на них: что стоит в журнале и где норма не соблюдена (п. 1.4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from letopis.journal.access import Page
from letopis.regulation.load import Breach, LoadNorm, Work, breaches
from letopis.school.craft.names import class_title
from letopis.school.craft.rows import Value, asked, known_day
from letopis.school.queries import settings_on

# The first and the last lesson of a class's day are known where the day has more than one.
_WORKS = """
SELECT c.id, l.id, l.date, l.number, d.first_number, d.last_number
  FROM school_classgroup g
  JOIN school_course c ON c.class_group_id = g.id
  JOIN journal_lesson l ON l.course_id = c.id
  JOIN school_worktype w ON w.id = l.work_type_id AND w.is_control
  JOIN (SELECT x.class_group_id, m.date, MIN(m.number) AS first_number, MAX(m.number) AS last_number
          FROM school_classgroup k JOIN school_course x ON x.class_group_id = k.id
          JOIN journal_lesson m ON m.course_id = x.id
         WHERE k.year_id = %(year)s AND (%(class)s = 0 OR k.id = %(class)s)
         GROUP BY x.class_group_id, m.date) d ON d.class_group_id = g.id AND d.date = l.date
 WHERE g.year_id = %(year)s AND (%(class)s = 0 OR g.id = %(class)s)
 ORDER BY l.date, l.number
"""
_PAGES = """
SELECT c.id, g.id, g.grade_level, g.letter, b.name, sg.name, COUNT(l.id)
  FROM school_classgroup g
  JOIN school_course c ON c.class_group_id = g.id
  JOIN school_subject b ON b.id = c.subject_id
  LEFT JOIN school_subgroup sg ON sg.id = c.subgroup_id
  LEFT JOIN journal_lesson l ON l.course_id = c.id
 WHERE g.year_id = %(year)s AND (%(class)s = 0 OR g.id = %(class)s)
 GROUP BY c.id, g.id, g.grade_level, g.letter, b.rank, b.name, sg.name
 ORDER BY g.grade_level, g.letter, b.rank, b.name, sg.name
"""


@dataclass(frozen=True)
class ControlWork:
    """A control work in the register; `is_edge` on the class's first or last lesson of the day."""

    lesson: int
    day: date
    is_edge: bool


@dataclass(frozen=True)
class PageLoad:
    """Control works of one register page in a year, against the norm.

    Attributes:
        lessons: lessons of the year; `allowed` works the norm leaves for them.
    """

    course: int
    class_group: int
    class_title: str
    subject: str
    works: tuple[ControlWork, ...]
    lessons: int
    allowed: int
    breaches: tuple[Breach, ...]


def load_of(year_id: int, norm: LoadNorm, class_id: int = 0) -> list[PageLoad]:
    """Every page of a class, or of the school, with its control works; two questions."""
    facts: dict[str, Value] = {"year": year_id, "class": class_id}
    works: dict[int, list[ControlWork]] = defaultdict(list)
    for course, lesson, day, number, first, last in asked(_WORKS, facts):
        is_edge = first < last and number in {first, last}
        works[course].append(ControlWork(lesson, known_day(day), is_edge))
    return [
        PageLoad(
            course=course,
            class_group=group,
            class_title=class_title(grade, letter),
            subject=f"{subject}, {subgroup}" if subgroup else subject,
            works=tuple(works[course]),
            lessons=lessons,
            allowed=norm.allowed(lessons),
            breaches=tuple(breaches([Work(one.day, one.is_edge) for one in works[course]], lessons, norm)),
        )
        for course, group, grade, letter, subject, subgroup, lessons in asked(_PAGES, facts)
    ]


def breaches_at(page: Page, day: date) -> list[Breach]:
    """What a control work of a page on a day breaks, and what the page's works break in the whole year."""
    norm = settings_on(day).load_norm
    found = next(one for one in load_of(page.year_id, norm, page.class_group) if one.course == page.id)
    return [one for one in found.breaches if one.day in {day, None}]
