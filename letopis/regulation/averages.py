"""Средние и предложенные отметки: точные дроби, округление по редакции локального акта (п. 3.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

HALF = Fraction(1, 2)


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


@dataclass(frozen=True)
class AnnualRule:
    """How the annual mark is made beyond the mean of the period marks.

    Attributes:
        interim_weight: how many period marks the interim attestation counts for; 0 where it stands apart.
        last_decides: where the mean lies exactly between two marks, the last period's mark decides.
    """

    interim_weight: Fraction
    last_decides: bool


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


def annual_proposal(
    period_marks: Iterable[str], rule: Rounding, annual: AnnualRule, interim: str = ""
) -> int | None:
    """The annual mark by calculation: mean of the period marks, with the interim attestation by its weight.

    Args:
        period_marks: marks of the year's parts, the last one last; what is no number does not count.
        rule: rounding of the year.
        annual: what the act says beyond the mean.
        interim: mark of the interim attestation, "" if there is none.
    """
    numbers = [int(mark) for mark in period_marks if mark.isdigit()]
    parts = [Weighed(number, 1) for number in numbers]
    if interim.isdigit() and annual.interim_weight:
        parts.append(Weighed(int(interim), 1, annual.interim_weight))
    mean = weighted_mean(parts)
    if mean is None:
        return None
    return rounded(mean, annual_threshold(mean, numbers[-1] if numbers else int(interim), rule, annual))


def annual_threshold(mean: Fraction, last: int, rule: Rounding, annual: AnnualRule) -> Fraction:
    """The fraction from which this annual mean is rounded up.

    Args:
        mean: the exact mean of the year.
        last: mark of the last period.
        rule: rounding of the year.
        annual: whether the last period decides exactly between two marks.

    Returns:
        the act's threshold; where the last period decides, a half, or 1 (never up) if it was the lower mark.
    """
    if not annual.last_decides:
        return rule.threshold
    is_between = mean - mean.numerator // mean.denominator == HALF
    return Fraction(1) if is_between and last < mean else HALF


def shown(mean: Fraction | None, places: int = 2) -> str:
    """The mean as a Russian paper writes it: "4,09"; "" where there is none."""
    return "" if mean is None else _shown(mean.numerator, mean.denominator, places)


@lru_cache(maxsize=4096)
def _shown(numerator: int, denominator: int, places: int) -> str:
    exact = Decimal(numerator) / Decimal(denominator)
    step = Decimal(1).scaleb(-places)
    return str(exact.quantize(step, ROUND_HALF_UP)).replace(".", ",")
