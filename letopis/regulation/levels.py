"""Обучение без отметок: уровень и слова о каждом ученике, предмете и периоде вместо числа (п. 2.2, 3.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from letopis.regulation.refusals import Refused

CLAUSE, EXEMPTION = "3.7", "3.5"
LONGEST = 1000  # signs of what is said about a pupil


@dataclass(frozen=True)
class LevelRule:
    """What the act says of achievements that are not marked.

    Attributes:
        names: short sign → name of a level, best first; none where the school tells in words only.
        needs_text: a level alone is not enough.
        blocks_closing: a period is not closed while somebody's achievements are not told.
    """

    names: Mapping[str, str]
    needs_text: bool
    blocks_closing: bool

    def is_told(self, level: str, text: str) -> bool:
        """Whether enough is said about a pupil."""
        if self.needs_text or not self.names:
            return bool(text) and (bool(level) or not self.names)
        return bool(level or text)


def check_level(
    rule: LevelRule, level: str, text: str, *, is_unmarked: bool, is_exempt: bool = False
) -> None:
    """What may stand against a level and a text; both empty take back what was told.

    Args:
        rule: what the act says.
        level: sign of the level, "" for none.
        text: words, "" for none.
        is_unmarked: the class is taught without marks.
        is_exempt: the pupil is exempt from the subject all through the period.

    Raises:
        Refused: level.marked_class, level.exempt, level.unknown, text.too_long.
    """
    if not is_unmarked:
        raise Refused("level.marked_class", CLAUSE)
    if is_exempt and (level or text):
        raise Refused("level.exempt", EXEMPTION)
    if level and level not in rule.names:
        raise Refused("level.unknown", CLAUSE, value=level, allowed=", ".join(rule.names.values()))
    if len(text) > LONGEST:
        raise Refused("text.too_long", "", limit=LONGEST, length=len(text))
