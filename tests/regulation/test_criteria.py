"""Критерии работы: сумма, отметка по таблице работы или редакции, что не принимается."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.regulation.criteria import Criterion, Step, Work, check_points, check_work, steps_of
from letopis.regulation.settings import read_settings
from letopis.school.craft.first_act import first_act
from tests.regulation.refusing import told

MARKS = ("2", "3", "4", "5")
BY_SHARE = Work(
    (Criterion("Решение", 6), Criterion("Ответ", 4)), read_settings(1, first_act()["rules"]).conversion
)
BY_POINTS = replace(
    BY_SHARE, steps=steps_of([(Fraction(5), "3"), (Fraction(9), "5"), (Fraction(7), "4")]), in_points=True
)


@pytest.mark.parametrize(
    ("points", "by_share", "by_points"),
    [
        ((6, 4), "5", "5"),
        ((5, 4), "5", "5"),
        ((4, 4), "4", "4"),
        ((3, 3), "3", "3"),
        ((1, 1), "2", ""),
        ((0, 0), "2", ""),
        ((6, None), "", ""),
        ((None, None), "", ""),
    ],
)
def test_the_mark_of_points(points: tuple[int | None, ...], by_share: str, by_points: str) -> None:
    assert (BY_SHARE.mark_of(points), BY_POINTS.mark_of(points)) == (by_share, by_points)


def test_the_sum_waits_for_every_criterion() -> None:
    assert BY_SHARE.total((3, 2)) == 5
    assert BY_SHARE.total((3, None)) is None
    assert BY_SHARE.most == 10


def test_work_and_points_in_order_are_taken() -> None:
    check_work(BY_SHARE, MARKS)
    check_work(BY_POINTS, MARKS)
    check_points(BY_SHARE, (6, None))


@pytest.mark.parametrize(
    "work",
    [
        replace(BY_SHARE, criteria=(Criterion("Ответ", 1),) * 12),
        replace(BY_SHARE, criteria=(Criterion("Ответ", 100),)),
        replace(BY_SHARE, criteria=(Criterion("Ответ", 1),)),
        replace(BY_SHARE, steps=(Step(Fraction(1), "5"), Step(Fraction(0), "2"))),
        replace(BY_POINTS, steps=(Step(Fraction(10), "5"), Step(Fraction(0), "2"))),
    ],
)
def test_the_last_that_is_allowed_is_taken(work: Work) -> None:
    check_work(work, MARKS)


@pytest.mark.parametrize(
    ("work", "code", "facts"),
    [
        (replace(BY_SHARE, criteria=()), "work.no_criteria", {"limit": 12}),
        (replace(BY_SHARE, criteria=(Criterion("Ответ", 1),) * 13), "work.no_criteria", {"limit": 12}),
        (replace(BY_SHARE, criteria=(Criterion("", 5),)), "work.criterion", {"name": "", "limit": 100}),
        (
            replace(BY_SHARE, criteria=(Criterion("Ответ", 0),)),
            "work.criterion",
            {"name": "Ответ", "limit": 100},
        ),
        (
            replace(BY_SHARE, criteria=(Criterion("Ответ", 101),)),
            "work.criterion",
            {"name": "Ответ", "limit": 100},
        ),
        (replace(BY_POINTS, steps=(Step(Fraction(11), "5"),)), "work.table", {"value": "5"}),
        (replace(BY_POINTS, steps=(Step(Fraction(3), "7"),)), "work.table", {"value": "7"}),
        (replace(BY_SHARE, steps=(Step(Fraction(-1), "5"),)), "work.table", {"value": "5"}),
        (replace(BY_SHARE, steps=(Step(Fraction(2), "5"),)), "work.table", {"value": "5"}),
    ],
)
def test_a_senseless_work_is_refused(work: Work, code: str, facts: dict[str, object]) -> None:
    table = {"allowed": "2, 3, 4, 5", "most": 10} if code == "work.table" else {}
    assert told(check_work, work, MARKS) == (code, "3.7", {**facts, **table})


@pytest.mark.parametrize(
    ("points", "facts"),
    [
        ((7, 0), {"name": "Решение", "value": 7, "most": 6}),
        ((0, 5), {"name": "Ответ", "value": 5, "most": 4}),
        ((-1, 0), {"name": "Решение", "value": -1, "most": 6}),
    ],
)
def test_points_beyond_a_criterion_are_refused(points: tuple[int, int], facts: dict[str, object]) -> None:
    assert told(check_points, BY_SHARE, points) == ("work.points", "3.7", facts)


@given(st.integers(0, 6), st.integers(0, 4), st.integers(0, 6), st.integers(0, 4))
def test_more_points_never_lower_the_mark(a: int, b: int, c: int, d: int) -> None:
    low, high = (min(a, c), min(b, d)), (max(a, c), max(b, d))
    assert BY_SHARE.mark_of(low) <= BY_SHARE.mark_of(high)
