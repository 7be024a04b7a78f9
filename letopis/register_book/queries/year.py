"""Год класса целиком: страницы журнала, уроки, клетки, отметки за периоды."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from letopis.conditions.queries import exempt_in
from letopis.people.models import signed_name
from letopis.register_book.queries.people import Member, members_of
from letopis.regulation.indicators import EXEMPT
from letopis.results.access import ClassPage
from letopis.school.craft.rows import asked, day_of, known_day
from letopis.school.queries import Period, periods_of

_COURSES = """
SELECT c.id, c.ref, b.name, sg.id, sg.name
  FROM school_course c
  JOIN school_subject b ON b.id = c.subject_id
  LEFT JOIN school_subgroup sg ON sg.id = c.subgroup_id
 WHERE c.class_group_id = %s
 ORDER BY b.rank, b.name, sg.name
"""
_TEACHERS = """
SELECT a.course_id, e.surname, e.given_name, e.patronymic, a.starts, a.ends
  FROM people_courseassignment a
  JOIN school_course c ON c.id = a.course_id
  JOIN people_employee e ON e.id = a.employee_id
 WHERE c.class_group_id = %s
 ORDER BY a.starts, a.id
"""
_LESSONS = """
SELECT l.course_id, l.id, l.ref, l.date, l.number, l.topic, l.homework, w.short,
       e.surname, e.given_name, e.patronymic
  FROM journal_lesson l
  JOIN school_course c ON c.id = l.course_id
  LEFT JOIN school_worktype w ON w.id = l.work_type_id
  LEFT JOIN timetable_change h ON h.course_id = l.course_id AND h.date = l.date AND h.number = l.number
  LEFT JOIN people_employee e ON e.id = h.teacher_id
 WHERE c.class_group_id = %s AND l.date <= %s
 ORDER BY l.date, l.number
"""
_ENTRIES = """
SELECT e.lesson_id, e.student_id, e.value, e.absence, e.is_corrected
  FROM journal_lesson l
  JOIN school_course c ON c.id = l.course_id
  JOIN journal_entry e ON e.lesson_id = l.id
 WHERE c.class_group_id = %s AND (e.value <> '' OR e.is_corrected)
"""
_MARKS = """
SELECT m.course_id, m.period_id, m.student_id, m.value, m.is_corrected, m.not_attested,
       CASE WHEN m.not_attested <> '' THEN m.reason END
  FROM journal_periodmark m
  JOIN school_course c ON c.id = m.course_id
 WHERE c.class_group_id = %s AND (m.value <> '' OR m.is_corrected)
"""
_LEVELS = """
SELECT a.course_id, a.period_id, a.student_id, a.level, a.text, a.is_corrected
  FROM journal_attainment a
  JOIN school_course c ON c.id = a.course_id
 WHERE c.class_group_id = %s AND (a.level <> '' OR a.text <> '')
"""


class LessonLine(NamedTuple):
    """A lesson as it stands in the register.

    Attributes:
        work: short name of its kind, "" for an ordinary one.
        given_by: who gave it in the teacher's place, "" where the teacher did.
    """

    id: int
    ref: int
    day: date
    number: int
    topic: str
    homework: str
    work: str
    given_by: str = ""


class Stand(NamedTuple):
    """What stands in a cell or as a period mark.

    Attributes:
        why: code of why the pupil is not attested, "" for other marks; `reason` as the teacher stated it.
        words: what is said of a pupil in a class taught without marks.
    """

    value: str
    is_corrected: bool
    why: str = ""
    reason: str = ""
    words: str = ""


@dataclass(frozen=True)
class CoursePage:
    """A subject of the class or a subgroup of it, with its year."""

    id: int
    ref: int
    subject: str
    subgroup: int | None
    subgroup_title: str
    teachers: tuple[str, ...]
    lessons: list[LessonLine] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Subject, and the subgroup where the page is one."""
        return f"{self.subject}, {self.subgroup_title}" if self.subgroup_title else self.subject


