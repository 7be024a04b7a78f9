"""Кто открывает страницу журнала: найти страницу и спросить о праве одним действием (п. 4.2)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import Http404
from django.utils.timezone import localtime

from letopis.regulation import access
from letopis.regulation.access import Span, Standing, Target
from letopis.school.craft.names import class_title
from letopis.school.craft.rows import asked, known_day, moment_of


@dataclass(frozen=True)
class Page:
    """A register page and what decides about it.

    Attributes:
        closings: id of a period → day it was closed for the class.
        teacher: who is appointed to it today, surname and initials; "" if nobody.
        position: number of the last record of the trace when the page was asked for; what is drawn once for
            many visits does not depend on it.
    """

    id: int
    ref: int
    class_group: int
    class_ref: int
    subgroup: int | None
    pass_fail: bool
    hours: str
    grade_level: int
    letter: str
    scheme: str
    year_id: int
    year: Span
    subject_title: str
    subgroup_title: str
    teacher: str
    closings: dict[int, date]
    position: int = field(repr=False, compare=False)

    @property
    def class_title(self) -> str:
        """E.g. 7 «А»."""
        return class_title(self.grade_level, self.letter)

    def target(self, on: date | None = None, number: int | None = None) -> Target:
        """What a right is asked for: the page, or one lesson of it."""
        return Target(course=self.id, class_group=self.class_group, on=on, number=number)


_PAGE = """
SELECT c.id, c.ref, g.id, g.ref, c.subgroup_id, c.pass_fail, c.hours_per_week,
       g.grade_level, g.letter, g.scheme, y.id, y.starts, y.ends, s.name, sg.name,
       (SELECT e.surname || ' ' || substr(e.given_name, 1, 1) || '. ' || substr(e.patronymic, 1, 1) || '.'
          FROM people_courseassignment a JOIN people_employee e ON e.id = a.employee_id
         WHERE a.course_id = c.id AND a.starts <= %s AND (a.ends IS NULL OR a.ends >= %s)
         ORDER BY a.starts DESC, a.id DESC LIMIT 1),
       (SELECT MAX(id) FROM trace_tracerecord),
       k.period_id, k.closed_at
  FROM school_course c
  JOIN school_classgroup g ON g.id = c.class_group_id
  JOIN school_schoolyear y ON y.id = g.year_id
  JOIN school_subject s ON s.id = c.subject_id
  LEFT JOIN school_subgroup sg ON sg.id = c.subgroup_id
  LEFT JOIN journal_periodclosing k ON k.class_group_id = g.id
 WHERE c.id = %s
"""


def page_for(standing: Standing, course_id: int, deed: str, student: int | None = None) -> Page:
    """The register page, if this person may do the deed there.

    Raises:
        Http404: there is no such page.
        Refused: access.denied.
    """
    page = _page(course_id, standing.on)
    access.check(deed, standing, replace(page.target(), student=student))
    return page


def _page(course_id: int, today: date) -> Page:
    rows = asked(_PAGE, [today, today, course_id])
    if not rows:
        raise Http404
    (id_, ref, group, group_ref, subgroup, pass_fail, hours, grade, letter, scheme, year_id, starts, ends,
     subject, subgroup_title, teacher, position, _period, _closed) = rows[0]  # fmt: skip
    return Page(
        id=id_,
        ref=ref,
        class_group=group,
        class_ref=group_ref,
        subgroup=subgroup,
        pass_fail=bool(pass_fail),
        hours=f"{float(hours):g}".replace(".", ",") if hours else "",
        grade_level=grade,
        letter=letter,
        scheme=scheme,
        year_id=year_id,
        year=Span(known_day(starts), known_day(ends)),
        subject_title=subject,
        subgroup_title=subgroup_title or "",
        teacher=(teacher or "").replace(" .", ""),
        closings=_closings(rows),
        position=position or 0,
    )


def _closings(rows: list[tuple[Any, ...]]) -> dict[int, date]:
    found = {}
    for *_columns, period, closed_at in rows:
        moment = moment_of(closed_at)
        if isinstance(period, int) and moment:
            found[period] = localtime(moment).date()
    return found


@dataclass(frozen=True)
class Group:
    """A class of one year, for what is written about the class as a whole."""

    id: int
    ref: int
    grade_level: int
    letter: str
    scheme: str
    year_id: int
    year: Span

    @property
    def title(self) -> str:
        """E.g. 7 «А»."""
        return class_title(self.grade_level, self.letter)


_GROUP = """
SELECT g.id, g.ref, g.grade_level, g.letter, g.scheme, y.id, y.starts, y.ends
  FROM school_classgroup g JOIN school_schoolyear y ON y.id = g.year_id
 WHERE g.id = %s
