"""Развороты: сколько столбцов и строк ложится на две страницы, чтобы их можно было прочесть."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import ceil
from typing import TypeVar

from letopis.paper.craft.book_forms import BookMonth

C = TypeVar("C", bound="Placed")
MOST_UNITS = 36  # of 3,5 mm on an A4 page beside the names: a figure of 8 points still has air around it
TOTAL_UNITS = 2
ROWS_HEIGHT = 224.0  # mm of an A4 page for rows of lessons
LINE, AROUND = 2.85, 1.1  # mm: a line of 8 points, what stands around it
LEAST, HIGHEST = 5.4, 7.0  # mm of a row with one line
TOPIC_SIGNS, HOMEWORK_SIGNS = 52, 36  # letters of that size in a line of the two columns


@dataclass(frozen=True)
class Placed:
    """A column to be laid out.

    Attributes:
        day: day of a lesson, None for a total.
        units: its width.
        height: mm its lesson takes on the right-hand page, 0 for a total.
    """

    day: date | None
    units: int = 1
    height: float = 0.0


def row_height(topic: str, homework: str) -> float:
    """Mm a lesson takes on the right-hand page."""
    lines = max(ceil(len(topic) / TOPIC_SIGNS), ceil(len(homework) / HOMEWORK_SIGNS), 1)
    return max(LEAST, lines * LINE + AROUND)


def spreads_of(columns: Sequence[C]) -> list[list[C]]:
    """Columns by spreads: as few spreads as can be, as even as can be; a total stays with its lesson."""
    share = _share(columns, lambda one: one.units, MOST_UNITS)
    tall = _share(columns, lambda one: one.height, ROWS_HEIGHT)
    found: list[list[C]] = []
    units = height = 0.0
    for column in columns:
        full = units + column.units > MOST_UNITS or height + column.height > ROWS_HEIGHT
        is_even = column.day is not None and (units >= share or 0 < tall <= height)
        if not found or full or is_even:
            found.append([])
            units = height = 0.0
        found[-1].append(column)
        units += column.units
        height += column.height
    return found


def _share(columns: Iterable[C], size: Callable[[C], float], most: float) -> float:
    """What each spread takes when all are even."""
    whole = sum(map(size, columns))
    return whole / max(1, ceil(whole / most))


def lowest_row(columns: Sequence[Placed]) -> float:
    """Mm of the lowest row of lessons, so that the rows fill the page and none of them falls out of it."""
    heights = [one.height for one in columns if one.height]
    if not heights:
        return LEAST
    return round(min(HIGHEST, LEAST + (ROWS_HEIGHT - sum(heights)) / len(heights)), 2)


def months_of(columns: Iterable[Placed], name: Callable[[int], str]) -> tuple[BookMonth, ...]:
    """Months over the columns, "" over totals; a month that runs on after a total is named again."""
    runs = groupby(columns, key=lambda one: one.day.month if one.day else 0)
    return tuple(BookMonth(name(month) if month else "", len(list(run))) for month, run in runs)
