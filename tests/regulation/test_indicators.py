"""Показатели: успеваемость, качество, СОУ, списки."""

from __future__ import annotations

from fractions import Fraction

import pytest

from letopis.regulation import indicators
from letopis.regulation.indicators import shares, standing_of


def test_the_published_example_of_a_class() -> None:
    """Two 5, three 4, four 3, one 2: pass 90 %, quality 50 %, Simonov (200+192+144+16)/10 = 55,2."""
    found = shares(["5"] * 2 + ["4"] * 3 + ["3"] * 4 + ["2"])
    assert (found.size, found.pass_rate, found.quality_rate) == (10, 90, 50)
    assert found.simonov == Fraction("55.2")
    assert found.mean == Fraction("3.6")


def test_the_not_attested_count_and_the_exempt_do_not() -> None:
    found = shares(["5", "н/а", "осв", ""])
    assert (found.size, found.pass_rate, found.simonov) == (2, 50, Fraction(107, 2))


def test_an_empty_subject_has_no_shares() -> None:
    found = shares(["", "осв"])
    assert (found.size, found.pass_rate, found.mean, found.simonov) == (0, None, None, None)


@pytest.mark.parametrize(
    ("marks", "standing"),
    [
        (["5", "5"], indicators.EXCELLENT),
        (["5", "4"], indicators.ONE_FOUR),
        (["4", "4"], indicators.GOOD_PUPIL),
        (["5", "3"], indicators.ONE_THREE),
        (["3", "3", "5"], indicators.PLAIN),
        (["5", "2"], indicators.FAILING),
        (["5", "н/а"], indicators.FAILING),
        (["незач", "5"], indicators.FAILING),
        (["", "осв"], indicators.INCOMPLETE),
        (["зач", "5"], indicators.EXCELLENT),
    ],
)
def test_how_a_pupil_stands(marks: list[str], standing: str) -> None:
    assert standing_of(marks) == standing
