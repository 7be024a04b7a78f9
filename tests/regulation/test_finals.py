"""Итоговые отметки, отличие, медали: векторы порядков и свойства."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.regulation.averages import AnnualRule, Rounding, Weighed, annual_proposal, proposal
from letopis.regulation.explained import HALF, Explained, Number, averaged, of_period, of_year, without
from letopis.regulation.finals import (
    GRANTED,
    REFUSED,
    TO_DECIDE,
    BasicSubject,
    MedalFacts,
    MedalRule,
    SecondarySubject,
    final_of_basic,
    final_of_secondary,
    marks_of_last_year,
    medal_of,
    with_honours,
)

SOURCE = "порядок № 546"
FIRST = MedalRule(1, 0, 70, 70, base_mathematics=True, source="порядок № 730")
SECOND = MedalRule(2, 2, 60, 60, base_mathematics=None, source="порядок № 730")


def numbers(*marks: int) -> tuple[Number, ...]:
    """Marks of equal weight."""
    return tuple(Number(str(place), mark) for place, mark in enumerate(marks))


@pytest.mark.parametrize(
    ("annual", "exam", "final"),
    [
        ((5,), 4, "5"),
        ((4, 4, 5), 5, "5"),
        ((5, 5, 4), 4, "5"),
        ((4, 4, 4), 5, "4"),
        ((3, 3, 3), 4, "3"),
        ((5, 5, 5), 3, "5"),
        ((3, 4, 3), 4, "4"),
        ((4,), None, "4"),
    ],
)
def test_grade_nine_rounds_once_at_the_end(annual: tuple[int, ...], exam: int | None, final: str) -> None:
    found = final_of_basic(BasicSubject("Математика", numbers(*annual), exam), SOURCE)
    assert (found.value, found.recomputed()) == (final, final)


@pytest.mark.parametrize(
    ("marks", "final", "mean"),
    [
        ((4, 4, 4, 5, 5, 5), "5", Fraction(9, 2)),
        ((3, 4, 4, 4, 4, 4), "4", Fraction(23, 6)),
        ((5,) * 6, "5", Fraction(5)),
    ],
)
def test_grade_eleven_is_the_mean_of_half_years_and_years(
    marks: tuple[int, ...], final: str, mean: Fraction
) -> None:
    found = final_of_secondary(SecondarySubject("Физика", numbers(*marks)), SOURCE)
    assert (found.value, found.mean, found.source) == (final, mean, SOURCE)


def test_a_final_mark_names_its_rule_its_numbers_and_its_source() -> None:
    alone = final_of_basic(BasicSubject("Химия", numbers(4)), SOURCE)
    assert alone == Explained("4", "final.basic", numbers(4), Fraction(4), HALF, SOURCE)
    both = final_of_basic(BasicSubject("Химия", numbers(4), 5), SOURCE)
    parts = (*numbers(4), Number("экзамен", 5))
    assert both == Explained("5", "final.basic_with_exam", parts, Fraction(9, 2), HALF, SOURCE)
    eleven = final_of_secondary(SecondarySubject("Химия", numbers(4, 5)), SOURCE)
    assert eleven == Explained("5", "final.secondary", numbers(4, 5), Fraction(9, 2), HALF, SOURCE)


def test_no_final_mark_names_its_rule_and_why() -> None:
    basic = final_of_basic(BasicSubject("Химия", ()), SOURCE)
    assert basic == Explained("", "final.basic", source=SOURCE, why_not="final.no_annual")
    secondary = final_of_secondary(SecondarySubject("Химия", ()), SOURCE)
    assert secondary == Explained("", "final.secondary", source=SOURCE, why_not="final.no_annual")
    few = without("period", "period.too_few", numbers=numbers(5), source="3.7")
    assert few == Explained("", "period", numbers(5), None, HALF, "3.7", "period.too_few")
    assert without("period", "period.too_few").source == ""
    assert averaged("period", numbers(5)).source == ""


def test_a_subject_that_ended_earlier_brings_the_marks_of_its_last_year() -> None:
    by_year = {7: numbers(5), 5: numbers(3), 6: numbers(4)}
    assert marks_of_last_year(by_year) == numbers(5)
    assert marks_of_last_year({8: (), 7: numbers(5)}) == numbers(5)
    assert marks_of_last_year({}) == ()


@given(st.permutations([3, 4, 4, 5, 5]), st.integers(2, 5))
def test_the_order_of_annual_marks_does_not_matter(order: list[int], exam: int) -> None:
    found = final_of_basic(BasicSubject("", numbers(*order), exam), SOURCE)
    assert found.value == final_of_basic(BasicSubject("", numbers(3, 4, 4, 5, 5), exam), SOURCE).value


def test_without_annual_marks_there_is_no_final_one_and_it_says_why() -> None:
    for found in (
        final_of_basic(BasicSubject("Химия", ()), SOURCE),
        final_of_secondary(SecondarySubject("Химия", ()), SOURCE),
    ):
        assert (found.value, found.why_not, found.recomputed()) == ("", "final.no_annual", "")


def test_an_explanation_without_numbers_recomputes_to_nothing() -> None:
    assert Explained("", "rule").recomputed() == ""
    assert without("rule", "period.too_few", numbers=numbers(5)).recomputed() == ""


marks = st.lists(st.tuples(st.integers(2, 5), st.sampled_from([1, 2, 3])), min_size=1, max_size=9)


@given(marks, st.sampled_from(["0.5", "0.6", "0.65", "0.7"]))
def test_what_is_explained_recomputes_to_the_same_mark(given_: list[tuple[int, int]], threshold: str) -> None:
    parts = [Number("", value, Fraction(weight)) for value, weight in given_]
    found = averaged("any", parts, threshold=Fraction(threshold))
    assert found.recomputed() == found.value


@given(
    st.lists(st.integers(2, 5), max_size=4),
    st.sampled_from(["", "2", "4"]),
    st.sampled_from(["0", "0.5", "1"]),
    st.booleans(),
)
def test_an_explained_year_is_the_proposed_year(
    given_: list[int], interim: str, weight: str, last_decides: bool
) -> None:
    rule, annual = Rounding(Fraction("0.6")), AnnualRule(Fraction(weight), last_decides=last_decides)
    aside = Number("промежуточная аттестация", int(interim)) if interim else None
    found = of_year(numbers(*given_), rule, annual, "3.7", aside)
    proposed = annual_proposal(map(str, given_), rule, annual, interim)
    assert found.value == ("" if proposed is None else str(proposed))
    assert found.recomputed() == found.value
    assert found.source == "3.7"


def test_a_year_without_marks_says_why_there_is_none() -> None:
    found = of_year((), Rounding(HALF), AnnualRule(Fraction(0), last_decides=False), "3.7")
    assert found == Explained("", "year.mean", source="3.7", why_not="year.no_parts")


def test_the_interim_attestation_stands_in_the_year_with_its_weight() -> None:
    rule = AnnualRule(Fraction(2), last_decides=False)
    found = of_year(numbers(5, 5), Rounding(HALF), rule, "3.7", Number("экзамен", 3))
    assert found.numbers == (*numbers(5, 5), Number("экзамен", 3, Fraction(2)))
    assert (found.rule, found.mean, found.value) == ("year.mean", 4, "4")


@given(st.lists(st.tuples(st.integers(2, 5), st.sampled_from(["1", "1.5", "2"])), max_size=6))
def test_an_explained_period_is_the_proposed_period(given_: list[tuple[int, str]]) -> None:
    rule = Rounding(Fraction("0.6"), 3)
    parts = [Number("", mark, Fraction(weight)) for mark, weight in given_]
    found = of_period(parts, rule, "3.7")
    proposed = proposal([Weighed(one.value, 1, one.weight) for one in parts], rule)
    assert found.value == found.recomputed() == ("" if proposed is None else str(proposed))
    assert (found.rule, found.source) == ("period.weighted_mean", "3.7")
    assert found.why_not == ("" if found.value else "period.too_few")


def test_a_period_without_marks_has_no_mark_even_where_the_act_asks_for_none() -> None:
    assert of_period([], Rounding(HALF, 0), "3.7").why_not == "period.too_few"


@pytest.mark.parametrize("least", [0, 1])
def test_one_mark_is_enough_where_the_act_asks_for_no_more(least: int) -> None:
    found = of_period([Number("2 сентября", 4)], Rounding(HALF, least), "3.7")
    assert (found.value, found.why_not) == ("4", "")


@given(st.lists(st.integers(2, 5), min_size=1, max_size=6), st.data())
def test_raising_an_annual_mark_never_lowers_the_final_one(given_: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(given_) - 1))
    raised = [*given_[:place], 5, *given_[place + 1 :]]
    before, after = (
        final_of_secondary(SecondarySubject("", numbers(*row)), SOURCE).value for row in (given_, raised)
    )
    assert int(after) >= int(before)


@pytest.mark.parametrize(
    ("finals", "passed", "honours"),
    [(["5", "5", "зач"], True, True), (["5", "4"], True, False), (["5"], False, False), ([], True, False)],
)
def test_honours_need_nothing_but_fives(finals: list[str], passed: bool, honours: bool) -> None:
    assert with_honours(finals, exams_passed=passed) is honours


@pytest.mark.parametrize(
    ("facts", "first", "second"),
    [
        (MedalFacts(("5", "5"), 70, {"физика": 70}), GRANTED, GRANTED),
        (MedalFacts(("5", "5"), 69, {"физика": 70}), REFUSED, GRANTED),
        (MedalFacts(("5", "4", "4"), 90, {"физика": 90}), REFUSED, GRANTED),
        (MedalFacts(("5", "4", "4", "4"), 90, {"физика": 90}), REFUSED, REFUSED),
        (MedalFacts(("5", "3"), 90, {"физика": 90}), REFUSED, REFUSED),
        (MedalFacts(("5",), 80, {}, base_mathematics=5), GRANTED, TO_DECIDE),
        (MedalFacts(("5",), 80, {}, base_mathematics=4), REFUSED, REFUSED),
        (MedalFacts(("5",), 80, {"физика": 50}, base_mathematics=5), REFUSED, REFUSED),
        (MedalFacts(("5",), None, {"физика": 90}), REFUSED, REFUSED),
        (MedalFacts(("зач",), 90, {"физика": 90}), REFUSED, REFUSED),
        (MedalFacts(("5",), 90, {"физика": 90}, is_disqualified=True), REFUSED, REFUSED),
        (MedalFacts(("5",), 60, {"физика": 60}), REFUSED, GRANTED),
        (MedalFacts(("5",), 59, {"физика": 60}), REFUSED, REFUSED),
        (MedalFacts(("5",), 60, {"физика": 59}), REFUSED, REFUSED),
    ],
)
def test_medals_by_the_order(facts: MedalFacts, first: str, second: str) -> None:
    found = [medal_of(facts, rule) for rule in (FIRST, SECOND)]
    assert [(one.degree, one.verdict) for one in found] == [(1, first), (2, second)]


def test_a_refused_medal_names_everything_that_lacks() -> None:
    found = medal_of(MedalFacts(("3",), 10, {"физика": 10}, is_disqualified=True), FIRST)
    assert found.lacking == ("medal.finals", "medal.disqualified", "medal.russian", "medal.other")
