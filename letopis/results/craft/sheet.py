"""Сводная ведомость: кто как учится, по отметкам за период (п. 1.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from letopis.regulation import indicators
from letopis.regulation.indicators import FIVE_POINTS, Judging, Shares, shares, standing_of

BY_HAND, CORRECTED, NOT_EXPECTED = 1, 2, 4
# Standing → levels of the marks that make it.
WEAK = {
    indicators.ONE_THREE: ("3",),
    indicators.ONE_FOUR: ("4",),
    indicators.FAILING: ("2", "незач", indicators.NOT_ATTESTED),
}


class Mark(NamedTuple):
    """A period mark on the sheet.

    Attributes:
        text: the mark as written, "" where there is none.
        flags: what is special about it, as the page's script reads it; 0 for nothing.
        course: the register page a corrected mark stands on, 0 where it is of no interest.
        why: code of why the pupil is not attested, "" for other marks; `reason` as the teacher stated it.
    """

    text: str = ""
    flags: int = 0
    course: int = 0
    why: str = ""
    reason: str = ""

    @property
    def by_calculation(self) -> bool:
        """The mark is the one that was proposed."""
        return not self.flags & BY_HAND

    @property
    def is_corrected(self) -> bool:
        """The mark was changed after closing."""
        return bool(self.flags & CORRECTED)


EMPTY, NEVER = Mark(), Mark("", NOT_EXPECTED)


@lru_cache(maxsize=1024)
def mark_of(text: str, flags: int, course: int, why: str = "", reason: str = "") -> Mark:
    """The mark out of its columns; ordinary marks are a few, so they are made once."""
    return Mark(text, flags, course if flags & CORRECTED else 0, why, reason)


class Pupil(NamedTuple):
    """A pupil of the class list; `left` is the last day of one who left before the period's end."""

    id: int
    name: str
    left: date | None = None


@dataclass(frozen=True)
class PupilRow:
    """A pupil over all subjects.

    Attributes:
        marks: one for each subject.
        missing: how many marks are expected and not there.
        mean: mean of the numeric marks, None where there are none.
        standing: one of regulation.indicators' standings.
        weak: subjects that make the standing: the only 3, the only 4, or every 2 and н/а.
    """

    id: int
    name: str
    left: date | None
    marks: tuple[Mark, ...]
    missing: int
    mean: Fraction | None
    standing: str
    weak: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A class in one period; who left before its end stands in the list but in no figure.

    Attributes:
        shares: figures by subject, in their order.
        whole: figures of the class over all marks.
    """

    subjects: tuple[str, ...]
    pupils: tuple[PupilRow, ...]
    shares: tuple[Shares, ...]
    whole: Shares

    @property
    def present(self) -> list[PupilRow]:
        """Pupils who were in the class to the period's end."""
        return [pupil for pupil in self.pupils if not pupil.left]

    def standing(self, *kinds: str) -> list[PupilRow]:
        """Pupils who stand so."""
        return [pupil for pupil in self.present if pupil.standing in kinds]

    @property
    def judged(self) -> int:
        """Pupils who have marks to be judged by."""
        return sum(pupil.standing != indicators.INCOMPLETE for pupil in self.present)

    @property
    def missing(self) -> int:
        """Marks that are expected and not there."""
        return sum(pupil.missing for pupil in self.pupils)

    @property
    def given(self) -> int:
        """Marks that are there."""
        return sum(bool(mark.text) for pupil in self.present for mark in pupil.marks)


def sheet_of(
    subjects: Sequence[str],
    pupils: Sequence[Pupil],
    marks: Mapping[int, Mapping[int, Mark]],
    expected: Mapping[int, AbstractSet[int]],
    judging: Judging = FIVE_POINTS,
) -> Sheet:
    """The sheet out of its marks.

    Args:
        subjects: names of the columns.
        pupils: the class list.
        marks: pupil's id → index of the column → the mark.
        expected: pupil's id → indexes of the columns in which a mark ought to stand.
        judging: how the act in force judges marks.
    """
    nothing: Mapping[int, Mark] = {}
    nowhere = frozenset[int]()
    rows = tuple(
        _row(pupil, subjects, marks.get(pupil.id, nothing), expected.get(pupil.id, nowhere), judging)
        for pupil in pupils
    )
    present = [[mark.text for mark in row.marks] for row in rows if not row.left]
    columns = list(zip(*present, strict=True)) or [()] * len(subjects)
    whole = shares(chain.from_iterable(present), judging)
    return Sheet(tuple(subjects), rows, tuple(shares(column, judging) for column in columns), whole)


@lru_cache(maxsize=256)
def _blank(expected: frozenset[int], size: int) -> tuple[Mark, ...]:
    return tuple(EMPTY if index in expected else NEVER for index in range(size))


def _row(
    pupil: Pupil,
    subjects: Sequence[str],
    marks: Mapping[int, Mark],
    expected: AbstractSet[int],
    judging: Judging,
) -> PupilRow:
    own = list(_blank(frozenset(expected), len(subjects)))
    for index, mark in marks.items():
        own[index] = mark
    texts = [mark.text for mark in own]
    numbers = [int(text) for text in texts if text.isdigit()]
    standing = standing_of(texts, judging)
    return PupilRow(
        *pupil,
        marks=tuple(own),
        missing=len(expected - marks.keys()),
        mean=Fraction(sum(numbers), len(numbers)) if numbers else None,
        standing=standing,
        weak=_weak(subjects, texts, standing, judging) if standing in WEAK else (),
    )


def _weak(subjects: Sequence[str], texts: Sequence[str], standing: str, judging: Judging) -> tuple[str, ...]:
    levels = WEAK[standing]
    found = zip(subjects, texts, strict=True)
    return tuple(subject for subject, text in found if judging.level(text) in levels)
