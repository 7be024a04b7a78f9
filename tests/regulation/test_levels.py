"""Первый класс: уровень и слова вместо отметки; чего довольно и что не принимается."""

from __future__ import annotations

from typing import Any

import pytest

from letopis.regulation.levels import LONGEST, LevelRule, check_level
from letopis.regulation.settings import read_settings
from letopis.school.craft.first_act import first_act
from tests.regulation.refusing import told

RULE = read_settings(1, first_act()["rules"]).levels
STRICT = LevelRule(RULE.names, needs_text=True, blocks_closing=True)
WORDS_ONLY = LevelRule({}, needs_text=False, blocks_closing=True)


def test_the_first_act_names_four_levels() -> None:
    assert list(RULE.names) == ["выс", "пов", "баз", "низ"]
    assert (RULE.needs_text, RULE.blocks_closing) == (False, True)


@pytest.mark.parametrize(
    ("rule", "level", "text", "enough"),
    [
        (RULE, "", "", False),
        (RULE, "баз", "", True),
        (RULE, "", "Читает по слогам", True),
        (STRICT, "баз", "", False),
        (STRICT, "", "Читает", False),
        (STRICT, "баз", "Читает", True),
        (WORDS_ONLY, "", "", False),
        (WORDS_ONLY, "", "Читает", True),
    ],
)
def test_what_is_enough(rule: LevelRule, level: str, text: str, enough: bool) -> None:
    assert rule.is_told(level, text) is enough


def test_a_level_and_a_text_in_order_are_taken() -> None:
    check_level(RULE, "баз", "Читает", is_unmarked=True)
    check_level(RULE, "", "", is_unmarked=True)
    check_level(RULE, "", "", is_unmarked=True, is_exempt=True)
    check_level(RULE, "", "я" * LONGEST, is_unmarked=True)


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"level": "баз", "text": "", "is_unmarked": False}, ("level.marked_class", "3.7", {})),
        ({"level": "баз", "text": "", "is_unmarked": True, "is_exempt": True}, ("level.exempt", "3.5", {})),
        (
            {"level": "", "text": "Читает", "is_unmarked": True, "is_exempt": True},
            ("level.exempt", "3.5", {}),
        ),
        (
            {"level": "5", "text": "", "is_unmarked": True},
            ("level.unknown", "3.7", {"value": "5", "allowed": ", ".join(RULE.names.values())}),
        ),
        (
            {"level": "", "text": "я" * (LONGEST + 1), "is_unmarked": True},
            ("text.too_long", "", {"limit": 1000, "length": 1001}),
        ),
    ],
)
def test_what_is_not_taken(given: dict[str, Any], refused: tuple[str, str, dict[str, object]]) -> None:
    assert told(check_level, RULE, **given) == refused
