"""Передача обязанностей: что может приказ и чего не может."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from letopis.regulation.access import DEEDS, OPENED, Standing, clause_of, permits
from letopis.regulation.delegation import HANDED, LONGEST, check_delegation, check_mixing
from tests.regulation.refusing import told

TODAY = date(2026, 10, 28)
WEEK = timedelta(days=7)


@pytest.mark.parametrize("role", HANDED)
def test_a_post_is_handed_over_for_a_week(role: str) -> None:
    check_delegation(role, "", (TODAY, TODAY + WEEK), TODAY)


@pytest.mark.parametrize(
    ("role", "deed", "starts", "ends", "code"),
    [
        ("class_teacher", "", 0, 7, "delegation.role"),
        ("parent", "", 0, 7, "delegation.role"),
        ("deputy", "journal.put_mark", 0, 7, "delegation.deed"),
        ("deputy", "no.such", 0, 7, "delegation.deed"),
        ("deputy", "", 7, 0, "delegation.days"),
        ("deputy", "", -7, -1, "delegation.past"),
        ("deputy", "", 0, LONGEST.days + 1, "delegation.too_long"),
    ],
)
def test_an_order_cannot_do_everything(role: str, deed: str, starts: int, ends: int, code: str) -> None:
    days = (TODAY + timedelta(days=starts), TODAY + timedelta(days=ends))
    facts = {"day": days[1]} if code == "delegation.past" else {}
    assert told(check_delegation, role, deed, days, TODAY) == (code, "4.2", facts)


def test_the_longest_order_lasts_a_year() -> None:
    check_delegation("deputy", "", (TODAY, TODAY + LONGEST), TODAY)


def test_one_deed_of_a_post_is_handed_over() -> None:
    check_delegation("deputy", "journal.close_period", (TODAY, TODAY), TODAY)


@pytest.mark.parametrize(
    ("role", "taker", "mixed"),
    [
        ("admin", {"clerk"}, True),
        ("principal", {"admin"}, True),
        ("admin", {"admin"}, False),
        ("deputy", {"teacher"}, False),
    ],
)
def test_running_the_program_and_keeping_records_are_not_mixed(
    role: str, taker: set[str], mixed: bool
) -> None:
    if mixed:
        assert told(check_mixing, role, frozenset(taker)) == ("delegation.mixed", "4.2", {})
    else:
        check_mixing(role, frozenset(taker))


def test_a_deed_given_besides_the_roles_counts_and_an_invented_one_does_not() -> None:
    given = Standing(1, TODAY, deeds=frozenset({"journal.close_period", "no.such"}))
    assert permits("journal.close_period", given)
    assert not permits("journal.correct_mark", given)
    assert not permits("no.such", given)


def test_opened_records_are_read_and_never_written() -> None:
    assert DEEDS.keys() >= OPENED
    assert not any("put" in deed or "close" in deed or "record" in deed for deed in OPENED)


def test_every_deed_rests_on_a_clause() -> None:
    assert all(clause_of(deed) for deed in DEEDS)
    assert (clause_of("journal.read"), clause_of("self")) == ("3.4", "4.2")