@dataclass(frozen=True)
class YearBook:
    """A class and its year.

    Attributes:
        members: pupils of the class, in the order of its list; `subgroups` those of each subgroup.
        cells: (lesson, pupil) → what stands; `absences` the absence signs among them.
        marks: (course, period, pupil) → the period mark.
    """

    page: ClassPage
    periods: tuple[Period, ...]
    courses: list[CoursePage]
    members: list[Member]
    subgroups: dict[int, list[Member]]
    cells: dict[tuple[int, int], Stand]
    absences: dict[tuple[int, int], str]
    marks: dict[tuple[int, int, int], Stand]

    def pupils_of(self, course: CoursePage) -> list[Member]:
        """Who stands in the list of a page."""
        return self.members if course.subgroup is None else self.subgroups.get(course.subgroup, [])


def year_book(page: ClassPage, today: date, *, newcomers_last: bool) -> YearBook:
    """Everything the book is made of; nine questions, however many subjects and pupils."""
    courses = _courses(page)
    by_id = {course.id: course for course in courses}
    for course, *line in asked(_LESSONS, [page.id, min(today, page.year_ends)]):
        id_, ref, day, number, topic, homework, work, *name = line
        given_by = signed_name(*name) if name[0] else ""
        by_id[course].lessons.append(
            LessonLine(id_, ref, known_day(day), number, topic, homework, work or "", given_by)
        )
    cells, absences = _cells(page)
    members, subgroups = members_of(page, newcomers_last=newcomers_last)
    periods = periods_of(page.year_id, page.scheme)
    return YearBook(
        page=page,
        periods=periods,
        courses=courses,
        members=members,
        subgroups=subgroups,
        cells=cells,
        absences=absences,
        marks=_marks(page, periods, courses, members),
    )


def _marks(
    page: ClassPage, periods: tuple[Period, ...], courses: list[CoursePage], members: list[Member]
) -> dict[tuple[int, int, int], Stand]:
    """Period marks; where others have one, a document that exempts a pupil stands for theirs."""
    found = {
        (course, period, student): Stand(value, bool(corrected), why, reason or "")
        for course, period, student, value, corrected, why, reason in asked(_MARKS, [page.id])
    }
    if not found:
        return _levels(page)
    there = {key[:2] for key in found}
    spans = [(one.id, one.starts, one.ends) for one in periods]
    for student, subject, period in exempt_in([member.id for member in members], spans):
        for course in courses:
            if course.subject == subject and course.subgroup is None and (course.id, period) in there:
                found.setdefault((course.id, period, student), Stand(EXEMPT, is_corrected=False))
    return found


def _levels(page: ClassPage) -> dict[tuple[int, int, int], Stand]:
    """In a class taught without marks the sign of a level stands for the mark, words in a footnote."""
    return {
        (course, period, student): Stand(level or "*", bool(corrected), words=text)
        for course, period, student, level, text, corrected in asked(_LEVELS, [page.id])
    }


def course_titles(class_id: int) -> list[tuple[int, str]]:
    """Register pages of a class: id and title, in their order."""
    rows = asked(_COURSES, [class_id])
    return [(id_, f"{subject}, {title}" if title else subject) for id_, _ref, subject, _group, title in rows]


def _cells(page: ClassPage) -> tuple[dict[tuple[int, int], Stand], dict[tuple[int, int], str]]:
    cells, absences = {}, {}
    for lesson, student, value, absence, corrected in asked(_ENTRIES, [page.id]):
        cells[lesson, student] = Stand(value, bool(corrected))
        if absence:
            absences[lesson, student] = absence
    return cells, absences


def _courses(page: ClassPage) -> list[CoursePage]:
    teachers = _teachers(page)
    return [
        CoursePage(id_, ref, subject, subgroup, title or "", teachers.get(id_, ()))
        for id_, ref, subject, subgroup, title in asked(_COURSES, [page.id])
    ]


def _teachers(page: ClassPage) -> dict[int, tuple[str, ...]]:
    """Who taught each page; with days where there were several."""
    found: dict[int, list[tuple[str, date, date | None]]] = defaultdict(list)
    for course, surname, given, patronymic, starts, ends in asked(_TEACHERS, [page.id]):
        name = signed_name(surname, given, patronymic or "")
        found[course].append((name, known_day(starts), day_of(ends)))
    return {course: tuple(_named(page, people)) for course, people in found.items()}


def _named(page: ClassPage, people: list[tuple[str, date, date | None]]) -> Iterable[str]:
    if len(people) == 1:
        return [people[0][0]]
    return [
        f"{name} ({max(starts, page.year_starts):%d.%m}–{min(ends or page.year_ends, page.year_ends):%d.%m})"
        for name, starts, ends in people
    ]
