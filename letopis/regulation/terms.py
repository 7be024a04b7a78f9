"""Сроки выставления: к какому дню в журнале должны стоять тема, пропуски и отметки (п. 1.3, 3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class EntryTerms:
    """How soon the register is filled in; calendar days, 0 is the same day.

    Attributes:
        lesson: days after the lesson for its topic, homework and absences.
        oral: days after the lesson for a mark given in it.
        written: days after the lesson for the marks of a work, where its kind names no term of its own.
        period: days before the end of a period by which its marks stand.
    """

    lesson: int
    oral: int
    written: int
    period: int

    def lesson_due(self, day: date) -> date:
        """The last day to write a lesson's topic, homework and absences in time."""
        return day + timedelta(days=self.lesson)

    def marks_due(self, day: date, *, is_work: bool, own: int | None = None) -> date:
        """The last day to put the marks of a lesson in time.

        Args:
            day: day of the lesson.
            is_work: the lesson was a work of a named kind.
            own: the term of that kind of work, where the act names one.
        """
        if not is_work:
            return day + timedelta(days=self.oral)
        return day + timedelta(days=self.written if own is None else own)

    def period_due(self, ends: date) -> date:
        """The last day to put the marks of a period in time."""
        return ends - timedelta(days=self.period)


def days_late(due: date, done: date) -> int:
    """How many calendar days after its term a thing was done; 0 in time."""
    return max((done - due).days, 0)
