"""Правила входа: короткий пароль не разрешит никто, второй ключ — в срок самой строгой должности."""

from __future__ import annotations

from datetime import date

import pytest

from letopis.regulation.entrance import EntranceRules
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
