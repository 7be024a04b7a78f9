"""Расписание показательной школы на стене: уроки недели с кабинетами, звонки, каникулы, замены."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random
from typing import NamedTuple

from letopis.demo.craft.calendar import ONE_DAY, YearDays
from letopis.demo.craft.chance import new_ref
from letopis.demo.craft.people import Employee
from letopis.demo.craft.school import SHOWN, Course, School, Year, shown_teacher
from letopis.demo.craft.timetable import FIRST_BELL, LESSON, STEP, Week

GYM, GYM_HOLDS = "спортзал", 3
LAST_HOUR = 8
BACK = 5  # days before today on which a colleague stood in for the shown teacher


class SlotRow(NamedTuple):
    """A lesson of the week; columns of `timetable_slot`."""

    id: int
    ref: int
    weekday: int
    number: int
    starts: date
    course_id: int
    room_id: int


class ChangeRow(NamedTuple):
    """A substitution; columns of `timetable_change`."""

    id: int
    ref: int
    date: date
    number: int
    kind: str
    reason: str
    course_id: int
    teacher_id: int


Key = tuple[int, date, int]  # page, day, number of the lesson


@dataclass
class Wall:
    """What hangs on the wall of the teachers' room.

    Attributes:
        rooms: name → number of the room and how many lessons it holds.
        instead: who gives a lesson in another's place.
    """

    rooms: dict[str, tuple[int, int]] = field(default_factory=dict)
    slots: list[tuple[SlotRow, Course, str]] = field(default_factory=list)
    changes: list[tuple[ChangeRow, Course, Employee]] = field(default_factory=list)
    instead: dict[Key, Employee] = field(default_factory=dict)


def room_of(teacher: Employee) -> str:
    """Every teacher has a room, those of sport the gym."""
    return GYM if teacher.department == "sport" else str(100 * (1 + teacher.id % 3) + 1 + teacher.id // 3)


def rooms_of(school: School) -> dict[str, tuple[int, int]]:
    """Rooms of the school: name → number and how many lessons it holds."""
    names = sorted({room_of(one) for one in school.staff if one.post == "teacher"})
    return {name: (place, GYM_HOLDS if name == GYM else 1) for place, name in enumerate(names, 1)}


def hang(school: School, year: Year, week: Week, refs: Random) -> Wall:
    """The year's timetable with this week's substitutions, out of the week the lessons were given by."""
    wall = Wall(rooms_of(school))
    for group in year.groups:
        for weekday, units in enumerate(week[group.id], 1):
            for number, unit in enumerate(units, 1):
                for course in unit:
                    room = room_of(course.teacher)
                    columns = (weekday, number, year.days.starts, course.id, wall.rooms[room][0])
                    row = SlotRow(len(wall.slots) + 1, new_ref(refs), *columns)
                    wall.slots.append((row, course, room))
    _substitute(school, year, week, refs, wall)
    return wall


def _substitute(school: School, year: Year, week: Week, refs: Random, wall: Wall) -> None:
    """A mathematician is ill today; some days ago a colleague stood in for the shown teacher."""
    shown = shown_teacher(school.staff)
    colleagues = [one for one in school.staff if one.department == shown.department and one is not shown]
    for day, absent, only in ((_day_back(school, year), shown, True), (school.today, colleagues[0], False)):
        if not year.days.has_lessons(day):
            continue
        for number, course in _lessons_of(year, week, absent, day):
            if only and (course.group.cohort != SHOWN or (course.id, day, number) in wall.instead):
                continue
            substitute = _free(school, year, week, day, number, course, [shown, *colleagues])
            if substitute is not None:
                row = ChangeRow(
                    len(wall.changes) + 1, new_ref(refs), day, number, "replaced", "болезнь", course.id,
                    substitute.id,
                )  # fmt: skip
                wall.changes.append((row, course, substitute))
                wall.instead[course.id, day, number] = substitute


def _day_back(school: School, year: Year) -> date:
    day = school.today - timedelta(days=BACK)
    while day > year.days.starts and not year.days.has_lessons(day):
        day -= ONE_DAY
    return day


def _lessons_of(year: Year, week: Week, teacher: Employee, day: date) -> Iterator[tuple[int, Course]]:
    for number, course in _day(year, week, day):
        if course.teacher is teacher:
            yield number, course


def _day(year: Year, week: Week, day: date) -> Iterator[tuple[int, Course]]:
    for group in year.groups:
        if not year.days.rests(group.grade, day):
            for number, unit in enumerate(week[group.id][day.weekday()], 1):
                for course in unit:
                    yield number, course


def _free(
    school: School,
    year: Year,
    week: Week,
    day: date,
    number: int,
    course: Course,
    first: list[Employee],
) -> Employee | None:
    busy = {one.teacher.id for hour, one in _day(year, week, day) if hour == number}
    others = [one for one in school.staff if one.post == "teacher" and one not in first]
    known = [one for one in first if one is not course.teacher]
    return next((one for one in [*known, *others] if one.id not in busy), None)


def bells() -> list[tuple[int, time, time]]:
    """Lessons of a day with their times."""
    seconds = ((number, FIRST_BELL + (number - 1) * STEP) for number in range(1, LAST_HOUR + 1))
    return [(number, _time(begins), _time(begins + LESSON)) for number, begins in seconds]


def _time(second: int) -> time:
    return time(second // 3600, second % 3600 // 60)


def holidays(days: YearDays, off: frozenset[date]) -> Iterator[tuple[str, date, date, int]]:
    """Holidays between the quarters, single days off the calendar lacks, the first grade's own break.

    Each with its last grade.
    """
    names = ("Осенние каникулы", "Зимние каникулы", "Весенние каникулы")
    for name, (_starts, ends), (starts, _ends) in zip(names, days.quarters, days.quarters[1:], strict=False):
        yield name, ends + ONE_DAY, starts - ONE_DAY, 11
    yield "Дополнительные каникулы", *days.first_grade_break, 1
    for day in sorted(days.off - off):
        yield "Праздничный день", day, day, 11
