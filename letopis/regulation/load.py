"""Норма контрольных работ: не чаще срока, не больше доли часов, не на первом и последнем уроке (п. 1.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import ceil

WEEK = 7


@dataclass(frozen=True)
class LoadNorm:
    """How many control works a parallel may write in a subject.

    Attributes:
        weeks: least distance between two control works of a subject, in weeks.
        share: greatest share of the year's lessons of a subject.
        spares_edges: none on the first and the last lesson of the day.
    """

    weeks: Fraction
    share: Fraction
    spares_edges: bool

    def allowed(self, lessons: int) -> int:
        """How many control works so many lessons of a subject may hold."""
        return int(self.share * lessons)


@dataclass(frozen=True)
class Work:
    """A control work in the plan or in the register.

    Attributes:
        day: its day.
        is_edge: it stands on the class's first or last lesson of that day.
    """

    day: date
    is_edge: bool = False


@dataclass(frozen=True)
class Breach:
    """Where the norm is not kept.

    Attributes:
        kind: code of what is wrong: load.too_often, load.too_many, load.edge.
        day: day of the work, None for the whole year.
        figure: days since the work before, or works of the year; 0 where there is none.
        norm: what the act allows, in the same unit.
    """

    kind: str
    day: date | None = None
    figure: int = 0
    norm: Fraction = Fraction(0)

    @property
    def facts(self) -> dict[str, object]:
        """What its sentence needs; of days and works only whole ones count."""
        told: dict[str, object] = {"figure": self.figure, "norm": ceil(self.norm)}
        return {**told, "day": self.day} if self.day else told


def breaches(works: Iterable[Work], lessons: int, norm: LoadNorm) -> list[Breach]:
    """Where the control works of one subject in one class break the norm.

    Args:
        works: control works of a year, in any order.
        lessons: lessons of the subject in that year.
        norm: what the act allows.
    """
    found = sorted(works, key=lambda work: work.day)
    edges = [Breach("load.edge", work.day) for work in found if norm.spares_edges and work.is_edge]
    return [*_too_often(found, norm), *edges, *_too_many(found, lessons, norm)]


def _too_often(works: Sequence[Work], norm: LoadNorm) -> list[Breach]:
    least = norm.weeks * WEEK
    distances = [((later.day - earlier.day).days, later.day) for earlier, later in pairwise(works)]
    return [Breach("load.too_often", day, days, least) for days, day in distances if days < least]


def _too_many(works: Sequence[Work], lessons: int, norm: LoadNorm) -> list[Breach]:
    allowed = norm.allowed(lessons)
    return [Breach("load.too_many", None, len(works), Fraction(allowed))] if len(works) > allowed else []
