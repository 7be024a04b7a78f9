"""Расписание показательной школы: у класса нет окон, у учителя нет двух классов сразу, дни не перегружены."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from letopis.demo.craft.calendar import first_year, year_days
from letopis.demo.craft.chance import stream
from letopis.demo.craft.school import School, Year
from letopis.demo.craft.timetable import DAYS, Week, make_week
from tests.demo.small import whole_school


@pytest.fixture(scope="module")
def school() -> School:
    return whole_school()


@pytest.fixture(scope="module", params=[0, 1, 2])
def planned(request: pytest.FixtureRequest, school: School) -> tuple[Year, Week]:
    year = school.years[request.param]
    return year, make_week(stream(1, "week", year.days.first), year.groups)


def test_every_lesson_of_the_curriculum_has_its_place(planned: tuple[Year, Week]) -> None:
    year, week = planned
    for group in year.groups:
        given = Counter(course.id for day in week[group.id] for unit in day for course in unit)
        assert given == {course.id: course.hours for course in group.courses}


def test_nobody_is_in_two_places_at_once(planned: tuple[Year, Week]) -> None:
    year, week = planned
    busy: Counter[tuple[int, int, int]] = Counter(
        (course.teacher.id, day, number)
        for group in year.groups
        for day in range(DAYS)
        for number, unit in enumerate(week[group.id][day], 1)
        for course in unit
    )
    assert [place for place, classes in busy.items() if classes > 1] == []


def test_days_are_even_and_not_too_long(planned: tuple[Year, Week]) -> None:
    year, week = planned
    for group in year.groups:
        lengths = [len(day) for day in week[group.id]]
        assert max(lengths) - min(lengths) <= 1
        assert max(lengths) <= (5 if group.grade < 5 else 8)


def test_teachers_have_a_load_people_can_bear(school: School) -> None:
    load: Counter[int] = Counter()
    for group in school.now.groups:
        for course in group.courses:
            load[course.teacher.id] += course.hours
    teachers = [one for one in school.staff if one.post == "teacher"]
    assert all(12 <= load[one.id] <= 30 for one in teachers)


def test_foreign_language_is_learnt_in_two_subgroups_from_the_second_grade(school: School) -> None:
    for group in school.now.groups:
        parts = [course for course in group.courses if course.subgroup]
        assert len(parts) == (0 if group.grade == 1 else 2)
        if parts:
            assert sum(len(course.members) for course in parts) == len(group.pupils)
            assert all(8 <= len(course.members) <= 18 for course in parts)
            assert parts[0].teacher is not parts[1].teacher


@pytest.mark.parametrize("first", [2024, 2025, 2026, 2031])
def test_there_are_no_lessons_on_days_off(first: int) -> None:
    days = year_days(first).school_days()
    assert all(day.weekday() < 5 for day in days)
    assert not set(days) & {date(first, 11, 4), date(first + 1, 1, 7), date(first + 1, 5, 1)}
    assert 150 <= len(days) <= 172


@pytest.mark.parametrize(
    ("day", "first"), [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2027, 5, 1), 2026)]
)
def test_a_school_year_begins_in_september(day: date, first: int) -> None:
    assert first_year(day) == first
