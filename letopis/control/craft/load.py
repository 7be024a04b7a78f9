"""Неделя за неделей: какие контрольные пишет класс, по каким предметам и где норма не соблюдена."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Mark:
    """A control work in a cell of the table: its day, lesson and page; whether something is wrong with it."""

    day: date
    lesson: int
    course: int
    is_wrong: bool


@dataclass(frozen=True)
class Week:
    """A row of the table: Monday, Saturday, works by the columns' pages, how many in all."""

    starts: date
    ends: date
    cells: tuple[tuple[Mark, ...], ...]

    @property
    def count(self) -> int:
        """Works of the week."""
        return sum(map(len, self.cells))


def weeks_of(columns: Sequence[Sequence[Mark]]) -> list[Week]:
    """Weeks that have works, in order; a column for each page."""
    found: dict[date, list[list[Mark]]] = defaultdict(lambda: [[] for _column in columns])
    for place, marks in enumerate(columns):
        for mark in marks:
            found[mark.day - timedelta(days=mark.day.weekday())][place].append(mark)
    return [
        Week(monday, monday + timedelta(days=5), tuple(map(tuple, cells)))
        for monday, cells in sorted(found.items())
    ]
