"""Закрытие ступенями и правка после него: каждое состояние достижимо, один человек не правит сам за собой."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.regulation import closing
from letopis.regulation.access import Span
from letopis.regulation.closing import (
    CHECKED,
    CLOSED,
    HANDED,
    OPEN,
    ClosingRule,
    CorrectionAct,
    act_on,
    check_correction,
    check_ready,
    stage_of,
)
from tests.regulation.refusing import told

DAY = date(2026, 11, 9)
FREE, STRICT = ClosingRule(False, False), ClosingRule(True, True)
ACT = CorrectionAct("12", DAY, Span(DAY, date(2026, 11, 13)), "пересмотр работы", 7, for_teachers=False)


def test_every_state_is_reached_and_only_the_closed_one_is_not_left() -> None:
    seen, waiting = set(), [closing.START]
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting.extend(closing.TRANSITIONS[state].values())
    assert seen == set(closing.TRANSITIONS) == set(closing.LADDER)
    assert {state for state, following in closing.TRANSITIONS.items() if not following} == {CLOSED}


@pytest.mark.parametrize(
    ("state", "event", "next_"),
    [
        (OPEN, "hand_over", HANDED),
        (HANDED, "check", CHECKED),
        (HANDED, "send_back", OPEN),
        (CHECKED, "send_back", OPEN),
        (CHECKED, "close", CLOSED),
    ],
)
def test_a_page_climbs_by_steps_and_is_sent_back_to_the_first(state: str, event: str, next_: str) -> None:
    assert closing.after(state, event) == next_


@pytest.mark.parametrize(
    ("state", "event"),
    [(OPEN, "check"), (OPEN, "send_back"), (HANDED, "hand_over"), (CHECKED, "check"), (CLOSED, "send_back")],
)
def test_what_cannot_happen_is_refused_with_the_state(state: str, event: str) -> None:
    assert told(closing.after, state, event) == ("closing.impossible", "3.7", {"state": state})


@pytest.mark.parametrize(
    ("states", "stage"),
    [([CHECKED, HANDED], HANDED), ([OPEN, CHECKED], OPEN), ([CHECKED], CHECKED), ([], CHECKED)],
)
def test_a_class_stands_where_its_last_page_stands(states: list[str], stage: str) -> None:
    assert stage_of(states) == stage


@given(st.lists(st.sampled_from([OPEN, HANDED, CHECKED]), min_size=1), st.data())
def test_a_page_that_climbs_never_lowers_its_class(states: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(states) - 1))
    raised = [*states[:place], CHECKED, *states[place + 1 :]]
    ladder = closing.LADDER.index
    assert ladder(stage_of(raised)) >= ladder(stage_of(states))


def test_stages_hold_a_closing_up_only_where_the_act_binds() -> None:
    check_ready([OPEN], FREE)
    check_ready([CHECKED, CHECKED], STRICT)
    assert told(check_ready, [CHECKED, HANDED], STRICT) == ("closing.not_checked", "3.7", {})


def test_an_act_counts_in_its_days_and_the_last_one_issued_goes_first() -> None:
    earlier = replace(ACT, number="11", issued_on=date(2026, 11, 1), days=Span(date(2026, 11, 1), None))
    found = [act_on([earlier, ACT], day) for day in (date(2026, 11, 8), DAY, date(2026, 11, 14))]
    assert [act.number if act else "" for act in found] == ["11", "12", "11"]
    assert act_on([ACT], date(2026, 11, 14)) is None


def test_closed_marks_are_corrected_under_an_act_where_the_school_says_so() -> None:
    check_correction(None, FREE, by=7, closed_by=7)
    assert told(check_correction, None, STRICT, by=7, closed_by=8) == ("correction.no_act", "3.7", {})


@pytest.mark.parametrize(
    ("by", "closed_by", "refused"), [(7, 7, True), (7, 8, False), (8, 7, False), (8, 8, False)]
)
def test_who_closed_and_entered_the_act_does_not_correct_alone(
    by: int, closed_by: int, refused: bool
) -> None:
    if refused:
        found = told(check_correction, ACT, STRICT, by=by, closed_by=closed_by)
        assert found == ("correction.alone", "1.6", {"number": "12"})
    else:
        check_correction(ACT, STRICT, by=by, closed_by=closed_by)
