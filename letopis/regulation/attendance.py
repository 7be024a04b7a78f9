"""Пропуски: когда пропущен день, когда пропуски систематические, когда нет аттестации (п. 1.5, 3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class AbsenceRule:
    """What the act says of absences.

    Attributes:
        day_lessons: lessons missed in a day that make the day missed; 0 where all of them must be.
        systematic: share of a span's lessons from which a pupil is absent systematically.
        counts_excused: lessons missed for a valid reason count towards that share.
    """

    day_lessons: int
    systematic: Fraction
    counts_excused: bool

    def misses_day(self, held: int, missed: int) -> bool:
        """Whether a pupil missed a day.

        Args:
            held: lessons the pupil's class and subgroups had that day.
            missed: how many of them the pupil missed.
        """
        if not missed:
            return False
        return missed >= (min(self.day_lessons, held) or held)

    def is_systematic(self, held: int, missed: int, excused: int) -> bool:
        """Whether a pupil is absent systematically over a span, usually a month.

        Args:
            held: lessons held in the span.
            missed: lessons missed, the excused among them.
            excused: lessons missed for a valid reason.
        """
        counted = missed if self.counts_excused else missed - excused
        return counted > 0 and counted >= self.systematic * held


@dataclass(frozen=True)
class NonAttestation:
    """When a pupil is not attested for a period.

    Attributes:
        missed: share of the period's lessons; a pupil who missed more of them is not attested.
        with_few_marks: only if there are fewer marks than the act asks, too.
    """

    missed: Fraction
    with_few_marks: bool

    def holds(self, held: int, missed: int, *, has_marks: bool) -> bool:
        """Whether the rule applies.

        Args:
            held: lessons held in the period.
            missed: lessons the pupil missed.
            has_marks: there are as many marks as the act asks.
        """
        if has_marks and self.with_few_marks:
            return False
        return missed > self.missed * held