"""


def group_for(standing: Standing, class_id: int, deed: str) -> Group:
    """The class, if this person may do the deed to it.

    Raises:
        Http404: there is no such class.
        Refused: access.denied.
    """
    rows = asked(_GROUP, [class_id])
    if not rows:
        raise Http404
    id_, ref, grade, letter, scheme, year, starts, ends = rows[0]
    group = Group(id_, ref, grade, letter, scheme, year, Span(known_day(starts), known_day(ends)))
    access.check(deed, standing, Target(class_group=group.id))
    return group


@dataclass(frozen=True)
class Attached:
    """A file to homework, as somebody asks for it."""

    id: int
    name: str
    mime: str
    digest: str


_FILE = """
SELECT f.id, f.name, k.mime, k.digest, c.id, c.class_group_id, c.subgroup_id, l.date
  FROM journal_homeworkfile f
  JOIN files_keptfile k ON k.id = f.file_id
  JOIN journal_lesson l ON l.id = f.lesson_id
  JOIN school_course c ON c.id = l.course_id
 WHERE f.id = %s AND f.removed_at IS NULL
"""
_LEARNERS = """
SELECT e.student_id FROM {roll} e
 WHERE e.{list}_id = %s AND e.starts <= %s AND (e.ends IS NULL OR e.ends >= %s)
"""
_IN_CLASS = _LEARNERS.format(roll="people_enrolment", list="class_group")
_IN_SUBGROUP = _LEARNERS.format(roll="people_subgroupmembership", list="subgroup")


def file_for(standing: Standing, file_id: int) -> Attached:
    """The file to homework, if this person may open it; pupil and parents those of the lessons they are in.

    Raises:
        Http404: there is no such file, or it was taken away.
        Refused: access.denied.
    """
    rows = asked(_FILE, [file_id])
    if not rows:
        raise Http404
    id_, name, mime, digest, course, group, subgroup, day = rows[0]
    own = 0
    if standing.students:
        roll = _IN_SUBGROUP if subgroup else _IN_CLASS
        there = {student for (student,) in asked(roll, [subgroup or group, day, day])}
        own = min(there & standing.students, default=0)
    target = Target(course=course, class_group=group, student=own or None)
    access.check("journal.open_homework", standing, target)
    return Attached(id_, name, mime, digest)


def may_write(standing: Standing, page: Page) -> bool:
    """Whether marks may be put on this page at all (the day of the lesson is asked for at each cell)."""
    return access.permits("journal.put_mark", standing, page.target())


def gives_only(standing: Standing, page: Page) -> frozenset[tuple[str, int]] | None:
    """Day and number of the lessons a substitute may write; None for whoever is not one on this page."""
    if page.id in standing.courses or not access.substitutes(standing, page.id):
        return None
    own = (lesson for lesson in standing.lessons if lesson[0] == page.id)
    return frozenset((day.isoformat(), number) for _page, day, number in own)


def may_correct(standing: Standing, page: Page, *, teachers: bool = False) -> bool:
    """Whether closed marks of this page may be corrected with a ground; `teachers` by an order too."""
    by_order = teachers and may_write(standing, page)
    return by_order or access.permits("journal.correct_mark", standing, page.target())
