"""Стимулирующие баллы: таблица школы и каждый балл из своего числа."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.regulation.incentives import MEASURES, Criterion, scored, total
from letopis.regulation.settings import read_settings
from letopis.school.craft.first_act import first_act

TABLE = read_settings(1, first_act()["rules"]).incentives
QUALITY = Criterion("Качество", "quality_rate", ((Fraction(50), Fraction(1)), (Fraction(75), Fraction(3))))


@pytest.mark.parametrize(
    ("figure", "step", "points"),
    [
        (Fraction("49.9"), None, 0),
        (Fraction(50), 50, 1),
        (Fraction("74.9"), 50, 1),
        (Fraction(75), 75, 3),
        (Fraction(100), 75, 3),
        (None, None, 0),
    ],
)
def test_points_follow_the_step_that_is_reached(
    figure: Fraction | None, step: int | None, points: int
) -> None:
    (found,) = scored([QUALITY], {"quality_rate": figure})
    assert (found.criterion, found.figure, found.step, found.points) == (QUALITY, figure, step, points)


def test_what_was_not_measured_brings_nothing() -> None:
    (found,) = scored([QUALITY], {})
    assert (found.figure, found.points) == (None, 0)


def test_the_table_of_the_first_act_is_read_and_summed() -> None:
    assert {criterion.measure for criterion in TABLE} <= set(MEASURES)
    figures = {"quality_rate": Fraction(60), "pass_rate": Fraction(100), "timely": Fraction(97)}
    rows = scored(TABLE, figures)
    assert [row.points for row in rows] == [2, 2, 1]
    assert total(rows) == 5
    assert total([]) == 0


@given(st.fractions(0, 100), st.fractions(0, 100))
def test_a_better_figure_never_brings_fewer_points(one: Fraction, other: Fraction) -> None:
    worse, better = sorted([one, other])
    sums = [total(scored(TABLE, dict.fromkeys(MEASURES, figure))) for figure in (worse, better)]
    assert sums[0] <= sums[1]
