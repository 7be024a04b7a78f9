"""Какой день учебный, какие уроки из этого выходят и что с чем не может встретиться."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.regulation.access import Span
from letopis.regulation.timetable import (
    Break,
    OneDay,
    Place,
    SchoolDays,
    Weekly,
    clashes,
    laid_out,
    matched,
)

YEAR = Span(date(2026, 9, 1), date(2027, 5, 26))
MONDAY = date(2026, 10, 26)
ALWAYS = Span(YEAR.starts)


def days(**facts: object) -> SchoolDays:
    return SchoolDays(YEAR, **facts)  # type: ignore[arg-type] # named by the field


@pytest.mark.parametrize(
    ("day", "grade", "weekday"),
    [
        (MONDAY, 7, 1),
        (MONDAY + timedelta(days=5), 7, 6),
        (MONDAY + timedelta(days=6), 7, 0),
        (date(2026, 11, 4), 7, 0),
        (date(2026, 10, 27), 7, 0),
        (date(2026, 10, 28), 7, 5),
        (date(2026, 10, 29), 1, 0),
        (date(2026, 10, 29), 2, 4),
        (date(2026, 8, 31), 7, 0),
    ],
)
def test_a_day_follows_its_weekday_unless_it_is_off_moved_or_a_holiday(
    day: date, grade: int, weekday: int
) -> None:
    known = days(
        off=frozenset({date(2026, 11, 4)}),
        moved={date(2026, 10, 27): 0, date(2026, 10, 28): 5},
        breaks=(Break("Каникулы первого класса", Span(date(2026, 10, 29), date(2026, 10, 30)), 1, 1),),
    )
    assert known.weekday(day, grade) == weekday


def place(key: int, **facts: object) -> Place:
    usual = {"course": key, "class_group": key, "subgroup": None, "teacher": key, "room": key}
    return Place(key, **{**usual, **facts})  # type: ignore[arg-type] # named by the field


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ({}, {}, []),
        ({"class_group": 7}, {"class_group": 7}, ["class"]),
        ({"class_group": 7, "subgroup": 1}, {"class_group": 7}, ["class"]),
        ({"class_group": 7, "subgroup": 1}, {"class_group": 7, "subgroup": 2}, []),
        ({"class_group": 7, "subgroup": 1}, {"class_group": 7, "subgroup": 1}, ["subgroup"]),
        ({"teacher": 5}, {"teacher": 5}, ["teacher"]),
        ({"teacher": None}, {"teacher": None}, []),
        ({"room": 5}, {"room": 5}, ["room"]),
        ({"room": 5, "holds": 2}, {"room": 5, "holds": 2}, []),
        ({"room": None}, {"room": None}, []),
    ],
)
def test_what_is_in_two_places_at_once(
    one: dict[str, object], other: dict[str, object], kinds: list[str]
) -> None:
    found = clashes([place(1, **one), place(2, **other)])
    assert [(clash.kind, clash.one, clash.other) for clash in found] == [(kind, 1, 2) for kind in kinds]
    assert all(clash.is_absolute is (clash.kind in {"class", "subgroup"}) for clash in found)


def test_lessons_follow_from_the_week_holidays_and_changes() -> None:
    week = [
        Weekly(1, 7, 1, 2, ALWAYS),
        Weekly(1, 7, 3, 4, Span(YEAR.starts, MONDAY)),
        Weekly(2, 7, 2, 1, ALWAYS),
    ]
    changes = [
        OneDay(1, MONDAY, 2, given=False),
        OneDay(1, MONDAY + timedelta(days=5), 1, given=True),
        OneDay(2, MONDAY + timedelta(days=60), 1, given=True),
    ]
    found = laid_out(week, changes, days(), MONDAY, MONDAY + timedelta(days=7))
    assert found == {
        1: [(MONDAY + timedelta(days=5), 1), (MONDAY + timedelta(days=7), 2)],
        2: [(MONDAY + timedelta(days=1), 1)],
    }


HOURS = st.lists(
    st.tuples(st.dates(MONDAY, MONDAY + timedelta(days=10)), st.integers(1, 7)), unique=True, max_size=12
)


@given(HOURS, HOURS)
def test_after_matching_each_day_has_at_least_what_the_timetable_wants(
    wanted: list[tuple[date, int]], standing: list[tuple[date, int]]
) -> None:
    missing, beyond = matched(wanted, standing)
    kept = [hour for hour in standing if hour not in beyond]
    for day in {day for day, _number in wanted}:
        want = sum(one[0] == day for one in wanted)
        assert sum(one[0] == day for one in [*kept, *missing]) == want
    assert not set(missing) & set(standing)
    assert matched(wanted, wanted) == ([], [])
