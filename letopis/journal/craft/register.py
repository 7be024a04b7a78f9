"""Страница журнала как краткие данные: их рисует один модуль в браузере."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from letopis.regulation.averages import (
    AnnualRule,
    Rounding,
    Weighed,
    proposal,
    shown,
    weighted_mean,
)
from letopis.regulation.offers import PassRule, offered_for_year

CORRECTED = 1
SEPARATOR = ","
LOCKED = 7  # place of the lock in a lesson's tuple
BY_HAND, FINAL_CORRECTED = 1, 2
Tuple = list[object]


class LessonRow(NamedTuple):
    """A lesson as the grid needs it; its day is written YYYY-MM-DD.

    Attributes:
        given_by: who gave it in the teacher's place, "" where the teacher did.
    """

    id: int
    day: str
    number: int
    topic: str
    homework: str
    type_id: int | None
    short: str
    weight: float
    given_by: str = ""

    def as_tuple(self, *, locked: bool) -> Tuple:
        """Values in the order the grid reads them."""
        weight = int(self.weight) if self.weight == int(self.weight) else self.weight
        told: Tuple = [self.given_by] if self.given_by else []
        return [
            self.id, self.day, self.number, self.short, weight,
            self.topic, self.homework, int(locked), int(weight > 1), self.type_id, *told,
        ]  # fmt: skip


@dataclass
class Cells:
    """Cells and period marks of one page, by the rows and columns of the grid.

    Attributes:
        lines: a line for each row: its cells from the first column on, between commas.
        beside: what stands beside a value: row, column, flags, note.
        told: mean and proposal of a year by row.
        parts: a period of the year: its short and full title, then its mark in each row.
    """

    lines: list[str] = field(default_factory=list)
    beside: list[Tuple] = field(default_factory=list)
    finals: list[Tuple] = field(default_factory=list)
    told: list[Tuple] = field(default_factory=list)
    parts: list[Tuple] = field(default_factory=list)


def lines_of(students: Iterable[int], columns: list[str]) -> list[str]:
    """A line of cells for each pupil, out of a text for each lesson: a pupil's number and a sign by turns.

    A browser splits a line at once; no sign of a scale has a comma or a line's end in it.
    """
    lines = {str(student): [""] * len(columns) for student in students}
    for number, column in enumerate(columns):
        rows = column.split("\n") if column else []
        for student, sign in zip(rows[::2], rows[1::2], strict=True):
            if student in lines:
                lines[student][number] = sign
    return [SEPARATOR.join(line).rstrip(SEPARATOR) for line in lines.values()]


def final_tuple(row: int, value: str, flags: int) -> Tuple:
    """One period mark; the flags are left out where there is nothing to say."""
    return [row, value, flags] if flags else [row, value]


def final_flags(*, by_calculation: bool, corrected: bool) -> int:
    """What is special about a period mark."""
    return (0 if by_calculation else BY_HAND) | (FINAL_CORRECTED if corrected else 0)


def told_of(parts: list[Weighed], rule: Rounding) -> tuple[str, str]:
    """Mean as shown and the mark by calculation, "" where there is none."""
    proposed = proposal(parts, rule)
    return shown(weighted_mean(parts)), "" if proposed is None else str(proposed)


def told_of_year(marks: list[str], rule: Rounding, annual: AnnualRule, passes: PassRule) -> tuple[str, str]:
    """Mean of the period marks as shown and the annual mark by the rules."""
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    mean = shown(weighted_mean([Weighed(number, 1) for number in numbers]))
    return mean, offered_for_year(marks, rule, annual, passes)
