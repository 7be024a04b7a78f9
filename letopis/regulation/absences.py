"""Пропуски и документы о них: причина стоит в документе, знак в клетке не меняется (п. 3.4, 3.5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from letopis.regulation.access import Span
from letopis.regulation.attendance import AbsenceRule
from letopis.regulation.marks import Scale
from letopis.regulation.refusals import Refused

ILLNESS, EXCUSED, UNEXCUSED, LATE = "illness", "excused", "unexcused", "late"
REASONS = (ILLNESS, EXCUSED)  # what a document may say


@dataclass(frozen=True)
class DocumentKind:
    """A kind of document about an absence; the list belongs to an edition of the act.

    Attributes:
        code: its name in the data, e.g. "medical".
        name: as people call it, e.g. "справка врача".
        reason: what it proves, "illness" or "excused".
    """

    code: str
    name: str
    reason: str

    def __post_init__(self) -> None:
        if self.reason not in REASONS:
            raise ValueError(f"absence_documents.{self.code}.reason")


class Paper(NamedTuple):
    """A document in force: the days it covers and what it proves."""

    days: Span
    reason: str


def reason_of(sign: str, day: date, papers: Iterable[Paper], scale: Scale) -> str:
    """Why a lesson was missed: what the sign says itself, else what the documents of the day say.

    Where documents overlap, illness goes before another reason. A late arrival stays a late arrival.
    """
    if sign == scale.late:
        return LATE
    if sign in scale.illness:
        return ILLNESS
    found = {paper.reason for paper in papers if paper.days.covers(day)}
    if ILLNESS in found:
        return ILLNESS
    return EXCUSED if found or sign in scale.excused else UNEXCUSED


class Counts(NamedTuple):
    """Missed lessons or days; illness is a part of the excused."""

    missed: int = 0
    illness: int = 0
    excused: int = 0

    @property
    def other(self) -> int:
        """Excused for another reason than illness."""
        return self.excused - self.illness

    @property
    def unexcused(self) -> int:
        """Missed without a valid reason, or with none told yet."""
        return self.missed - self.excused

    def plus(self, reason: str, number: int = 1) -> Counts:
        """The same with so many more missed for a reason."""
        return Counts(
            self.missed + number,
            self.illness + (number if reason == ILLNESS else 0),
            self.excused + (number if reason in REASONS else 0),
        )


@dataclass(frozen=True)
class MissedDay:
    """A day on which a pupil missed something or came late.

    Attributes:
        held: lessons the pupil's class and subgroups had that day.
        signs: absence sign → in how many lessons it stands.
    """

    day: date
    held: int
    signs: Mapping[str, int]


class Tally(NamedTuple):
    """Absences of a pupil in a span.

    Attributes:
        days: whole days missed; None where only sums of lessons are known.
        late: late arrivals, which are no absences.
    """

    lessons: Counts = Counts()
    days: Counts | None = Counts()
    late: int = 0


def tally_of(days: Iterable[MissedDay], papers: Collection[Paper], scale: Scale, rule: AbsenceRule) -> Tally:
    """Absences by reason, lessons and whole days; late arrivals apart."""
    lessons, whole, late = Counts(), Counts(), 0
    for one in days:
        reasons = by_reason(one, papers, scale)
        late += reasons.pop(LATE, 0)
        for reason, number in reasons.items():
            lessons = lessons.plus(reason, number)
        if rule.misses_day(one.held, sum(reasons.values())):
            whole = whole.plus(reason_of_day(reasons))
    return Tally(lessons, whole, late)


def by_reason(one: MissedDay, papers: Collection[Paper], scale: Scale) -> dict[str, int]:
    """Reason → in how many lessons of the day."""
    found: dict[str, int] = {}
    for sign, number in one.signs.items():
        reason = reason_of(sign, one.day, papers, scale)
        found[reason] = found.get(reason, 0) + number
    return found


def reason_of_day(reasons: Collection[str]) -> str:
    """Why a day was missed: it is excused only where every missed lesson of it is."""
    if UNEXCUSED in reasons:
        return UNEXCUSED
    return ILLNESS if ILLNESS in reasons else EXCUSED


@dataclass(frozen=True)
class DocumentFacts:
    """What must be known of a document before it is entered.

    Attributes:
        days: first and last day it covers.
        year: days of the school year.
        enrolled: the pupil's days in the class.
        kind: code of its kind.
        kinds: codes the act in force knows.
    """

    days: Span
    year: Span
    enrolled: tuple[Span, ...]
    kind: str
    kinds: Collection[str]


def check_document(facts: DocumentFacts) -> None:
    """Everything that may stand against a document. A closed period does not: an excuse may come later.

    Raises:
        Refused: document.kind, document.days, document.not_in_year, document.not_enrolled.
    """
    starts, ends = facts.days.starts, facts.days.ends
    if facts.kind not in facts.kinds:
        raise Refused("document.kind", "1.7", day=starts)
    if ends is None or ends < starts:
        raise Refused("document.days", "3.5", day=starts)
    if not (facts.year.covers(starts) and facts.year.covers(ends)):
        raise Refused("document.not_in_year", "3.5", first=facts.year.starts, last=facts.year.ends)
    if not any(_meet(span, facts.days) for span in facts.enrolled):
        raise Refused("document.not_enrolled", "3.8", day=starts)


def _meet(one: Span, two: Span) -> bool:
    return one.covers(two.starts) or two.covers(one.starts)
