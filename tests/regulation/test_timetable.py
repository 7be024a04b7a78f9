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


def test_holidays_free_the_grades_they_name_and_no_others() -> None:
    some = days(breaks=(Break("", Span(MONDAY, MONDAY), 2, 4),))
    assert [some.weekday(MONDAY, grade) for grade in (1, 2, 4, 5)] == [1, 0, 0, 1]
    everybody = days(breaks=(Break("Осенние каникулы", Span(MONDAY, MONDAY)),))
    assert [everybody.weekday(MONDAY, grade) for grade in (1, 12)] == [0, 0]
    found = everybody.rest(MONDAY, 12)
    assert found is not None
    assert found.title == "Осенние каникулы"
    assert everybody.rest(MONDAY + timedelta(days=1), 12) is None


def test_a_moved_day_may_follow_a_sunday_free_day_but_not_one_outside_the_year() -> None:
    sunday = MONDAY + timedelta(days=6)
    assert days(moved={sunday: 3}).weekday(sunday, 7) == 3
    assert days(moved={date(2026, 8, 31): 3}).weekday(date(2026, 8, 31), 7) == 0


def test_the_first_and_the_last_day_of_a_span_are_laid_out_and_no_day_beside_them() -> None:
    week = [Weekly(1, 7, weekday, 1, ALWAYS) for weekday in range(1, 7)]
    found = laid_out(week, [], days(), MONDAY, MONDAY + timedelta(days=2))
    assert found == {1: [(MONDAY + timedelta(days=day), 1) for day in (0, 1, 2)]}
    assert laid_out(week, [], days(), MONDAY, MONDAY) == {1: [(MONDAY, 1)]}
    nothing = laid_out(week, [], days(), MONDAY, MONDAY - timedelta(days=1))
    assert nothing == {1: []}


def test_changes_count_on_the_edges_of_a_span_and_not_beyond() -> None:
    span = [MONDAY + timedelta(days=day) for day in range(-1, 4)]
    extra = [OneDay(5, day, 8, given=True) for day in span]
    found = laid_out([], extra, days(), MONDAY, MONDAY + timedelta(days=2))
    assert found == {5: [(day, 8) for day in span[1:4]]}


def test_a_change_that_takes_away_leaves_the_other_lessons_of_the_day() -> None:
    week = [Weekly(1, 7, 1, number, ALWAYS) for number in (1, 2)]
    changes = [OneDay(1, MONDAY, 2, given=False), OneDay(1, MONDAY, 6, given=False)]
    assert laid_out(week, changes, days(), MONDAY, MONDAY) == {1: [(MONDAY, 1)]}


def test_two_grades_follow_their_own_weekdays_of_one_day() -> None:
    known = days(breaks=(Break("", Span(MONDAY, MONDAY), 1, 1),))
    week = [Weekly(1, 1, 1, 1, ALWAYS), Weekly(2, 2, 1, 3, ALWAYS)]
    assert laid_out(week, [], known, MONDAY, MONDAY) == {1: [], 2: [(MONDAY, 3)]}


def test_lessons_of_one_day_come_by_their_numbers() -> None:
    week = [Weekly(1, 7, 1, number, ALWAYS) for number in (5, 1, 3)]
    assert [number for _day, number in laid_out(week, [], days(), MONDAY, MONDAY)[1]] == [1, 3, 5]


def test_a_room_of_two_is_crowded_by_a_third() -> None:
    found = clashes([place(key, room=9, holds=2) for key in (1, 2, 3, 4)])
    assert [(clash.kind, clash.one, clash.other) for clash in found] == [("room", 1, 3), ("room", 1, 4)]
    usual = [place(key, room=9) for key in (1, 2)]
    assert usual[0].holds == 1
    assert [clash.kind for clash in clashes(usual)] == ["room"]
    elsewhere = [Place(key, key, key, None, None) for key in (1, 2)]
    assert (elsewhere[0].room, clashes(elsewhere)) == (None, [])


def test_three_lessons_of_one_teacher_are_three_pairs() -> None:
    found = clashes([place(key, teacher=5) for key in (1, 2, 3)])
    assert [(clash.one, clash.other) for clash in found] == [(1, 2), (1, 3), (2, 3)]


def test_a_lesson_under_another_number_counts_for_one_of_its_day_the_first_for_the_first() -> None:
    other = MONDAY + timedelta(days=1)
    wanted = [(MONDAY, 2), (MONDAY, 3), (other, 1)]
    assert matched(wanted, [(MONDAY, 6)]) == ([(MONDAY, 3), (other, 1)], [])
    assert matched(wanted, [(MONDAY, 2), (MONDAY, 6), (MONDAY, 7)]) == ([(other, 1)], [(MONDAY, 7)])
    assert matched([(MONDAY, 1)], [(MONDAY, 6), (MONDAY, 7)]) == ([], [(MONDAY, 7)])
    assert matched([], [(other, 1)]) == ([], [(other, 1)])
