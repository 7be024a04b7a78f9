"""Задолженность: каждое состояние достижимо, из каждого есть выход или оно конечное."""

from __future__ import annotations

from datetime import date

import pytest

from letopis.regulation import debts
from letopis.regulation.debts import DebtRule, admitted_to_final_attestation, after, debt_ends, promotion_of
from letopis.regulation.refusals import Refused

RULE = DebtRule(months=12, attempts=2, source="273-ФЗ, ст. 58 ч. 5")


def reachable() -> set[str]:
    """States one can come to from the start."""
    seen, waiting = set(), [debts.START]
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting.extend(debts.TRANSITIONS[state].values())
    return seen


def test_every_state_is_reached_and_every_transition_leads_to_a_state() -> None:
    assert reachable() == set(debts.TRANSITIONS)


def test_only_the_last_states_have_no_way_on() -> None:
    last = {state for state, following in debts.TRANSITIONS.items() if not following}
    assert last == {debts.CLEARED, debts.REPEATS, debts.ADAPTED, debts.INDIVIDUAL}


def test_there_are_two_attempts_and_no_third() -> None:
    state = after(after(debts.ATTESTED, "debt_arises"), "retake_failed")
    assert after(state, "commission_passed") == debts.CLEARED
    assert after(state, "commission_failed") == debts.NOT_CLEARED
    with pytest.raises(Refused) as refused:
        after(state, "retake_passed")
    assert (refused.value.code, refused.value.facts["event"]) == ("debt.impossible", "retake_passed")


@pytest.mark.parametrize(
    ("arisen", "excused", "ends"),
    [
        (date(2026, 5, 26), 0, date(2027, 5, 26)),
        (date(2026, 5, 26), 10, date(2027, 6, 5)),
        (date(2024, 2, 29), 0, date(2025, 2, 28)),
        (date(2026, 12, 31), 0, date(2027, 12, 31)),
        (date(2026, 1, 15), 0, date(2027, 1, 15)),
    ],
)
def test_a_debt_is_cleared_within_a_year_without_the_days_of_illness(
    arisen: date, excused: int, ends: date
) -> None:
    assert debt_ends(arisen, RULE, excused) == ends


@pytest.mark.parametrize(
    ("months", "ends"), [(13, date(2027, 6, 26)), (24, date(2028, 5, 26)), (7, date(2026, 12, 26))]
)
def test_another_term_of_months_counts_too(months: int, ends: date) -> None:
    assert debt_ends(date(2026, 5, 26), DebtRule(months, 2, "")) == ends


def test_a_term_of_months_stays_in_its_year() -> None:
    assert debt_ends(date(2026, 1, 31), DebtRule(1, 2, "")) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("grade", "states", "promotion"),
    [
        (7, [debts.ATTESTED, debts.CLEARED], "promoted"),
        (7, [debts.IN_DEBT], "conditional"),
        (7, [debts.FIRST_FAILED, debts.ATTESTED], "conditional"),
        (4, [debts.IN_DEBT], "held"),
        (9, [debts.IN_DEBT], "held"),
        (7, [debts.NOT_CLEARED], "held"),
        (7, [debts.REPEATS], "held"),
        (7, [debts.ADAPTED], "promoted"),
        (7, [], "promoted"),
    ],
)
def test_how_a_pupil_passes_on(grade: int, states: list[str], promotion: str) -> None:
    assert promotion_of(grade, states) == promotion


def test_a_debtor_does_not_sit_the_state_exams() -> None:
    assert admitted_to_final_attestation([debts.CLEARED])
    assert not admitted_to_final_attestation([debts.CLEARED, debts.IN_DEBT])
