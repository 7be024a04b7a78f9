"""Что не в порядке: ничто не опоздало раньше своего срока, и ничто не прощено после него."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.regulation import remarks
from letopis.regulation.faults import (
    EMPTY_LESSON,
    KINDS,
    NO_HOMEWORK,
    NO_TOPIC,
    UNMARKED_WORK,
    LessonFacts,
    faults_of,
    gives_homework,
    watches_marks,
)
from letopis.regulation.refusals import Refused
from letopis.regulation.terms import EntryTerms

DAY = date(2026, 9, 14)
TERMS = EntryTerms(lesson=0, oral=0, written=7, period=1)
IN_ORDER = LessonFacts(
    day=DAY,
    has_topic=True,
    has_homework=True,
    is_work=False,
    own_term=None,
    is_marked=True,
    has_entries=True,
    has_marks=True,
    gives_homework=True,
)
BARE = replace(IN_ORDER, has_topic=False, has_homework=False, has_entries=False, has_marks=False)
WORK = replace(IN_ORDER, is_work=True, has_marks=False)


@pytest.mark.parametrize(
    ("facts", "days", "expected"),
    [
        (IN_ORDER, 100, []),
        (BARE, 0, []),
        (BARE, 1, [NO_TOPIC, NO_HOMEWORK]),
        (BARE, 7, [NO_TOPIC, NO_HOMEWORK]),
        (BARE, 8, [NO_TOPIC, NO_HOMEWORK, EMPTY_LESSON]),
        (replace(BARE, gives_homework=False), 1, [NO_TOPIC]),
        (replace(BARE, is_marked=False), 100, [NO_TOPIC, NO_HOMEWORK]),
        (replace(BARE, is_work=True, has_topic=True), 8, [UNMARKED_WORK]),
        (WORK, 7, []),
        (WORK, 8, [UNMARKED_WORK]),
        (replace(BARE, own_term=2), 7, [NO_TOPIC, NO_HOMEWORK]),
        (replace(WORK, own_term=10), 10, []),
        (replace(WORK, own_term=10), 11, [UNMARKED_WORK]),
        (replace(WORK, has_homework=False), 8, [UNMARKED_WORK]),
    ],
)
def test_a_lesson_is_judged_by_its_terms(facts: LessonFacts, days: int, expected: list[str]) -> None:
    assert faults_of(facts, TERMS, DAY + timedelta(days=days)) == expected


@given(
    st.builds(
        LessonFacts, st.just(DAY), *[st.booleans()] * 3, st.none() | st.integers(0, 30), *[st.booleans()] * 4
    ),
    st.integers(0, 60),
)
def test_what_is_not_in_order_stays_so_until_it_is_mended(facts: LessonFacts, days: int) -> None:
    today = DAY + timedelta(days=days)
    found = faults_of(facts, TERMS, today)
    assert set(found) <= set(faults_of(facts, TERMS, today + timedelta(days=1))) <= set(KINDS)


@pytest.mark.parametrize(("days_before", "expected"), [(9, False), (8, True), (0, True), (-5, True)])
def test_too_few_marks_are_looked_for_while_a_work_can_still_be_marked(
    days_before: int, *, expected: bool
) -> None:
    assert watches_marks(DAY, TERMS, DAY - timedelta(days=days_before)) is expected


@pytest.mark.parametrize(("lessons", "some", "usual"), [(0, 0, False), (4, 2, False), (4, 3, True)])
def test_homework_is_missed_where_most_lessons_have_some(lessons: int, some: int, *, usual: bool) -> None:
    assert gives_homework(lessons, some) is usual


@pytest.mark.parametrize(
    ("state", "event", "expected"),
    [
        ("open", "answer", "answered"),
        ("open", "close", "closed"),
        ("open", "mended", "closed"),
        ("answered", "return", "open"),
        ("answered", "close", "closed"),
        ("answered", "mended", "closed"),
    ],
)
def test_a_remark_passes_from_state_to_state(state: str, event: str, expected: str) -> None:
    assert remarks.after(state, event) == expected


EVENTS = ("answer", "close", "mended", "return")
IMPOSSIBLE = [
    (state, event) for state, known in remarks.TRANSITIONS.items() for event in EVENTS if event not in known
]


@pytest.mark.parametrize(("state", "event"), IMPOSSIBLE)
def test_nothing_else_happens_to_a_remark(state: str, event: str) -> None:
    with pytest.raises(Refused) as refusal:
        remarks.after(state, event)
    assert refusal.value.code == "remark.impossible"


def test_every_state_can_be_reached_and_a_closed_remark_stays_closed() -> None:
    reached = {after for following in remarks.TRANSITIONS.values() for after in following.values()}
    assert reached | {remarks.START} == remarks.TRANSITIONS.keys()
    assert remarks.TRANSITIONS[remarks.CLOSED] == {}
