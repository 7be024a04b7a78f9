"""Показатели: успеваемость, качество, СОУ и списки «с одной 3» (п. 1.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

NOT_ATTESTED = "н/а"
EXEMPT = "осв"
GOOD = ("4", "5")
ENOUGH = ("3", "4", "5", "зач")
WORDS = ("зач", "незач", NOT_ATTESTED)


@dataclass(frozen=True)
class Judging:
    """How an act judges marks in its indicators.

    Attributes:
        simonov: level → its weight in Simonov's degree of learning, in points of a hundred.
        levels: mark of a wider scale → the level it belongs to, "5", "4", "3" or "2"; a mark that is not
            named is its own level.
    """

    simonov: Mapping[str, int]
    levels: Mapping[str, str]

    def level(self, mark: str) -> str:
        """The level of a mark: of 12 points, e.g., 10–12 are "5"."""
        return self.levels.get(mark, mark)


# The published formula, for an act that says nothing of its own.
FIVE_POINTS = Judging({"5": 100, "4": 64, "3": 36, "2": 16, NOT_ATTESTED: 7}, {})


def is_judged(mark: str, judging: Judging = FIVE_POINTS) -> bool:
    """Whether a period mark counts in indicators: the exempt and levels without marks are left out."""
    return mark.isdigit() or mark in WORDS or mark in judging.levels


@dataclass(frozen=True)
class Shares:
    """Indicators over a set of period marks; shares in percent, None where N is 0.

    Attributes:
        counts: level → how many.
        marks: numeric mark as written → how many.
        left_out: what does not count in N → how many: the exempt, levels, and "" for the unmarked.
    """

    counts: dict[str, int]
    size: int
    pass_rate: Fraction | None
    quality_rate: Fraction | None
    simonov: Fraction | None
    mean: Fraction | None
    marks: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    judging: Judging = FIVE_POINTS


def shares(marks: Iterable[str], judging: Judging = FIVE_POINTS) -> Shares:
    """Indicators of one subject: N counts н/а, leaves out the exempt and the unmarked."""
    given = Counter(marks)
    left_out = {mark: given.pop(mark) for mark in list(given) if not is_judged(mark, judging)}
    counts = Counter[str]()
    for mark, count in given.items():
        counts[judging.level(mark)] += count
    size = counts.total()
    numbers = {mark: count for mark, count in given.items() if mark.isdigit()}
    marked = sum(numbers.values())
    weights = judging.simonov
    return Shares(
        counts=dict(counts),
        size=size,
        pass_rate=_percent(sum(counts[mark] for mark in ENOUGH), size),
        quality_rate=_percent(sum(counts[mark] for mark in GOOD), size),
        simonov=Fraction(sum(weights.get(mark, 0) * n for mark, n in counts.items()), size) if size else None,
        mean=Fraction(sum(int(mark) * n for mark, n in numbers.items()), marked) if marked else None,
        marks=numbers,
        left_out=left_out,
        judging=judging,
    )


def _percent(part: int, whole: int) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None


PASS_RATE, QUALITY_RATE, SIMONOV_INDEX, MEAN = "pass_rate", "quality_rate", "simonov", "mean"


@dataclass(frozen=True)
class Term:
    """One part of the sum an indicator is made of: so many of a kind, each counting so much."""

    kind: str
    count: int
    weight: int


@dataclass(frozen=True)
class Figure:
    """An indicator with everything that made it.

    Attributes:
        code: which indicator.
        terms: parts of the sum; kinds that count nothing are left out.
        size: what the sum is divided by.
    """

    code: str
    terms: tuple[Term, ...]
    size: int

    @property
    def total(self) -> int:
        """The sum."""
        return sum(term.count * term.weight for term in self.terms)

    @property
    def value(self) -> Fraction | None:
        """The indicator made out of what is shown, None where there is nothing to divide by."""
        return Fraction(self.total, self.size) if self.size else None


def figures(found: Shares) -> tuple[Figure, ...]:
    """How the indicators of a set of marks come about: pass rate, quality rate, Simonov index, mean."""
    counts = found.counts
    numbers = {mark: int(mark) for mark in found.marks}
    return (
        Figure(PASS_RATE, _terms(counts, dict.fromkeys(ENOUGH, 100)), found.size),
        Figure(QUALITY_RATE, _terms(counts, dict.fromkeys(GOOD, 100)), found.size),
        Figure(SIMONOV_INDEX, _terms(counts, found.judging.simonov), found.size),
        Figure(MEAN, _terms(found.marks, numbers), sum(found.marks.values())),
    )


def _terms(counts: Mapping[str, int], weights: Mapping[str, int]) -> tuple[Term, ...]:
    kinds = sorted(weights, key=lambda kind: (-int(kind) if kind.isdigit() else 1, kind))
    return tuple(Term(kind, counts[kind], weights[kind]) for kind in kinds if counts.get(kind))


EXCELLENT, GOOD_PUPIL, ONE_FOUR, ONE_THREE, FAILING, PLAIN, INCOMPLETE = (
    "excellent",
    "good",
    "one_four",
    "one_three",
    "failing",
    "plain",
    "incomplete",
)


def standing_of(marks: Sequence[str], judging: Judging = FIVE_POINTS) -> str:
    """How a pupil stands over all subjects of a period: one of the constants above."""
    counts = Counter[str]()
    for mark, count in Counter(marks).items():
        if is_judged(mark, judging):
            counts[judging.level(mark)] += count
    if counts["2"] or counts[NOT_ATTESTED] or counts["незач"]:
        return FAILING
    if not counts:
        return INCOMPLETE
    if counts["3"]:
        return ONE_THREE if counts["3"] == 1 else PLAIN
    if counts["4"]:
        return ONE_FOUR if counts["4"] == 1 else GOOD_PUPIL
    return EXCELLENT


def class_figures(standings: Iterable[str]) -> tuple[Figure, Figure]:
    """Pass rate and quality rate of a class over all subjects, each pupil once; the unjudged are left out."""
    counts = Counter(standing for standing in standings if standing != INCOMPLETE)
    size = counts.total()
    passing = dict.fromkeys((EXCELLENT, ONE_FOUR, GOOD_PUPIL, ONE_THREE, PLAIN), 100)
    good = dict.fromkeys((EXCELLENT, ONE_FOUR, GOOD_PUPIL), 100)
    return Figure(PASS_RATE, _terms(counts, passing), size), Figure(QUALITY_RATE, _terms(counts, good), size)
