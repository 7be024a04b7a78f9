"""Академическая задолженность и условный перевод: таблица состояний (273-ФЗ, ст. 58)."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from letopis.regulation.refusals import Refused

ATTESTED = "attested"
IN_DEBT = "in_debt"
FIRST_FAILED = "first_failed"
CLEARED = "cleared"
NOT_CLEARED = "not_cleared"
REPEATS = "repeats"
ADAPTED = "adapted"
INDIVIDUAL = "individual"

# state → what happens → next state; the documentation's drawing is made from this table
TRANSITIONS: dict[str, dict[str, str]] = {
    ATTESTED: {"debt_arises": IN_DEBT},
    IN_DEBT: {"retake_passed": CLEARED, "retake_failed": FIRST_FAILED, "term_ends": NOT_CLEARED},
    FIRST_FAILED: {"commission_passed": CLEARED, "commission_failed": NOT_CLEARED, "term_ends": NOT_CLEARED},
    CLEARED: {},
    NOT_CLEARED: {"parents_repeat": REPEATS, "parents_adapted": ADAPTED, "parents_individual": INDIVIDUAL},
    REPEATS: {},
    ADAPTED: {},
    INDIVIDUAL: {},
}
START = ATTESTED
OPEN_DEBT = frozenset({IN_DEBT, FIRST_FAILED, NOT_CLEARED})
NO_DEBT_ABOVE = frozenset({4, 9, 11})  # grades that end a level: a debtor does not pass to the next one


@dataclass(frozen=True)
class DebtRule:
    """Terms of clearing a debt; data of the act in force.

    Attributes:
        months: the term from the day the debt arose.
        attempts: how many re-takes, the last before a commission.
    """

    months: int
    attempts: int
    source: str


def after(state: str, event: str) -> str:
    """The state a debt passes into.

    Raises:
        Refused: debt.impossible if the event cannot happen in that state.
    """
    following = TRANSITIONS[state]
    if event not in following:
        raise Refused("debt.impossible", "ст. 58 закона 273-ФЗ", state=state, event=event)
    return following[event]


def debt_ends(arisen: date, rule: DebtRule, excused_days: int = 0) -> date:
    """The last day to clear a debt; days of illness and leave are not counted.

    Args:
        arisen: the day the debt arose.
        rule: the terms in force.
        excused_days: calendar days that do not count.
    """
    months = arisen.month - 1 + rule.months
    year, month = arisen.year + months // 12, months % 12 + 1
    day = min(arisen.day, calendar.monthrange(year, month)[1])
    return date(year, month, day) + timedelta(days=excused_days)


def promotion_of(grade_level: int, states: list[str]) -> str:
    """How a pupil passes to the next grade: promoted, conditionally, or not.

    Args:
        grade_level: the grade that ends.
        states: states of all debts of the pupil.

    Returns:
        "promoted", "conditional" or "held".
    """
    if NOT_CLEARED in states or REPEATS in states:
        return "held"
    if not OPEN_DEBT.intersection(states):
        return "promoted"
    return "held" if grade_level in NO_DEBT_ABOVE else "conditional"


def admitted_to_final_attestation(states: list[str]) -> bool:
    """Whether a pupil of grade 9 or 11 may sit the state exams: no open debt (ст. 59)."""
    return not OPEN_DEBT.intersection(states)
