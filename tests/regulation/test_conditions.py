"""Особые условия: кто освобождён, по какой шкале, что мешает внести и поставить."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from letopis.regulation.access import Span
from letopis.regulation.conditions import (
    EXEMPT,
    PART,
    PRACTICAL,
    SCALE,
    WHOLE,
    Condition,
    ConditionFacts,
    check_condition,
    check_final_of_exempt,
    check_marks_of_exempt,
    exemption_in,
    scale_on,
)
from tests.regulation.refusing import told

FIRST, LAST = date(2026, 9, 1), date(2026, 10, 25)
YEAR = Span(FIRST, date(2027, 5, 26))
GOOD = ConditionFacts(
    kind=EXEMPT,
    days=Span(FIRST, LAST),
    scale="",
    year=YEAR,
    enrolled=(Span(FIRST),),
    scales=("levels",),
    has_document=True,
)
OF_YEAR = {"first": FIRST, "last": YEAR.ends}
NOT_ENROLLED = ("condition.not_enrolled", "3.5", {"day": FIRST})


def exempt(starts: date, ends: date | None, kind: str = EXEMPT) -> Condition:
    return Condition(kind, Span(starts, ends))


@pytest.mark.parametrize(
    ("conditions", "covers"),
    [
        ([], ""),
        ([exempt(FIRST, None)], WHOLE),
        ([exempt(FIRST, LAST)], WHOLE),
        ([exempt(FIRST, date(2026, 10, 24))], PART),
        ([exempt(date(2026, 10, 25), None)], PART),
        ([exempt(date(2026, 10, 26), None)], ""),
        ([exempt(date(2026, 8, 1), date(2026, 8, 31))], ""),
        ([exempt(FIRST, LAST, PRACTICAL)], PART),
        ([Condition(SCALE, Span(FIRST), "levels")], ""),
        ([exempt(FIRST, LAST, PRACTICAL), exempt(FIRST, LAST)], WHOLE),
        ([exempt(date(2026, 8, 1), FIRST)], PART),
        ([Condition(SCALE, Span(FIRST), "levels"), exempt(FIRST, LAST)], WHOLE),
        ([exempt(date(2026, 8, 1), date(2026, 8, 31)), exempt(FIRST, LAST)], WHOLE),
    ],
)
def test_how_much_of_a_period_an_exemption_covers(conditions: list[Condition], covers: str) -> None:
    assert exemption_in(conditions, FIRST, LAST) == covers


def test_the_first_named_scale_of_the_day_counts() -> None:
    own, common = Condition(SCALE, Span(FIRST, LAST), "levels"), Condition(SCALE, Span(FIRST), "passes")
    assert scale_on([own, common], LAST) == "levels"
    assert scale_on([own, common], date(2026, 10, 26)) == "passes"
    assert scale_on([exempt(FIRST, None)], LAST) == ""


def test_the_exempt_get_no_marks_on_their_days() -> None:
    check_marks_of_exempt(is_exempt=True, has_marks=False, day=FIRST)
    check_marks_of_exempt(is_exempt=False, has_marks=True, day=FIRST)
    assert told(lambda: check_marks_of_exempt(is_exempt=True, has_marks=True, day=FIRST)) == (
        "student.exempt",
        "3.5",
        {"day": FIRST},
    )


@pytest.mark.parametrize(
    ("covers", "value", "code"),
    [
        ("", "осв", "period.no_exemption"),
        (PART, "осв", ""),
        (WHOLE, "осв", ""),
        (WHOLE, "5", "period.exempt"),
        (WHOLE, "н/а", "period.exempt"),
        (WHOLE, "", ""),
        (PART, "4", ""),
        ("", "4", ""),
    ],
)
def test_the_sign_of_exemption_stands_on_a_document(covers: str, value: str, code: str) -> None:
    if not code:
        check_final_of_exempt(covers, value, "осв")
        return
    found = told(lambda: check_final_of_exempt(covers, value, "осв"))
    assert found[:2] == (code, "3.5")
    assert found[2] == {"sign": "осв"} | ({"value": value} if covers else {})


def test_a_condition_in_order_is_let_through() -> None:
    check_condition(GOOD)
    check_condition(replace(GOOD, days=Span(FIRST)))
    check_condition(replace(GOOD, days=Span(FIRST, FIRST)))
    check_condition(replace(GOOD, enrolled=(Span(FIRST, date(2026, 9, 2)),)))
    check_condition(replace(GOOD, enrolled=(Span(LAST),)))
    check_condition(replace(GOOD, enrolled=(Span(date(2026, 8, 1), FIRST),)))
    check_condition(replace(GOOD, kind=SCALE, scale="levels", is_of_class=True, enrolled=()))


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"kind": "holiday"}, ("condition.kind", "3.5", {})),
        ({"days": Span(LAST, FIRST)}, ("condition.days", "3.5", {"day": LAST})),
        ({"days": Span(date(2026, 8, 31), LAST)}, ("condition.not_in_year", "3.5", OF_YEAR)),
        ({"days": Span(FIRST, date(2027, 6, 1))}, ("condition.not_in_year", "3.5", OF_YEAR)),
        ({"kind": SCALE, "scale": "ten"}, ("condition.scale", "3.7", {"day": FIRST})),
        ({"has_document": False}, ("condition.no_document", "3.5", {})),
        ({"is_of_class": True}, ("condition.class_exempt", "3.5", {})),
        ({"enrolled": ()}, NOT_ENROLLED),
        ({"enrolled": (Span(date(2026, 8, 1), date(2026, 8, 31)),)}, NOT_ENROLLED),
        ({"enrolled": (Span(date(2026, 10, 26)),)}, NOT_ENROLLED),
    ],
)
def test_what_stands_against_a_condition(
    changes: dict[str, Any], refused: tuple[str, str, dict[str, object]]
) -> None:
    assert told(lambda: check_condition(replace(GOOD, **changes))) == refused
