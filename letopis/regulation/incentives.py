"""Стимулирующие баллы: таблица школы, каждый балл выводится из числа и его фактов (п. 1.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

# What a criterion may measure: the code of a figure of a teacher's work over a span of days.
MEASURES = ("pass_rate", "quality_rate", "simonov", "mean", "timely", "winners")


@dataclass(frozen=True)
class Criterion:
    """A row of the points table; data of the act.

    Attributes:
        name: as the table prints it.
        measure: one of MEASURES.
        steps: (from which figure, how many points), the lowest first.
    """

    name: str
    measure: str
    steps: tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True)
class Scored:
    """Points by one criterion, with what they were made of.

    Attributes:
        figure: the measured figure, None where there is nothing to measure.
        step: the figure from which these points are given, None where the lowest is not reached.
    """

    criterion: Criterion
    figure: Fraction | None
    step: Fraction | None
    points: Fraction


def scored(criteria: Iterable[Criterion], figures: Mapping[str, Fraction | None]) -> list[Scored]:
    """Points of a teacher by every criterion.

    Args:
        criteria: the table of the act in force.
        figures: measure → figure, None where there is nothing to measure.
    """
    return [_scored(one, figures.get(one.measure)) for one in criteria]


def _scored(criterion: Criterion, figure: Fraction | None) -> Scored:
    reached = [] if figure is None else [step for step in criterion.steps if step[0] <= figure]
    step, points = max(reached, default=(None, Fraction(0)))
    return Scored(criterion, figure, step, points)


def total(rows: Iterable[Scored]) -> Fraction:
    """The sum of points."""
    return sum((row.points for row in rows), Fraction(0))
