"""Показатели: успеваемость, качество, СОУ, списки."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.regulation import indicators
from letopis.regulation.indicators import (
    FIVE_POINTS,
    Judging,
    Term,
    class_figures,
    figures,
    shares,
    standing_of,
)


def test_the_published_example_of_a_class() -> None:
    """Two 5, three 4, four 3, one 2: pass 90 %, quality 50 %, Simonov (200+192+144+16)/10 = 55,2."""
    found = shares(["5"] * 2 + ["4"] * 3 + ["3"] * 4 + ["2"])
    assert (found.size, found.pass_rate, found.quality_rate) == (10, 90, 50)
    assert found.simonov == Fraction("55.2")
    assert found.mean == Fraction("3.6")


def test_the_not_attested_count_and_the_exempt_do_not() -> None:
    found = shares(["5", "н/а", "осв", ""])
    assert (found.size, found.pass_rate, found.simonov) == (2, 50, Fraction(107, 2))


def test_what_counts_is_kept_by_mark_and_a_pass_has_no_weight_of_its_own() -> None:
    found = shares(["5", "5", "зач", "осв", ""])
    assert found.counts == {"5": 2, "зач": 1}
    assert (found.size, found.pass_rate, found.simonov) == (3, 100, Fraction(200, 3))


marks = st.lists(st.sampled_from(["2", "3", "4", "5", "зач", "незач", "н/а", "осв", ""]), max_size=30)


@given(marks)
def test_every_indicator_is_made_again_out_of_what_is_shown(given_: list[str]) -> None:
    found = shares(given_)
    told = {figure.code: figure.value for figure in figures(found)}
    assert told == {
        "pass_rate": found.pass_rate,
        "quality_rate": found.quality_rate,
        "simonov": found.simonov,
        "mean": found.mean,
    }


@given(marks, st.randoms())
def test_the_order_of_pupils_does_not_matter(given_: list[str], random: object) -> None:
    mixed = sorted(given_, key=lambda _mark: random.random())  # type: ignore[attr-defined]
    assert shares(given_) == shares(mixed)


@given(st.lists(st.sampled_from(["2", "3", "4", "5"]), min_size=1), st.data())
def test_raising_a_mark_lowers_no_indicator(given_: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(given_) - 1))
    raised = [*given_[:place], "5", *given_[place + 1 :]]
    for before, after in zip(figures(shares(given_)), figures(shares(raised)), strict=True):
        assert before.value is not None
        assert after.value is not None
        assert after.value >= before.value


def test_a_figure_shows_its_parts_the_best_mark_first() -> None:
    simonov = figures(shares(["4", "5", "4", "н/а", "осв"]))[2]
    assert simonov.terms == (Term("5", 1, 100), Term("4", 2, 64), Term("н/а", 1, 7))
    assert (simonov.total, simonov.size, simonov.value) == (235, 4, Fraction(235, 4))


def test_a_class_is_judged_by_pupils_over_all_subjects() -> None:
    kinds = [indicators.EXCELLENT, indicators.ONE_FOUR, indicators.GOOD_PUPIL, indicators.ONE_THREE]
    standings = [*kinds, indicators.PLAIN, indicators.FAILING, indicators.INCOMPLETE]
    passing, good = class_figures(standings)
    assert (passing.code, passing.value, passing.size) == ("pass_rate", Fraction(500, 6), 6)
    assert (good.code, good.value) == ("quality_rate", 50)
    assert {term.kind for term in good.terms} == set(kinds[:3])
    assert [figure.value for figure in class_figures([indicators.INCOMPLETE])] == [None, None]


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


TWELVE = Judging(
    FIVE_POINTS.simonov,
    {**dict.fromkeys(("10", "11", "12"), "5"), **dict.fromkeys(("7", "8", "9"), "4")}
    | {**dict.fromkeys(("4", "5", "6"), "3"), **dict.fromkeys(("1", "2", "3"), "2")},
)


def test_marks_of_twelve_points_are_judged_by_their_levels_and_averaged_as_they_are() -> None:
    found = shares(["12", "9", "5", "2", "н/а", "осв", ""], TWELVE)
    assert found.counts == {"5": 1, "4": 1, "3": 1, "2": 1, "н/а": 1}
    assert (found.size, found.pass_rate, found.quality_rate, found.mean) == (5, 60, 40, 7)
    assert found.simonov == Fraction(100 + 64 + 36 + 16 + 7, 5)
    assert figures(found)[3].terms == (Term("12", 1, 12), Term("9", 1, 9), Term("5", 1, 5), Term("2", 1, 2))
    assert figures(found)[0].terms == (Term("5", 1, 100), Term("4", 1, 100), Term("3", 1, 100))


@pytest.mark.parametrize(
    ("marks", "standing"),
    [
        (["12", "10"], indicators.EXCELLENT),
        (["12", "9"], indicators.ONE_FOUR),
        (["9", "5"], indicators.ONE_THREE),
        (["5", "5"], indicators.PLAIN),
        (["12", "2"], indicators.FAILING),
    ],
)
def test_a_pupil_stands_by_the_levels_of_the_marks(marks: list[str], standing: str) -> None:
    assert standing_of(marks, TWELVE) == standing


def test_who_is_left_out_of_the_count_is_told() -> None:
    assert shares(["5", "осв", "", ""]).left_out == {"осв": 1, "": 2}
    assert shares(["5"]).left_out == {}


@given(marks, st.sampled_from([FIVE_POINTS, TWELVE, Judging({"5": 90, "4": 60}, {})]))
def test_each_figure_recomputes_to_the_indicator_it_explains(given_: list[str], judging: Judging) -> None:
    found = shares(given_, judging)
    shown = [figure.value for figure in figures(found)]
    assert shown == [found.pass_rate, found.quality_rate, found.simonov, found.mean]


def test_levels_without_marks_are_left_out_and_a_wider_scale_is_not() -> None:
    found = shares(["5", "баз", "осв", "А"], Judging(FIVE_POINTS.simonov, {"А": "5"}))
    assert (found.size, found.left_out) == (2, {"баз": 1, "осв": 1})
    assert standing_of(["5", "баз"]) == indicators.EXCELLENT
