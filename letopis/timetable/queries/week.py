"""Неделя расписания: уроки школы или одного класса, сложенные в дни страницы."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from letopis.people.models import signed_name
from letopis.regulation.access import Span
from letopis.regulation.timetable import SchoolDays
from letopis.school.craft.names import class_title
from letopis.school.craft.rows import asked, day_of, known_day
from letopis.timetable.craft.week import (
    DAYS,
    Day,
    DayChange,
    Duty,
    Given,
    Hour,
    Named,
    Page,
    WeekFacts,
    WeekSlot,
    by_days,
    rings_for,
)
from letopis.timetable.queries.days import bell_sets, school_days

WORKING = 5  # days of a week a page always shows
_PAGE = """
  JOIN school_classgroup g ON g.id = c.class_group_id AND g.year_id = %(year)s
  JOIN school_subject b ON b.id = c.subject_id
  LEFT JOIN school_subgroup sg ON sg.id = c.subgroup_id
"""
_COLUMNS = "c.id, g.id, g.grade_level, g.letter, b.name, sg.id, sg.name, r.id, r.name, r.holds"
_SLOTS = f"""
SELECT s.id, s.weekday, s.number, s.starts, s.ends, {_COLUMNS}
  FROM timetable_slot s JOIN school_course c ON c.id = s.course_id {_PAGE}
  LEFT JOIN timetable_room r ON r.id = s.room_id
 WHERE s.starts <= %(until)s AND (s.ends IS NULL OR s.ends >= %(since)s)
   AND (%(class)s = 0 OR g.id = %(class)s)
 ORDER BY s.weekday, s.number, g.id, s.id
"""  # noqa: S608 - parts of our own text
_CHANGES = f"""
SELECT h.id, h.date, h.number, h.kind, h.reason, e.id, e.surname, e.given_name, e.patronymic,
       f.date, f.number, t.date, t.number, {_COLUMNS}
  FROM timetable_change h JOIN school_course c ON c.id = h.course_id {_PAGE}
  LEFT JOIN timetable_room r ON r.id = h.room_id
  LEFT JOIN people_employee e ON e.id = h.teacher_id
  LEFT JOIN timetable_change f ON f.id = h.moved_from_id
  LEFT JOIN timetable_change t ON t.moved_from_id = h.id
 WHERE h.date BETWEEN %(since)s AND %(until)s AND (%(class)s = 0 OR g.id = %(class)s)
 ORDER BY h.date, h.number, h.id
"""  # noqa: S608 - as above
_DUTIES = """
SELECT a.course_id, e.id, e.surname, e.given_name, e.patronymic, a.starts, a.ends
  FROM people_courseassignment a
  JOIN people_employee e ON e.id = a.employee_id
  JOIN school_course c ON c.id = a.course_id
  JOIN school_classgroup g ON g.id = c.class_group_id AND g.year_id = %(year)s
 WHERE a.starts <= %(until)s AND (a.ends IS NULL OR a.ends >= %(since)s)
   AND (%(class)s = 0 OR g.id = %(class)s)
"""


def week_facts(year_id: int, since: date, until: date, class_id: int = 0) -> WeekFacts:
    """What lessons between two days are made of, of the whole school or of one class; three questions."""
    facts: dict[str, date | int | str | None] = {
        "year": year_id,
        "since": since,
        "until": until,
        "class": class_id,
    }
    duties: dict[int, list[Duty]] = defaultdict(list)
    for course, id_, *name, starts, ends in asked(_DUTIES, facts):
        duties[course].append(Duty(_person(id_, name), Span(known_day(starts), day_of(ends))))
    return WeekFacts(
        [_slot(row) for row in asked(_SLOTS, facts)],
        [_change(row) for row in asked(_CHANGES, facts)],
        duties,
        school_days(year_id),
    )


def _person(id_: int, name: list[Any]) -> Named:
    return Named(id_, signed_name(*name))


def _slot(row: tuple[Any, ...]) -> WeekSlot:
    id_, weekday, number, starts, ends, *columns = row
    page, room, holds = _page(columns)
    return WeekSlot(id_, weekday, number, Span(known_day(starts), day_of(ends)), page, room, holds)


def _change(row: tuple[Any, ...]) -> DayChange:
    id_, day, number, kind, reason, teacher, *rest = row
    name, hours, columns = rest[:3], rest[3:7], rest[7:]
    page, room, holds = _page(columns)
    came, went = ((known_day(one), order) if one else None for one, order in (hours[:2], hours[2:]))
    who = _person(teacher, name) if teacher else None
    return DayChange(id_, known_day(day), number, kind, reason, page, who, room, holds, came, went)


def _page(columns: list[Any]) -> tuple[Page, Named | None, int]:
    course, group, grade, letter, subject, subgroup, subgroup_title, room, room_name, holds = columns
    page = Page(course, group, grade, class_title(grade, letter), subject, subgroup, subgroup_title or "")
    return page, Named(room, room_name) if room else None, holds or 1


def week_page(
    facts: WeekFacts, monday: date, today: date, wanted: Callable[[Given], bool], grade: int = 0
) -> list[Day]:
    """The days of a week with the lessons a page wants.

    Args:
        facts: of the whole week.
        monday: its first day.
        today: the day that is marked.
        wanted: whether a lesson belongs to the page.
        grade: the class's grade, by which holidays and bells count; 0 where several grades meet.
    """
    found = by_days(one for one in facts.lessons(monday, monday + timedelta(days=DAYS - 1)) if wanted(one))
    days = [monday + timedelta(days=number) for number in range(DAYS)]
    shown = max((day.isoweekday() for day in found), default=0)
    numbers = {number for hours in found.values() for number in hours}
    hours = range(min(numbers, default=1), max(numbers, default=0) + 1)
    week = days[: max(shown, WORKING)]
    return [_day(facts.days, day, today, found.get(day, {}), (hours, grade)) for day in week]


def _day(
    days: SchoolDays, day: date, today: date, lessons: dict[int, list[Given]], of: tuple[range, int]
) -> Day:
    """A day with every hour of the week, free ones too; a day without lessons has none."""
    numbers, grade = of
    hours = tuple(_hour(day, one, lessons.get(one, []), grade) for one in (numbers if lessons else ()))
    follows = days.moved.get(day, 0) if lessons else 0
    return Day(day, day == today, hours, "" if lessons else rest_of(days, day, grade), follows)


def _hour(day: date, number: int, lessons: list[Given], grade: int) -> Hour:
    ring = rings_for(bell_sets(), grade or _grade_of(lessons), day).get(number)
    return Hour(number, ring.begins if ring else None, ring.ends if ring else None, tuple(lessons))


def _grade_of(lessons: Iterable[Given]) -> int:
    return next((one.page.grade for one in lessons), 1)


def rest_of(days: SchoolDays, day: date, grade: int) -> str:
    """Why a day has no lessons, in the words of the page."""
    holidays = days.rest(day, grade or 1)
    if holidays is not None:
        return holidays.title
    if not days.year.covers(day):
        return _("вне учебного года")
    if day in days.moved or day in days.off:
        return _("нерабочий день")
    return _("уроков нет")
