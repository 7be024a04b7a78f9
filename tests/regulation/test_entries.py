"""Запись в журнал: что может помешать, по порядку, и с каким отказом."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from letopis.regulation.access import Span
from letopis.regulation.entries import EntryFacts, check_entry, check_open, check_unchanged
from tests.regulation.refusing import told

DAY = date(2026, 10, 5)
GOOD = EntryFacts(
    day=DAY,
    today=DAY,
    year=Span(date(2026, 9, 1), date(2027, 5, 31)),
    enrolled=(Span(date(2026, 9, 1)),),
    closed_on=None,
)


def test_an_ordinary_entry_is_let_through() -> None:
    check_entry(GOOD)
    check_entry(replace(GOOD, today=date(2026, 10, 6)))
    check_entry(replace(GOOD, closed_on=DAY, may_correct=True, reason="ошибка"))
    check_entry(replace(GOOD, enrolled=(Span(date(2026, 9, 1), date(2026, 9, 2)), Span(DAY, DAY))))


@pytest.mark.parametrize(
    ("changes", "code", "clause", "facts"),
    [
        ({"day": date(2026, 8, 31)}, "lesson.not_in_year", "3.7", {"day": date(2026, 8, 31)}),
        ({"today": date(2026, 10, 4)}, "lesson.in_future", "3.7", {"day": DAY}),
        ({"enrolled": ()}, "student.not_enrolled", "3.8", {"day": DAY}),
        ({"enrolled": (Span(date(2026, 10, 6)),)}, "student.not_enrolled", "3.8", {"day": DAY}),
        ({"enrolled": (Span(DAY, date(2026, 10, 4)),)}, "student.not_enrolled", "3.8", {"day": DAY}),
        ({"closed_on": DAY}, "period.closed", "3.7", {"closed_on": DAY}),
        ({"closed_on": DAY, "reason": "ошибка"}, "period.closed", "3.7", {"closed_on": DAY}),
        ({"closed_on": DAY, "may_correct": True}, "reason.required", "1.6", {"closed_on": DAY}),
        (
            {"closed_on": DAY, "may_correct": True, "reason": " "},
            "reason.required",
            "1.6",
            {"closed_on": DAY},
        ),
    ],
)
def test_what_stands_against_an_entry(
    changes: dict[str, Any], code: str, clause: str, facts: dict[str, object]
) -> None:
    assert told(check_entry, replace(GOOD, **changes)) == (code, clause, facts)


def test_an_open_period_asks_for_no_reason() -> None:
    check_open(None, reason="", may_correct=False)


def test_nobody_is_overwritten_unseen() -> None:
    check_unchanged("5", "5")
    assert told(check_unchanged, "5", "4") == ("conflict", "1.6", {"theirs": "4"})
