"""Права: таблица читается как правило школы, всё не названное запрещено."""

from __future__ import annotations

from datetime import date

import pytest

from letopis.regulation import access
from letopis.regulation.access import Span, Standing, Target, check, check_proof, permits
from letopis.regulation.clauses import CLAUSES, home_of
from letopis.regulation.entries import EntryFacts, check_entry, check_unchanged
from letopis.regulation.refusals import Refused

DAY = date(2026, 10, 21)
TERM = Span(date(2026, 9, 1), date(2026, 10, 31))


def test_only_known_roles_and_scopes_stand_in_the_table() -> None:
    scopes = {access.SCHOOL, access.OWN_CLASS, access.OWN_COURSE, access.OWN_RECORD}
    for grants in access.DEEDS.values():
        assert set(grants) <= set(access.ROLES)
        assert set(grants.values()) <= scopes


def test_an_unknown_deed_is_nobodys() -> None:
    everything = Standing(1, DAY, frozenset(access.ROLES))
    assert not permits("journal.burn", everything)


def test_the_administrator_sees_no_records() -> None:
    admin = Standing(1, DAY, frozenset({access.ADMIN}))
    target = Target(course=1, class_group=1, student=1, on=DAY)
    seen = {deed for deed in access.DEEDS if permits(deed, admin, target)}
    open_to_admin = {"self", "keys.look_after", "rights.read", "rights.open_records", "rights.see_looks"}
    assert seen == open_to_admin | {"trace.seal", "trace.verify"}


def test_an_appointment_counts_on_its_days() -> None:
    teacher = Standing(1, DAY, frozenset({access.TEACHER}), {7: (TERM,)})
    assert permits("journal.put_mark", teacher, Target(course=7, on=DAY))
    assert permits("journal.read", teacher, Target(course=7))
    assert not permits("journal.put_mark", teacher, Target(course=8, on=DAY))
    with pytest.raises(Refused, match=r"teacher\.not_appointed"):
        check("journal.put_mark", teacher, Target(course=7, on=date(2026, 11, 1)))
    with pytest.raises(Refused, match=r"access\.denied"):
        check("journal.put_mark", teacher, Target(course=8, on=DAY))


def test_a_page_is_taught_on_the_days_of_its_appointment() -> None:
    september = Span(date(2026, 9, 1), date(2026, 9, 30))
    courses = {1: (september,), 2: (Span(date(2026, 10, 1)),), 3: ()}
    assert Standing(1, date(2026, 9, 30), courses=courses).taught == {1}
    assert Standing(1, date(2026, 10, 1), courses=courses).taught == {2}


def test_what_is_granted_passes_without_a_word() -> None:
    check("self", Standing(1, DAY, frozenset({access.PUPIL})))


def test_one_leads_ones_class_and_reads_ones_own_record() -> None:
    leader = Standing(1, DAY, frozenset({access.CLASS_TEACHER}), classes=frozenset({3}))
    assert permits("results.class_sheet", leader, Target(class_group=3))
    assert not permits("results.class_sheet", leader, Target(class_group=4))
    parent = Standing(2, DAY, frozenset({access.PARENT}), students=frozenset({5}))
    assert permits("results.pupil", parent, Target(student=5))
    assert not permits("results.pupil", parent, Target(student=6))


def facts(**changes: object) -> EntryFacts:
    """A cell nothing stands against, with changes."""
    common = {"day": DAY, "today": DAY, "year": TERM, "enrolled": (TERM,), "closed_on": None}
    return EntryFacts(**{**common, **changes})  # type: ignore[arg-type]


def test_an_entry_nothing_stands_against_passes() -> None:
    check_entry(facts())
    check_entry(facts(closed_on=DAY, may_correct=True, reason="протокол 4"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"year": Span(date(2026, 11, 1))}, "lesson.not_in_year"),
        ({"today": date(2026, 10, 20)}, "lesson.in_future"),
        ({"enrolled": ()}, "student.not_enrolled"),
        ({"enrolled": (Span(date(2026, 10, 22)),)}, "student.not_enrolled"),
        ({"closed_on": DAY}, "period.closed"),
        ({"closed_on": DAY, "may_correct": True}, "reason.required"),
        ({"closed_on": DAY, "may_correct": True, "reason": "  "}, "reason.required"),
    ],
)
def test_what_stands_against_an_entry(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_entry(facts(**changes))
    assert refused.value.code == code


def test_nobody_is_silently_overwritten() -> None:
    check_unchanged("4", "4")
    with pytest.raises(Refused) as refused:
        check_unchanged("", "4")
    assert refused.value.facts == {"theirs": "4"}


def test_every_clause_has_a_home_and_says_what_it_asks() -> None:
    assert all(asks for _home, asks in CLAUSES.values())
    assert len(CLAUSES) == 29, "every clause of the regulation, none left out"
    assert home_of("4.2") == "letopis.regulation.access.check"


def test_what_is_granted_for_the_thing_asked_about_is_let_through() -> None:
    own = Standing(1, date(2026, 10, 5), frozenset({"teacher"}), {7: (Span(date(2026, 9, 1)),)})
    check("journal.put_mark", own, Target(course=7, on=date(2026, 10, 5)))
    with pytest.raises(Refused, match=r"access\.denied"):
        check("journal.put_mark", own, Target(course=8, on=date(2026, 10, 5)))


def test_a_substitute_writes_the_one_lesson_given_and_reads_its_page() -> None:
    substitute = Standing(1, DAY, frozenset({access.TEACHER}), lessons=frozenset({(7, DAY, 3)}))
    check("journal.put_mark", substitute, Target(course=7, on=DAY, number=3))
    check("journal.read", substitute, Target(course=7))
    with pytest.raises(Refused, match=r"teacher\.other_lesson"):
        check("journal.put_mark", substitute, Target(course=7, on=DAY, number=4))
    for foreign in (Target(course=8, on=DAY, number=3), Target(course=7, on=DAY), Target(course=8)):
        with pytest.raises(Refused, match=r"access\.denied"):
            check("journal.put_period_mark", substitute, foreign)


def test_what_is_closed_waits_for_a_proof_of_who_it_is() -> None:
    check_proof(Standing(1, DAY))
    with pytest.raises(Refused) as refused:
        check_proof(Standing(1, DAY, is_unproven=True))
    assert (refused.value.code, refused.value.clause) == ("login.unsure", "4.2")
