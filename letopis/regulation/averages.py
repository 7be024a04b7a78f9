"""Средние и предложенные отметки: точные дроби, округление по редакции локального акта (п. 3.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Weighed:
    """Numeric marks of one lesson or period with their weight.

    Attributes:
        total: sum of the marks (points).
        count: how many marks.
        weight: weight of each of them.
    """

    total: int
    count: int
    weight: Fraction = Fraction(1)


@dataclass(frozen=True)
class Rounding:
    """How a mean becomes a mark.

    Attributes:
        threshold: fraction of a point from which one rounds up (0.5, 0.6, 0.65, 0.7).
        minimum: fewer marks than this give no proposal.
    """

    threshold: Fraction
    minimum: int = 1


def weighted_mean(parts: Iterable[Weighed]) -> Fraction | None:
    """Σ(mark·weight)/Σ(weight), exact; None where nothing counts."""
    points = Fraction(0)
    weights = Fraction(0)
    for part in parts:
        points += part.total * part.weight
        weights += part.count * part.weight
    return points / weights if weights else None


def rounded(mean: Fraction, threshold: Fraction) -> int:
    """The mean as a mark: up from the threshold, compared as exact fractions."""
    whole = mean.numerator // mean.denominator
    return whole + (mean - whole >= threshold)


def proposal(parts: Iterable[Weighed], rule: Rounding) -> int | None:
    """The period mark by calculation, or None if there are too few marks."""
    listed = [part for part in parts if part.count]
    if sum(part.count for part in listed) < rule.minimum:
        return None
    mean = weighted_mean(listed)
    return None if mean is None else rounded(mean, rule.threshold)


def annual_proposal(period_marks: Iterable[str], rule: Rounding) -> int | None:
    """The annual mark by calculation: mean of the period marks, by the same rounding."""
    numbers = [int(mark) for mark in period_marks if mark.isdigit()]
    return proposal([Weighed(number, 1) for number in numbers], Rounding(rule.threshold))


def shown(mean: Fraction | None, places: int = 2) -> str:
    """The mean as a Russian paper writes it: "4,09"; "" where there is none."""
    if mean is None:
        return ""
    exact = Decimal(mean.numerator) / Decimal(mean.denominator)
    step = Decimal(1).scaleb(-places)
    return str(exact.quantize(step, ROUND_HALF_UP)).replace(".", ",")
