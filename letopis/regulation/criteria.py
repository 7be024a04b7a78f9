"""Критерии работы: баллы по критериям, их сумма и отметка по таблице перевода (п. 1.3, 3.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from letopis.regulation.refusals import Refused

CLAUSE = "3.7"
MOST_CRITERIA, MOST_POINTS = 12, 100


@dataclass(frozen=True)
class Criterion:
    """What a work is judged by, and how many points it brings at most."""

    name: str
    most: int


@dataclass(frozen=True)
class Step:
    """From how much a mark is given: points of a work's own table, or a share of all points."""

    least: Fraction
    mark: str


@dataclass(frozen=True)
class Work:
    """A work judged by criteria.

    Attributes:
        steps: its table, the best mark first.
        in_points: the table is the work's own, in points; otherwise the edition's, in shares of all points.
    """

    criteria: tuple[Criterion, ...]
    steps: tuple[Step, ...]
    in_points: bool = False

    @property
    def most(self) -> int:
        """All points of the work."""
        return sum(one.most for one in self.criteria)

    def total(self, points: Sequence[int | None]) -> int | None:
        """Sum of a pupil's points, None while a criterion is not judged yet."""
        given = [one for one in points if one is not None]
        return sum(given) if given and len(given) == len(self.criteria) else None

    def mark_of(self, points: Sequence[int | None]) -> str:
        """The mark by the table, "" while points are missing or the table gives none."""
        total = self.total(points)
        if total is None:
            return ""
        reached = Fraction(total) if self.in_points else Fraction(total, self.most)
        return next((step.mark for step in self.steps if reached >= step.least), "")


def steps_of(rows: Sequence[tuple[Fraction, str]]) -> tuple[Step, ...]:
    """A table in the order of its marks, the best first."""
    return tuple(Step(least, mark) for least, mark in sorted(rows, reverse=True))


def check_work(work: Work, marks: Sequence[str]) -> None:
    """What may stand against criteria and a table.

    Args:
        work: what is wanted.
        marks: marks of the page's scale.

    Raises:
        Refused: work.no_criteria, work.criterion, work.table.
    """
    if not 0 < len(work.criteria) <= MOST_CRITERIA:
        raise Refused("work.no_criteria", CLAUSE, limit=MOST_CRITERIA)
    for one in work.criteria:
        if not one.name or not 0 < one.most <= MOST_POINTS:
            raise Refused("work.criterion", CLAUSE, name=one.name, limit=MOST_POINTS)
    top = work.most if work.in_points else 1
    for step in work.steps:
        if step.mark not in marks or not 0 <= step.least <= top:
            raise Refused("work.table", CLAUSE, value=step.mark, allowed=", ".join(marks), most=work.most)


def check_points(work: Work, points: Sequence[int | None]) -> None:
    """Points fit their criteria.

    Raises:
        Refused: work.points.
    """
    for criterion, given in zip(work.criteria, points, strict=True):
        if given is not None and not 0 <= given <= criterion.most:
            raise Refused("work.points", CLAUSE, name=criterion.name, value=given, most=criterion.most)
