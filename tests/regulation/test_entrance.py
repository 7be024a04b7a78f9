"""Правила входа: короткий пароль не разрешит никто, второй ключ — в срок самой строгой должности."""

from __future__ import annotations

from datetime import date

import pytest

from letopis.regulation.access import DEEDS
from letopis.regulation.entrance import SENSITIVE, EntranceRules, SessionTerm
from tests.regulation.refusing import told

ENOUGH = {"pupil": 8, "parent": 8, "staff": 12}
RULES = EntranceRules(ENOUGH, {"deputy": 14, "admin": 7})
FIRST = date(2026, 9, 1)


@pytest.mark.parametrize("who", ["pupil", "parent", "staff"])
@pytest.mark.parametrize("least", [7, 0, None])
def test_a_password_shorter_than_the_standard_is_no_rule(who: str, least: int | None) -> None:
    short = {name: signs for name, signs in {**ENOUGH, who: least}.items() if signs is not None}
    facts = {"name": "entrance", "what": f"passwords: {who} < 8"}
    assert told(EntranceRules, short, {}) == ("reference.malformed", "", facts)


@pytest.mark.parametrize(
    ("roles", "needs", "due"),
    [
        ({"teacher"}, False, None),
        (set(), False, None),
        ({"deputy", "teacher"}, True, date(2026, 9, 15)),
        ({"deputy", "admin"}, True, date(2026, 9, 8)),
    ],
)
def test_the_strictest_post_sets_the_day_of_the_second_key(
    roles: set[str], needs: bool, due: date | None
) -> None:
    assert RULES.needs_second_key(frozenset(roles)) is needs
    assert RULES.key_due(frozenset(roles), FIRST) == due


@pytest.mark.parametrize(
    ("roles", "term"),
    [
        ({"teacher"}, SessionTerm(120, 12)),
        ({"teacher", "deputy"}, SessionTerm(60, 12)),
        ({"parent", "teacher"}, SessionTerm(90, 12)),
        ({"pupil"}, None),
        (set(), None),
    ],
)
def test_the_strictest_post_sets_how_long_an_entry_lasts(roles: set[str], term: SessionTerm | None) -> None:
    terms = {"teacher": SessionTerm(120, 12), "deputy": SessionTerm(60, 24), "parent": SessionTerm(90, 168)}
    assert EntranceRules(ENOUGH, {}, terms).session_of(frozenset(roles)) == term


@pytest.mark.parametrize(("idle", "longest"), [(5, 12), (60, 1), (60, 720)])
def test_the_shortest_and_the_longest_entry_are_allowed(idle: int, longest: int) -> None:
    assert EntranceRules(ENOUGH, {}, {"teacher": SessionTerm(idle, longest)}).session_of(
        frozenset({"teacher"})
    ) == SessionTerm(idle, longest)


@pytest.mark.parametrize(("idle", "longest"), [(4, 12), (60, 0), (60, 721)])
def test_an_entry_is_neither_a_moment_nor_for_ever(idle: int, longest: int) -> None:
    facts = {"name": "entrance", "what": f"sessions: {idle}, {longest}"}
    assert told(SessionTerm, idle, longest) == ("reference.malformed", "", facts)


def test_sensitive_deeds_are_deeds_of_the_table_and_are_asked_about_as_the_school_says() -> None:
    assert {deed for deeds in SENSITIVE.values() for deed in deeds} <= DEEDS.keys()
    rules = EntranceRules(ENOUGH, {}, sure={"closed": 15, "rights": 30})
    assert rules.sure_for("journal.close_period") == 15
    assert rules.sure_for("journal.open_correction") == 15
    assert rules.sure_for("people.appoint") == 30
    assert rules.sure_for("exchange.import") is None
    assert rules.sure_for("journal.put_mark") is None
