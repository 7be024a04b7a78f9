"""План против журнала: что дано, что дальше, где отставание."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.regulation.plans import Lesson, Topic, progress, same_text

FIRST = date(2026, 9, 1)
TODAY = date(2026, 9, 4)
PLAN = [Topic(1, "Числа"), Topic(2, "Уравнения", 2), Topic(3, "Контрольная работа"), Topic(4, "Функции", 3)]


def lessons(*texts: str) -> list[Lesson]:
    """One lesson a day from the first of September."""
    return [Lesson(FIRST + timedelta(days=number), text) for number, text in enumerate(texts)]


def test_a_plan_nobody_has_begun_offers_itself_from_the_start() -> None:
    found = progress(PLAN, lessons("", "", "", "", "", "", "", ""), FIRST)
    assert found.ahead == (1, 2, 2, 3, 4, 4, 4)
    assert (found.hours, found.covered, found.held, found.left) == (7, 0, 0, 8)
    assert (found.lag, found.short) == (0, -1)


def test_what_was_given_is_told_by_the_register_and_the_next_follows_it() -> None:
    found = progress(PLAN, lessons("числа.", "Уравнения", "", ""), date(2026, 9, 3))
    assert found.given[1] == (FIRST,)
    assert found.ahead == (2, 3, 4, 4, 4)
    assert found.lag == 0


@pytest.mark.parametrize(
    ("written", "planned"),
    [("Её  Тема.", "ее тема"), ("Ёлка", "елка"), (" Числа ", "числа"), ("СЧЁТ до 10.", "счет до 10")],
)
def test_a_topic_is_known_however_it_is_typed(written: str, planned: str) -> None:
    assert same_text(written) == same_text(planned) == planned


def test_lessons_on_something_else_or_unwritten_are_a_lag() -> None:
    found = progress(PLAN, lessons("Числа", "Экскурсия", "", "Уравнения"), date(2026, 9, 4))
    assert (found.held, found.covered, found.lag) == (4, 2, 2)
    assert found.short == 5


def test_a_topic_given_longer_than_planned_is_a_lag_and_stays_given() -> None:
    found = progress(PLAN, lessons("Числа", "Числа", "Числа"), TODAY)
    assert found.given[1] == (FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=2))
    assert (found.lag, found.ahead[0]) == (2, 2)


def test_topics_of_one_name_are_given_onward_then_those_left_behind_then_the_last() -> None:
    plan = [Topic(1, "Повторение"), Topic(2, "Числа"), Topic(3, "Повторение", 2), Topic(4, "Повторение")]
    days = [FIRST + timedelta(days=number) for number in range(6)]
    found = progress(plan, lessons("Числа", *["Повторение"] * 5), TODAY)
    assert found.given == {1: (days[4],), 2: (days[0],), 3: (days[1], days[2]), 4: (days[3], days[5])}
    assert (found.covered, found.ahead) == (5, ())


def test_of_two_topics_of_one_name_the_later_follows_the_earlier() -> None:
    plan = [Topic(1, "Повторение"), Topic(2, "Числа"), Topic(3, "Повторение")]
    found = progress(plan, lessons("Повторение", "Числа", "Повторение"), TODAY)
    assert [len(found.given[key]) for key in (1, 2, 3)] == [1, 1, 1]
    assert found.ahead == ()


def test_a_passed_over_topic_can_be_given_later() -> None:
    found = progress(PLAN, lessons("Уравнения", "Числа"), TODAY)
    assert found.given[1] == (FIRST + timedelta(days=1),)
    assert found.ahead[0] == 2


@given(st.lists(st.sampled_from(["Числа", "Уравнения", "Функции", "Экскурсия", ""]), max_size=12))
def test_no_lesson_is_counted_twice(texts: list[str]) -> None:
    found = progress(PLAN, lessons(*texts), TODAY)
    assert sum(map(len, found.given.values())) <= len(texts)
    assert found.covered <= min(found.hours, found.held)
    assert found.held + found.left == len(texts)
