"""Сводная ведомость: кто как учится, по отметкам за период (п. 1.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from letopis.regulation import indicators
from letopis.regulation.indicators import Shares, shares, standing_of

BY_HAND, CORRECTED = 1, 2
WEAK = {indicators.ONE_THREE: "3", indicators.ONE_FOUR: "4"}


@dataclass(frozen=True)
class Mark:
    """A period mark on the sheet; `text` is "" where there is none."""

    text: str = ""
    by_calculation: bool = True
    is_corrected: bool = False
    reason: str = ""
    course: int = 0

    @property
    def flags(self) -> int:
        """What is special about it, as the page's script reads it."""
        return (0 if self.by_calculation else BY_HAND) | (CORRECTED if self.is_corrected else 0)


EMPTY = Mark()


@dataclass(frozen=True)
class PupilRow:
    """A pupil over all subjects.

    Attributes:
        mean: mean of the numeric marks, None where there are none.
        standing: one of regulation.indicators' standings.
        weak: subjects that make the standing: the only 3, the only 4, or every 2 and н/а.
    """

    id: int
    name: str
    marks: tuple[Mark, ...]
    mean: Fraction | None
    standing: str
    weak: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A class in one period.

    Attributes:
        shares: figures by subject, in their order.
        whole: figures of the class over all marks.
    """

    subjects: tuple[str, ...]
    pupils: tuple[PupilRow, ...]
    shares: tuple[Shares, ...]
    whole: Shares

    def standing(self, *kinds: str) -> list[PupilRow]:
        """Pupils who stand so."""
        return [pupil for pupil in self.pupils if pupil.standing in kinds]

    @property
    def judged(self) -> int:
        """Pupils who have marks to be judged by."""
        return sum(pupil.standing != indicators.INCOMPLETE for pupil in self.pupils)

    @property
    def missing(self) -> int:
        """Marks that are not there yet, in subjects where somebody has one."""
        given = [index for index, one in enumerate(self.shares) if one.counts]
        return sum(not pupil.marks[index].text for pupil in self.pupils for index in given)


def sheet_of(
    subjects: Sequence[str], pupils: Sequence[tuple[int, str]], marks: dict[tuple[int, int], Mark]
) -> Sheet:
    """The sheet out of its marks.

    Args:
        subjects: names of the columns.
        pupils: id and name of each row.
        marks: (pupil's id, index of the column) → the mark.
    """
    rows = tuple(_row(pupil, subjects, marks) for pupil in pupils)
    columns = [[row.marks[index].text for row in rows] for index in range(len(subjects))]
    whole = shares(text for column in columns for text in column)
    return Sheet(tuple(subjects), rows, tuple(shares(column) for column in columns), whole)


def _row(pupil: tuple[int, str], subjects: Sequence[str], marks: dict[tuple[int, int], Mark]) -> PupilRow:
    id_, name = pupil
    own = tuple(marks.get((id_, index), EMPTY) for index in range(len(subjects)))
    texts = [mark.text for mark in own]
    numbers = [int(text) for text in texts if text.isdigit()]
    standing = standing_of(texts)
    return PupilRow(
        id=id_,
        name=name,
        marks=own,
        mean=Fraction(sum(numbers), len(numbers)) if numbers else None,
        standing=standing,
        weak=tuple(_weak(subjects, texts, standing)),
    )


def _weak(subjects: Sequence[str], texts: list[str], standing: str) -> list[str]:
    if standing == indicators.FAILING:
        wrong = {"2", "незач", indicators.NOT_ATTESTED}
        return [subject for subject, text in zip(subjects, texts, strict=True) if text in wrong]
    only = WEAK.get(standing)
    return [subject for subject, text in zip(subjects, texts, strict=True) if text == only]
