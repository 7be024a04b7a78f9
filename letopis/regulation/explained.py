"""Объяснение: как вышла отметка или показатель — числа, правило, пункт, редакция (п. 1.5, 1.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from letopis.regulation.averages import AnnualRule, Rounding, annual_threshold, rounded

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Number:
    """One number a result was made of.

    Attributes:
        name: what it is, e.g. "Алгебра, год" or a lesson's date.
        value: the mark.
        weight: how many times it counts.
    """

    name: str
    value: int
    weight: Fraction = Fraction(1)


@dataclass(frozen=True)
class Explained:
    """A mark with everything that made it.

    Attributes:
        value: the mark as written, "" if the rule gives none.
        rule: code of the rule; its sentence is kept with the sentences.
        numbers: what it was made of.
        mean: the exact mean, None where the rule takes none.
        threshold: fraction of a point from which the mean was rounded up.
        source: clause, order or edition the rule rests on.
        why_not: code of the reason where there is no mark, "" otherwise.
    """

    value: str
    rule: str
    numbers: tuple[Number, ...] = ()
    mean: Fraction | None = None
    threshold: Fraction = HALF
    source: str = ""
    why_not: str = ""

    def recomputed(self) -> str:
        """The mark, made once more out of what is shown; equals `value` or the explanation is false."""
        if self.why_not or not self.numbers:
            return ""
        return str(rounded(mean_of(self.numbers), self.threshold))


def mean_of(numbers: Sequence[Number]) -> Fraction:
    """Σ(value·weight)/Σ(weight), exact; there must be a number of positive weight."""
    whole = lcm(*(number.weight.denominator for number in numbers))
    weights = [number.weight.numerator * (whole // number.weight.denominator) for number in numbers]
    points = sum(number.value * weight for number, weight in zip(numbers, weights, strict=True))
    return Fraction(points, sum(weights))


def averaged(
    rule: str, numbers: Sequence[Number], *, threshold: Fraction = HALF, source: str = ""
) -> Explained:
    """A mark by a mean with one rounding at the end.

    Args:
        rule: code of the rule.
        numbers: at least one of positive weight.
        threshold: fraction from which one rounds up.
        source: what the rule rests on.
    """
    mean = mean_of(numbers)
    mark = str(rounded(mean, threshold))
    return Explained(mark, rule, tuple(numbers), mean, threshold, source)


def without(rule: str, why_not: str, *, numbers: Sequence[Number] = (), source: str = "") -> Explained:
    """No mark, and why."""
    return Explained("", rule, tuple(numbers), source=source, why_not=why_not)


def of_period(numbers: Sequence[Number], rule: Rounding, source: str) -> Explained:
    """The mark of a part of the year: the weighted mean, if there are as many marks as the act asks."""
    if len(numbers) < max(rule.minimum, 1):
        return without("period.weighted_mean", "period.too_few", numbers=numbers, source=source)
    return averaged("period.weighted_mean", numbers, threshold=rule.threshold, source=source)


def of_year(
    parts: Sequence[Number], rule: Rounding, annual: AnnualRule, source: str, interim: Number | None = None
) -> Explained:
    """The annual mark: the mean of the period marks, with the interim attestation by its weight.

    Args:
        parts: numeric marks of the year's parts, the last one last.
        rule: rounding of the year.
        annual: what the act says beyond the mean.
        source: clause of the act.
        interim: numeric mark of the interim attestation, None where there is none.
    """
    counts = [Number(interim.name, interim.value, annual.interim_weight)] if interim else []
    numbers = [*parts, *(one for one in counts if one.weight)]
    if not numbers:
        return without("year.mean", "year.no_parts", source=source)
    last = parts[-1].value if parts else numbers[-1].value
    threshold = annual_threshold(mean_of(numbers), last, rule, annual)
    return averaged("year.mean", numbers, threshold=threshold, source=source)
