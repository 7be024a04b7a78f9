"""Развороты: сколько уроков ложится на две страницы."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.register_book.craft.spreads import (
    HIGHEST,
    LEAST,
    MOST_UNITS,
    ROWS_HEIGHT,
    Placed,
    lowest_row,
    months_of,
    row_height,
    spreads_of,
)

FIRST = date(2026, 9, 1)


def lessons(count: int, height: float = LEAST) -> list[Placed]:
    """So many lessons on days one after another."""
    return [Placed(FIRST + timedelta(days=number), 1, height) for number in range(count)]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, []), (1, [1]), (36, [36]), (37, [19, 18]), (68, [34, 34]), (80, [27, 27, 26])],
)
def test_lessons_fill_as_few_spreads_as_can_be_and_evenly(count: int, sizes: list[int]) -> None:
    assert [len(one) for one in spreads_of(lessons(count))] == sizes


def test_lessons_with_long_topics_take_more_spreads() -> None:
    assert [len(one) for one in spreads_of(lessons(30, 15.0))] == [10, 10, 10]


def test_a_period_column_stays_beside_its_last_lesson() -> None:
    columns = [*lessons(18), Placed(None, 2), *lessons(17)]
    assert [len(one) for one in spreads_of(columns)] == [19, 17]


@given(st.lists(st.tuples(st.sampled_from([1, 1, 1, 2]), st.floats(0, 40)), max_size=200))
def test_every_column_is_printed_once_in_its_order_and_fits(sizes: list[tuple[int, float]]) -> None:
    columns = [
        Placed(None if units == 2 else FIRST, units, 0 if units == 2 else height) for units, height in sizes
    ]
    spreads = spreads_of(columns)
    assert [one for spread in spreads for one in spread] == columns
    for spread in spreads:
        assert sum(one.units for one in spread) <= MOST_UNITS
        assert sum(one.height for one in spread) <= ROWS_HEIGHT


@given(st.lists(st.floats(LEAST, 40), min_size=1, max_size=36))
def test_raised_rows_never_fall_out_of_the_page(heights: list[float]) -> None:
    columns = [Placed(FIRST, 1, height) for height in heights]
    lowest = lowest_row(columns)
    assert lowest <= HIGHEST
    if sum(heights) <= ROWS_HEIGHT:
        assert sum(max(lowest, height) for height in heights) <= ROWS_HEIGHT + 0.01 * len(heights)


@pytest.mark.parametrize(
    ("topic", "homework", "lines"),
    [("", "", 1), ("т" * 52, "", 1), ("т" * 53, "", 2), ("", "д" * 37, 2), ("т" * 157, "д", 4)],
)
def test_a_long_text_makes_a_high_row(topic: str, homework: str, lines: int) -> None:
    assert row_height(topic, homework) == pytest.approx(max(LEAST, lines * 2.85 + 1.1))


def test_a_month_is_named_again_after_a_period() -> None:
    columns = [
        Placed(date(2026, 10, 16)),
        Placed(None, 2),
        Placed(date(2026, 10, 20)),
        Placed(date(2026, 11, 2)),
    ]
    found = [(month.title, month.columns) for month in months_of(columns, str)]
    assert found == [("10", 1), ("", 1), ("10", 1), ("11", 1)]
