"""Отметки и средние: примеры из положений школ и свойства, которые держатся всегда."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.regulation.averages import (
    AnnualRule,
    Rounding,
    Weighed,
    annual_proposal,
    annual_threshold,
    proposal,
    rounded,
    shown,
    weighted_mean,
)
from letopis.regulation.marks import Cell, counted, parse_cell, parse_final
from letopis.regulation.refusals import Refused
from letopis.regulation.settings import read_settings
from letopis.regulation.works import ExpectedWorks
from letopis.school.craft.first_act import first_act

SETTINGS = read_settings(1, first_act()["rules"])
SCALE = SETTINGS.scale


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("5", "5"),
        ("", ""),
        ("  4 ", "4"),
        ("3 4н", "н 3 4"),
        ("Н", "н"),
        ("54", "5 4"),
        ("5,4", None),
        ("зач", "зач"),
        ("ЗАЧ н", "н зач"),
        ("нн", None),
        ("н н", "н"),
        ("незач", "незач"),
        ("у5", "у 5"),
        ("1", None),
        ("6", None),
        ("2/4", "2/4"),
        ("5 2/3н", "н 5 2/3"),
        ("незач/зач", "незач/зач"),
        ("2/7", None),
        ("2/", None),
        ("2/3/4", None),
        ("2/зач", None),
        ("2/45", None),
        (".", "."),
        ("н.", "н ."),
        (". 4", "4"),
        ("4.", "4"),
        ("2 3 4", "2 3 4"),
        ("234", "2 3 4"),
        ("2 3 4 5", None),
        ("2345", None),
        ("н б", None),
        ("н/а", None),
        ("🙂", None),
    ],
)
def test_what_is_typed_becomes_what_stands(typed: str, stands: str | None) -> None:
    if stands is None:
        with pytest.raises(Refused):
            parse_cell(typed, SCALE)
    else:
        assert parse_cell(typed, SCALE).text == stands


@pytest.mark.parametrize(
    ("typed", "stands"), [("12", "12"), ("1 2", "1 2"), ("10 7н", "н 10 7"), ("13", None)]
)
def test_of_twelve_points_figures_written_together_are_one_mark(typed: str, stands: str | None) -> None:
    twelve = replace(SCALE, marks=tuple(str(mark) for mark in range(1, 13)))
    if stands is None:
        with pytest.raises(Refused, match=r"mark\.not_in_scale"):
            parse_cell(typed, twelve)
    else:
        assert parse_cell(typed, twelve).text == stands


@given(st.lists(st.sampled_from(SCALE.marks), max_size=SCALE.most), st.sampled_from(["", *SCALE.absences]))
def test_what_stands_reads_back_as_itself(marks: list[str], absence: str) -> None:
    cell = Cell(tuple(marks), absence)
    assert parse_cell(cell.text, SCALE) == cell


@pytest.mark.parametrize(("retakes", "numbers"), [("replace", (5, 4)), ("mean", (5, 3)), ("both", (5, 2, 4))])
def test_the_act_says_which_of_a_mark_and_its_re_take_counts(retakes: str, numbers: tuple[int, ...]) -> None:
    assert parse_cell("5 2/4", replace(SCALE, retakes=retakes)).numbers == numbers


def test_the_mean_of_two_attempts_is_a_mark_rounded_half_up() -> None:
    assert [counted(mark, "mean") for mark in ("2/5", "2/4", "5", "незач/зач")] == [(4,), (3,), (5,), ()]


def test_an_unknown_way_of_counting_re_takes_is_told() -> None:
    rules = first_act()["rules"]
    with pytest.raises(Refused) as refused:
        read_settings(1, {**rules, "scale": {**rules["scale"], "retakes": "best"}})
    assert refused.value.code == "edition.malformed"


@given(st.lists(st.sampled_from(["2", "3/5", "4", "2/2"]), max_size=SCALE.most))
def test_a_re_take_never_adds_a_mark_to_a_count_unless_both_count(marks: list[str]) -> None:
    text = " ".join(marks)
    once, both = (parse_cell(text, replace(SCALE, retakes=rule)).numbers for rule in ("replace", "both"))
    assert len(once) == len(marks)
    assert len(both) == len(marks) + sum("/" in mark for mark in marks)


def test_an_expected_work_counts_nothing_and_is_told() -> None:
    cell = parse_cell("н .", SCALE)
    assert (cell.absence, cell.expected, cell.numbers) == ("н", ".", ())
    assert parse_cell(". 5", SCALE).expected == ""


def test_a_grade_without_marks_awaits_no_works() -> None:
    with pytest.raises(Refused):
        parse_cell(".", SETTINGS.scale_of(1))


def test_a_work_is_expected_for_the_term_of_the_act() -> None:
    rule, lesson = ExpectedWorks(days=14, blocks_closing=True), date(2026, 11, 2)
    assert rule.due(lesson) == date(2026, 11, 16)
    assert [rule.is_overdue(lesson, date(2026, 11, day)) for day in (16, 17)] == [False, True]


def test_only_numbers_count_in_a_mean() -> None:
    assert parse_cell("н 4 зач 5", SCALE).numbers == (4, 5)


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_and_never_breaks(text: str) -> None:
    with suppress(Refused):
        marks = parse_cell(text, SCALE).marks
        assert all(part in SCALE.allowed for mark in marks for part in mark.split("/"))


@pytest.mark.parametrize(
    ("typed", "stands"), [(" 5 ", "5"), ("", ""), ("Н/А", "н/а"), ("осв", "осв"), ("зач", "зач")]
)
def test_a_period_mark_is_read(typed: str, stands: str) -> None:
    assert parse_final(typed, SCALE) == stands


@pytest.mark.parametrize("typed", ["н", "55", "1", "5-", "отл"])
def test_a_wrong_period_mark_is_refused_with_what_may_stand(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_final(typed, SCALE)
    assert refused.value.facts["allowed"] == "2, 3, 4, 5, зач, незач, н/а, осв"


@pytest.mark.parametrize(
    ("mean", "threshold", "mark"),
    [
        ("4.5", "0.5", 5),
        ("4.49", "0.5", 4),
        ("3.6", "0.6", 4),
        ("3.59", "0.6", 3),
        ("2.65", "0.65", 3),
        ("2.6499", "0.65", 2),
        ("5", "0.6", 5),
        ("2", "0.5", 2),
    ],
)
def test_a_mean_is_rounded_from_the_threshold_of_the_act(mean: str, threshold: str, mark: int) -> None:
    assert rounded(Fraction(mean), Fraction(threshold)) == mark


@pytest.mark.parametrize(
    ("mean", "places", "told"),
    [("4.645", 2, "4,65"), ("4.625", 2, "4,63"), ("0.5", 0, "1"), ("1.5", 0, "2"), ("4.25", 1, "4,3")],
)
def test_a_mean_is_shown_half_up(mean: str, places: int, told: str) -> None:
    assert shown(Fraction(mean), places) == told


@pytest.mark.parametrize(
    ("mean", "threshold", "mark"),
    [
        ("4.64", "0.5", 5),
        ("4.64", "0.6", 5),
        ("4.64", "0.65", 4),
        ("4.65", "0.65", 5),
        ("4.65", "0.7", 4),
        ("4.645", "0.65", 4),
    ],
)
def test_published_examples_of_rounding_compare_exact_fractions(mean: str, threshold: str, mark: int) -> None:
    assert rounded(Fraction(mean), Fraction(threshold)) == mark


@pytest.mark.parametrize(
    ("mean", "last", "last_decides", "threshold"),
    [
        ("3.5", 3, True, "1"),
        ("3.5", 4, True, "0.5"),
        ("3.6", 3, True, "0.5"),
        ("4", 4, True, "0.5"),
        ("3.5", 3, False, "0.6"),
    ],
)
def test_where_the_annual_mean_is_rounded_up(
    mean: str, last: int, last_decides: bool, threshold: str
) -> None:
    rule = AnnualRule(Fraction(0), last_decides=last_decides)
    found = annual_threshold(Fraction(mean), last, Rounding(Fraction("0.6")), rule)
    assert found == Fraction(threshold)


def test_weights_count_as_many_times() -> None:
    parts = [Weighed(5, 1, Fraction(2)), Weighed(7, 2), Weighed(3, 1, Fraction("1.5"))]
    assert weighted_mean(parts) == Fraction("21.5") / Fraction("5.5")
    assert shown(weighted_mean(parts)) == "3,91"


def test_fewer_marks_than_the_act_asks_give_no_proposal() -> None:
    rule = Rounding(Fraction("0.6"), 3)
    assert proposal([Weighed(10, 2)], rule) is None
    assert proposal([Weighed(15, 3)], rule) == 5
    assert proposal([], Rounding(Fraction("0.6"), 0)) is None
    assert shown(weighted_mean([])) == ""


def test_the_annual_mark_leaves_out_what_is_no_number() -> None:
    rule, annual = Rounding(Fraction("0.5"), 3), SETTINGS.annual
    assert annual_proposal(["4", "5", "н/а", "осв"], rule, annual) == 5
    assert annual_proposal(["н/а"], rule, annual) is None


@pytest.mark.parametrize(
    ("marks_", "interim", "weight", "last_decides", "annual"),
    [
        (["3", "4"], "", "0", False, 4),
        (["4", "3"], "", "0", False, 4),
        (["3", "4"], "", "0", True, 4),
        (["4", "3"], "", "0", True, 3),
        (["4", "4", "3", "3"], "", "0", True, 3),
        (["4", "4", "4", "3"], "", "0", True, 4),
        (["3", "3", "3", "4"], "", "0", True, 3),
        (["5", "4"], "2", "0", False, 5),
        (["5", "4"], "2", "1", False, 4),
        (["5", "5", "4", "4"], "3", "0.5", False, 4),
        (["н/а"], "4", "1", True, 4),
        (["н/а"], "4", "0", True, None),
        (["5", "5"], "зач", "1", False, 5),
    ],
)
def test_the_annual_mark_with_interim_attestation_and_the_last_period(
    marks_: list[str], interim: str, weight: str, last_decides: bool, annual: int | None
) -> None:
    rule = AnnualRule(Fraction(weight), last_decides=last_decides)
    assert annual_proposal(marks_, Rounding(Fraction("0.5")), rule, interim) == annual


@given(st.lists(st.integers(2, 5), min_size=1, max_size=6), st.booleans(), st.data())
def test_raising_a_period_mark_never_lowers_the_annual_one(
    given_: list[int], last_decides: bool, data: st.DataObject
) -> None:
    rule = AnnualRule(Fraction(0), last_decides=last_decides)
    place = data.draw(st.integers(0, len(given_) - 1))
    raised = [*given_[:place], 5, *given_[place + 1 :]]
    before, after = (
        annual_proposal(map(str, row), Rounding(Fraction("0.6")), rule) for row in (given_, raised)
    )
    assert before is not None
    assert after is not None
    assert after >= before


marks = st.lists(
    st.tuples(st.integers(2, 5), st.sampled_from([Fraction(1), Fraction("1.5"), Fraction(2)])), min_size=1
)


@given(marks, st.randoms())
def test_the_order_of_marks_does_not_matter(given_: list[tuple[int, Fraction]], random: object) -> None:
    parts = [Weighed(mark, 1, weight) for mark, weight in given_]
    shuffled = sorted(parts, key=lambda _part: random.random())  # type: ignore[attr-defined]
    assert weighted_mean(parts) == weighted_mean(shuffled)


@given(marks, st.data())
def test_raising_a_mark_never_lowers_the_proposal(
    given_: list[tuple[int, Fraction]], data: st.DataObject
) -> None:
    rule = Rounding(Fraction("0.6"))
    place = data.draw(st.integers(0, len(given_) - 1))
    raised = [*given_]
    raised[place] = (5, given_[place][1])
    before, after = (
        proposal([Weighed(mark, 1, weight) for mark, weight in row], rule) for row in (given_, raised)
    )
    assert before is not None
    assert after is not None
    assert after >= before


@given(marks)
def test_a_proposal_lies_between_the_worst_and_the_best_mark(given_: list[tuple[int, Fraction]]) -> None:
    found = proposal([Weighed(mark, 1, weight) for mark, weight in given_], Rounding(Fraction("0.6")))
    assert found is not None
    assert min(mark for mark, _weight in given_) <= found <= max(mark for mark, _weight in given_)


def test_a_refusal_tells_its_facts_to_the_log() -> None:
    assert str(Refused("mark.too_many", "3.7", limit=3)) == "mark.too_many(limit=3)"


def test_a_pupil_with_a_special_scale_is_told_whose_scale_it_is() -> None:
    own = replace(SETTINGS.scale, marks=(), pass_fail=("выс", "баз"), name="уровни")
    for read in (parse_cell, parse_final):
        with pytest.raises(Refused) as refused:
            read("5", own)
        assert (refused.value.code, refused.value.clause) == ("mark.not_in_own_scale", "3.7")
        assert refused.value.facts["scale"] == "уровни"
    assert parse_cell("н выс", own).text == "н выс"
