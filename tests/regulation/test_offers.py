"""Что предлагается за период: среднее, зачёт, освобождён, не аттестован; почему не аттестован."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.regulation.attendance import NonAttestation
from letopis.regulation.averages import AnnualRule, Rounding, Weighed
from letopis.regulation.conditions import PART, WHOLE
from letopis.regulation.offers import (
    ALL,
    EXCUSED,
    FEW_MARKS,
    LAST,
    MOST,
    STATED,
    UNEXCUSED,
    OfferRules,
    PassRule,
    PupilPeriod,
    offered,
    offered_for_year,
    why_not_attested,
)

PASSED, FAILED = WORDS = ("зач", "незач")
PASSES = PassRule(WORDS, Fraction(1, 2), 1, ALL)
ROUNDING = Rounding(Fraction("0.6"), 3)
RULES = OfferRules(
    ROUNDING, PASSES, NonAttestation(Fraction(1, 2), with_few_marks=True), ("н/а", "осв"), is_near_end=True
)
EARLY = OfferRules(ROUNDING, PASSES, RULES.non_attestation, ("н/а", "осв"), is_near_end=False)
BARE = OfferRules(ROUNDING, PASSES, RULES.non_attestation, (), is_near_end=True)
THREE = (Weighed(4, 1), Weighed(5, 1), Weighed(5, 1))
TWO = (Weighed(4, 1), Weighed(5, 1))


@pytest.mark.parametrize(
    ("found", "mark"),
    [
        (PupilPeriod(THREE), "5"),
        (PupilPeriod(TWO), ""),
        (PupilPeriod(THREE, exemption=WHOLE), "осв"),
        (PupilPeriod(THREE, exemption=PART), "5"),
        (PupilPeriod(TWO, exemption=PART), "осв"),
        (PupilPeriod(TWO, held=10, missed=6), "н/а"),
        (PupilPeriod(TWO, held=10, missed=5), ""),
        (PupilPeriod(THREE, held=10, missed=9), "5"),
        (PupilPeriod(TWO, exemption=PART, held=10, missed=9), "осв"),
        (PupilPeriod(words=(PASSED, FAILED)), "зач"),
        (PupilPeriod(words=(FAILED, FAILED, PASSED)), "незач"),
        (PupilPeriod(words=("незач/зач",)), "зач"),
        (PupilPeriod(words=("выс", "баз")), ""),
        (PupilPeriod(TWO, words=(PASSED,)), ""),
    ],
)
def test_what_is_offered_for_a_period(found: PupilPeriod, mark: str) -> None:
    assert offered(found, RULES) == mark


def test_nobody_is_offered_non_attestation_long_before_the_end() -> None:
    assert offered(PupilPeriod(held=2, missed=2), EARLY) == ""
    assert offered(PupilPeriod(held=2, missed=2), RULES) == "н/а"


def test_a_school_without_the_signs_is_offered_none() -> None:
    assert offered(PupilPeriod(held=2, missed=2), BARE) == ""
    assert offered(PupilPeriod(exemption=WHOLE), BARE) == ""
    assert offered(PupilPeriod(exemption=PART), BARE) == ""


def test_too_few_passes_give_no_word() -> None:
    assert PassRule(WORDS, Fraction(1, 2), 2, ALL).of_period([PASSED]) == ""
    assert PassRule(WORDS, Fraction(1, 2), 0, ALL).of_period([]) == ""


@pytest.mark.parametrize(
    ("annual", "parts", "mark"),
    [
        (ALL, [PASSED, PASSED], PASSED),
        (ALL, [PASSED, FAILED], FAILED),
        (ALL, [FAILED, PASSED], FAILED),
        (LAST, [FAILED, PASSED], PASSED),
        (LAST, [PASSED, FAILED], FAILED),
        (LAST, [PASSED, FAILED, PASSED], PASSED),
        (LAST, [FAILED, PASSED, FAILED], FAILED),
        (LAST, [PASSED], PASSED),
        (MOST, [PASSED, FAILED], PASSED),
        (MOST, [PASSED, FAILED, FAILED], FAILED),
        (MOST, [PASSED, PASSED, PASSED, FAILED], PASSED),
        (MOST, [FAILED, FAILED], FAILED),
        (ALL, [PASSED, "осв"], PASSED),
        (ALL, [], ""),
        (ALL, ["н/а"], ""),
    ],
)
def test_the_pass_of_a_year(annual: str, parts: list[str], mark: str) -> None:
    assert PassRule(WORDS, Fraction(1, 2), 1, annual).of_year(parts) == mark


def test_an_unknown_way_to_the_year_is_refused() -> None:
    with pytest.raises(ValueError, match=r"pass_rule\.annual: never"):
        PassRule(WORDS, Fraction(1, 2), 1, "never")


@pytest.mark.parametrize(
    ("parts", "mark"),
    [
        (["4", "5"], "5"),
        (["4", "осв"], "4"),
        ([PASSED, PASSED], PASSED),
        (["осв", "осв"], "осв"),
        (["осв", "н/а"], ""),
        ([], ""),
    ],
)
def test_what_is_offered_for_a_year(parts: list[str], mark: str) -> None:
    annual = AnnualRule(Fraction(0), last_decides=False)
    assert offered_for_year(parts, Rounding(Fraction(1, 2)), annual, PASSES) == mark


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (PupilPeriod(TWO), FEW_MARKS),
        (PupilPeriod(words=(PASSED,)), FEW_MARKS),
        (PupilPeriod(THREE), STATED),
        (PupilPeriod(TWO, held=10, missed=6, excused=3), EXCUSED),
        (PupilPeriod(TWO, held=10, missed=6, excused=2), UNEXCUSED),
        (PupilPeriod(THREE, held=10, missed=6, excused=6), EXCUSED),
    ],
)
def test_why_a_pupil_is_not_attested(found: PupilPeriod, why: str) -> None:
    assert why_not_attested(found, RULES) == why


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20))
def test_one_more_pass_never_takes_a_pass_away(words: list[str]) -> None:
    if PASSES.of_period(words) == PASSED:
        assert PASSES.of_period([*words, PASSED]) == PASSED
    assert PASSES.of_period(words) == PASSES.of_period(words[::-1])
