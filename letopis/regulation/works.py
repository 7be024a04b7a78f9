"""Ожидаемые работы: точка в клетке ждёт отметки до срока и может не дать закрыть период (п. 3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class ExpectedWorks:
    """What the act says of works that are yet to come.

    Attributes:
        days: calendar days from the lesson in which the mark is to be put.
        blocks_closing: a period is not closed while one of its works is expected.
    """

    days: int
    blocks_closing: bool

    def due(self, lesson: date) -> date:
        """The last day of the term."""
        return lesson + timedelta(days=self.days)

    def is_overdue(self, lesson: date, today: date) -> bool:
        """Whether the term has passed."""
        return today > self.due(lesson)
