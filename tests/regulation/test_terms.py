"""Сроки выставления, пропуски и норма контрольных: примеры и свойства."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.regulation.attendance import AbsenceRule, NonAttestation
from letopis.regulation.load import Breach, LoadNorm, Work, breaches
from letopis.regulation.terms import EntryTerms, days_late

TERMS = EntryTerms(lesson=0, oral=1, written=7, period=2)
NORM = LoadNorm(Fraction("2.5"), Fraction("0.1"), spares_edges=True)
MONDAY = date(2026, 10, 5)
THIRD = AbsenceRule(day_lessons=0, systematic=Fraction("0.3"), counts_excused=False)
HALF = NonAttestation(Fraction(1, 2), with_few_marks=True)


@pytest.mark.parametrize(
    ("is_work", "own", "due"),
    [(False, None, 1), (False, 3, 1), (True, None, 7), (True, 10, 10), (True, 0, 0)],
)
def test_marks_are_due_by_the_kind_of_the_lesson(is_work: bool, own: int | None, due: int) -> None:
    assert TERMS.marks_due(MONDAY, is_work=is_work, own=own) == MONDAY + timedelta(days=due)


def test_a_lesson_is_due_on_its_day_and_a_periods_marks_before_its_end() -> None:
    assert TERMS.lesson_due(MONDAY) == MONDAY
    assert EntryTerms(2, 0, 0, 0).lesson_due(MONDAY) == date(2026, 10, 7)
    assert TERMS.period_due(date(2026, 10, 25)) == date(2026, 10, 23)


@pytest.mark.parametrize(("done", "late"), [(-1, 0), (0, 0), (1, 1), (30, 30)])
def test_what_is_done_in_time_is_not_late(done: int, late: int) -> None:
    assert days_late(MONDAY, MONDAY + timedelta(days=done)) == late


@pytest.mark.parametrize(
    ("day_lessons", "held", "missed", "misses"),
    [
        (0, 6, 6, True),
        (0, 6, 5, False),
        (0, 6, 0, False),
        (0, 0, 0, False),
        (3, 6, 3, True),
        (3, 6, 2, False),
        (3, 2, 2, True),
        (3, 2, 1, False),
    ],
)
def test_when_a_day_is_missed(day_lessons: int, held: int, missed: int, misses: bool) -> None:
    assert AbsenceRule(day_lessons, Fraction(1), counts_excused=True).misses_day(held, missed) is misses


@pytest.mark.parametrize(
    ("held", "missed", "excused", "without", "with_excused"),
    [
        (100, 30, 0, True, True),
        (100, 29, 0, False, False),
        (100, 30, 1, False, True),
        (100, 60, 60, False, True),
        (0, 0, 0, False, False),
        (3, 1, 0, True, True),
    ],
)
def test_when_a_pupil_is_absent_systematically(
    held: int, missed: int, excused: int, without: bool, with_excused: bool
) -> None:
    every = AbsenceRule(0, Fraction("0.3"), counts_excused=True)
    assert THIRD.is_systematic(held, missed, excused) is without
    assert every.is_systematic(held, missed, excused) is with_excused


@given(st.integers(0, 200), st.integers(0, 200))
def test_missing_one_more_lesson_never_ends_systematic_absence(held: int, missed: int) -> None:
    assert THIRD.is_systematic(held, missed + 1, 0) >= THIRD.is_systematic(held, missed, 0)


@pytest.mark.parametrize(
    ("held", "missed", "has_marks", "both", "alone"),
    [
        (20, 11, False, True, True),
        (20, 10, False, False, False),
        (20, 11, True, False, True),
        (20, 10, True, False, False),
        (0, 0, False, False, False),
    ],
)
def test_who_is_not_attested(held: int, missed: int, has_marks: bool, both: bool, alone: bool) -> None:
    assert HALF.holds(held, missed, has_marks=has_marks) is both
    only = NonAttestation(Fraction(1, 2), with_few_marks=False)
    assert only.holds(held, missed, has_marks=has_marks) is alone


def on(*weeks: float) -> list[Work]:
    """Works so many weeks after the Monday."""
    return [Work(MONDAY + timedelta(days=round(week * 7))) for week in weeks]


def test_works_far_enough_apart_keep_the_norm() -> None:
    assert breaches(on(0, 3, 6), 40, NORM) == []
    assert breaches(on(0, 2.5 + 1 / 14), 40, NORM) == []
    assert breaches([], 0, NORM) == []
    assert breaches(on(0, 3), 40, LoadNorm(Fraction(3), Fraction("0.1"), spares_edges=True)) == []


def test_works_too_near_are_named_by_day_and_distance() -> None:
    found = breaches(on(2, 0), 40, NORM)
    assert found == [Breach("load.too_often", date(2026, 10, 19), 14, Fraction("17.5"))]


def test_more_than_a_tenth_of_the_lessons_is_too_many() -> None:
    assert (NORM.allowed(39), NORM.allowed(40)) == (3, 4)
    assert breaches(on(0, 3, 6, 9), 39, NORM) == [Breach("load.too_many", None, 4, Fraction(3))]


def test_the_first_and_the_last_lesson_are_spared() -> None:
    works = [Work(MONDAY, is_edge=True)]
    assert breaches(works, 40, NORM) == [Breach("load.edge", MONDAY)]
    free = LoadNorm(Fraction("2.5"), Fraction("0.1"), spares_edges=False)
    assert breaches(works, 40, free) == []


@given(st.lists(st.integers(0, 250), max_size=12), st.integers(0, 300), st.randoms())
def test_the_order_of_works_does_not_matter(days: list[int], lessons: int, random: object) -> None:
    works = [Work(MONDAY + timedelta(days=day)) for day in days]
    mixed = sorted(works, key=lambda _work: random.random())  # type: ignore[attr-defined]
    assert breaches(works, lessons, NORM) == breaches(mixed, lessons, NORM)


def test_a_breach_tells_whole_days_and_works() -> None:
    near = Breach("load.too_often", date(2026, 10, 26), 5, Fraction("17.5"))
    assert near.facts == {"day": date(2026, 10, 26), "figure": 5, "norm": 18}
    assert Breach("load.too_many", None, 9, Fraction(8)).facts == {"figure": 9, "norm": 8}
