"""Показатели: успеваемость, качество, СОУ и списки «с одной 3» (п. 1.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

NOT_ATTESTED = "н/а"
EXEMPT = "осв"
SIMONOV = {"5": 100, "4": 64, "3": 36, "2": 16, NOT_ATTESTED: 7}  # weights by the published formula
GOOD = ("4", "5")
ENOUGH = ("3", "4", "5", "зач")


@dataclass(frozen=True)
class Shares:
    """Indicators over a set of period marks; shares in percent, None where N is 0."""

    counts: dict[str, int]
    size: int
    pass_rate: Fraction | None
    quality_rate: Fraction | None
    simonov: Fraction | None
    mean: Fraction | None


def shares(marks: Iterable[str]) -> Shares:
    """Indicators of one subject: N counts н/а, leaves out the exempt and the unmarked."""
    counts = Counter(mark for mark in marks if mark and mark != EXEMPT)
    size = counts.total()
    numbers = {mark: count for mark, count in counts.items() if mark.isdigit()}
    marked = sum(numbers.values())
    return Shares(
        counts=dict(counts),
        size=size,
        pass_rate=_percent(sum(counts[mark] for mark in ENOUGH), size),
        quality_rate=_percent(sum(counts[mark] for mark in GOOD), size),
        simonov=Fraction(sum(SIMONOV.get(mark, 0) * n for mark, n in counts.items()), size) if size else None,
        mean=Fraction(sum(int(mark) * n for mark, n in numbers.items()), marked) if marked else None,
    )


def _percent(part: int, whole: int) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None


EXCELLENT, GOOD_PUPIL, ONE_FOUR, ONE_THREE, FAILING, PLAIN, INCOMPLETE = (
    "excellent",
    "good",
    "one_four",
    "one_three",
    "failing",
    "plain",
    "incomplete",
)


def standing_of(marks: Sequence[str]) -> str:
    """How a pupil stands over all subjects of a period: one of the constants above."""
    given = [mark for mark in marks if mark and mark != EXEMPT]
    counts = Counter(given)
    if counts["2"] or counts[NOT_ATTESTED] or counts["незач"]:
        return FAILING
    if not given:
        return INCOMPLETE
    if counts["3"]:
        return ONE_THREE if counts["3"] == 1 else PLAIN
    if counts["4"]:
        return ONE_FOUR if counts["4"] == 1 else GOOD_PUPIL
    return EXCELLENT
