"""Запись в журнал: шкала, дата, открыт ли период, зачислен ли ученик. Один вход для всех путей (п. 3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from letopis.regulation.access import Span
from letopis.regulation.refusals import Refused


@dataclass(frozen=True)
class EntryFacts:
    """What must be known of a cell before it is written.

    Attributes:
        day: day of the lesson.
        today: day of writing.
        year: days of the school year.
        enrolled: the pupil's days in the class (and subgroup, if the course is one).
        closed_on: day the lesson's period was closed for the class, None while it is open.
        reason: ground given for a correction.
        may_correct: the writer may correct after closing.
    """

    day: date
    today: date
    year: Span
    enrolled: tuple[Span, ...]
    closed_on: date | None
    reason: str = ""
    may_correct: bool = False


def check_entry(facts: EntryFacts) -> None:
    """Everything that may stand against writing a cell, in the order a teacher would ask.

    Raises:
        Refused: lesson.not_in_year, lesson.in_future, student.not_enrolled, period.closed,
            reason.required.
    """
    if not facts.year.covers(facts.day):
        raise Refused("lesson.not_in_year", "3.7", day=facts.day)
    if facts.day > facts.today:
        raise Refused("lesson.in_future", "3.7", day=facts.day)
    if not any(span.covers(facts.day) for span in facts.enrolled):
        raise Refused("student.not_enrolled", "3.8", day=facts.day)
    check_open(facts.closed_on, reason=facts.reason, may_correct=facts.may_correct)


def check_open(closed_on: date | None, *, reason: str, may_correct: bool) -> None:
    """A closed period is changed by a lawful correction with a reason only.

    Raises:
        Refused: period.closed, reason.required.
    """
    if closed_on is None:
        return
    if not may_correct:
        raise Refused("period.closed", "3.7", closed_on=closed_on)
    if not reason.strip():
        raise Refused("reason.required", "1.6", closed_on=closed_on)


def check_unchanged(old: str, stands: str) -> None:
    """Nobody is silently overwritten: the writer must have seen what stands there.

    Raises:
        Refused: conflict.
    """
    if old != stands:
        raise Refused("conflict", "1.6", theirs=stands)
