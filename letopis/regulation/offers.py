"""Предложение отметки за период: по среднему, по зачётам, освобождён, не аттестован (п. 3.7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from letopis.regulation.attendance import NonAttestation
from letopis.regulation.averages import AnnualRule, Rounding, Weighed, annual_proposal, proposal
from letopis.regulation.conditions import PART, WHOLE
from letopis.regulation.indicators import EXEMPT, NOT_ATTESTED
from letopis.regulation.marks import AGAIN

# Why a pupil is not attested.
FEW_MARKS, EXCUSED, UNEXCUSED, STATED = REASONS = ("few_marks", "excused", "unexcused", "stated")
ALL, LAST, MOST = ANNUALS = ("all", "last", "most")


@dataclass(frozen=True)
class PassRule:
    """How passes make a period's pass.

    Attributes:
        words: the word of a pass and the word of a failure.
        share: share of passes among them from which the period is passed.
        minimum: fewer of them than this give no proposal.
        annual: the year is passed where all parts are, where the last one is, or where most are.
    """

    words: tuple[str, str]
    share: Fraction
    minimum: int
    annual: str

    def __post_init__(self) -> None:
        if self.annual not in ANNUALS:
            raise ValueError(f"pass_rule.annual: {self.annual}")

    def of_period(self, given: Sequence[str]) -> str:
        """The period's word out of the words given in its lessons, "" if there are too few."""
        found = [one for one in map(_last, given) if one in self.words]
        if len(found) < self.minimum or not found:
            return ""
        return self._word(Fraction(found.count(self.words[0]), len(found)) >= self.share)

    def of_year(self, parts: Sequence[str]) -> str:
        """The year's word out of those of its parts, "" if there are none."""
        found = [one for one in parts if one in self.words]
        if not found:
            return ""
        passed = [one == self.words[0] for one in found]
        if self.annual == MOST:
            return self._word(2 * sum(passed) >= len(passed))
        return self._word(passed[-1] if self.annual == LAST else all(passed))

    def _word(self, passed: bool) -> str:  # noqa: FBT001 - a word for yes and a word for no
        return self.words[0] if passed else self.words[1]


def _last(mark: str) -> str:
    """Of a mark and its re-take the re-take counts for a pass."""
    return mark.rsplit(AGAIN, 1)[-1]


@dataclass(frozen=True)
class OfferRules:
    """What of an edition decides about a period mark.

    Attributes:
        finals: extra signs the edition allows for a period mark.
        is_near_end: it is time to say who is not attested.
    """

    rounding: Rounding
    passes: PassRule
    non_attestation: NonAttestation
    finals: tuple[str, ...]
    is_near_end: bool


@dataclass(frozen=True)
class PupilPeriod:
    """What a pupil has on a page in a period.

    Attributes:
        parts: numeric marks with their weights.
        words: words given instead of numbers, by their days.
        exemption: how much of the period an exemption covers.
        held: lessons of the period the pupil belonged to; `missed` of them, `excused` for a valid reason.
    """

    parts: tuple[Weighed, ...] = ()
    words: tuple[str, ...] = ()
    exemption: str = ""
    held: int = 0
    missed: int = 0
    excused: int = 0

    @property
    def count(self) -> int:
        """How many marks of either kind there are."""
        return sum(part.count for part in self.parts) + len(self.words)


def offered(found: PupilPeriod, rules: OfferRules) -> str:
    """The mark of a period to be offered to the teacher, "" if the act says nothing.

    An exemption of the whole period stands above all; then calculation; then, where marks are too few, an
    exemption of a part of it, and last the rule of non-attestation.
    """
    if found.exemption == WHOLE and EXEMPT in rules.finals:
        return EXEMPT
    by_mean = proposal(found.parts, rules.rounding)
    if by_mean is not None:
        return str(by_mean)
    by_words = "" if any(part.count for part in found.parts) else rules.passes.of_period(found.words)
    if by_words:
        return by_words
    if found.exemption == PART and EXEMPT in rules.finals:
        return EXEMPT
    is_out = rules.is_near_end and NOT_ATTESTED in rules.finals and _is_out(found, rules, has_marks=False)
    return NOT_ATTESTED if is_out else ""


def _is_out(found: PupilPeriod, rules: OfferRules, *, has_marks: bool) -> bool:
    return rules.non_attestation.holds(found.held, found.missed, has_marks=has_marks)


def why_not_attested(found: PupilPeriod, rules: OfferRules) -> str:
    """The reason of a non-attestation: absences by their reason, few marks, or what the teacher states.

    Absences are the reason where more lessons were missed than the act allows; they are for a valid reason if
    at least half of them are.
    """
    if _is_out(found, rules, has_marks=False):
        return EXCUSED if 2 * found.excused >= found.missed else UNEXCUSED
    return FEW_MARKS if found.count < rules.rounding.minimum else STATED


def offered_for_year(parts: Iterable[str], rounding: Rounding, annual: AnnualRule, passes: PassRule) -> str:
    """The annual mark: of numbers, else of passes, else exempt if every part is."""
    marks = list(parts)
    by_mean = annual_proposal(marks, rounding, annual)
    if by_mean is not None:
        return str(by_mean)
    by_words = passes.of_year(marks)
    if by_words:
        return by_words
    return EXEMPT if marks and set(marks) == {EXEMPT} else ""
