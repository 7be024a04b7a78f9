"""Карта результатов ученика за год: предметы, текущие отметки, средние, пропуски, задания (п. 1.5, 4.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from letopis.regulation.averages import Weighed, shown, weighted_mean

LOW = Fraction(7, 2)  # a mean under 3,5 is worth a look: the mark may turn out a 3


class LessonLine(NamedTuple):
    """A lesson of the pupil, and what stands in their cell.

    Attributes:
        value: the cell as written, "" if empty.
        work: short name of the work type, "" for an ordinary lesson.
        note: the teacher's note to the cell.
        is_expected: a work of this lesson is yet to come.
    """

    subject: str
    day: date
    number: int
    topic: str
    homework: str
    work: str
    weight: Fraction
    value: str
    marks_sum: int
    marks_count: int
    absence: str
    note: str
    is_expected: bool


class Final(NamedTuple):
    """A period mark of the record.

    Attributes:
        why: why the pupil is not attested, in words; "" for other marks.
        page: id of the register page it stands on; 0 for no mark.
        period: id of its period; 0 for no mark.
    """

    text: str = ""
    by_hand: bool = False
    corrected: bool = False
    why: str = ""
    page: int = 0
    period: int = 0


NO_FINAL = Final()


@dataclass
class SubjectLine:
    """A subject of the pupil in a period.

    Attributes:
        finals: marks of the periods, in their order.
    """

    name: str
    finals: list[Final]
    lessons: list[LessonLine] = field(default_factory=list)

    @property
    def marks(self) -> list[str]:
        """Current marks by their days."""
        return [line.value for line in self.lessons if line.marks_count]

    @cached_property
    def mean(self) -> Fraction | None:
        """Weighted mean of the current marks."""
        return _mean(self.lessons)

    @property
    def mean_shown(self) -> str:
        """The mean as written."""
        return shown(self.mean)

    def missed(self, late: str) -> int:
        """Missed lessons; a late arrival is none."""
        return sum(line.absence not in {"", late} for line in self.lessons)


def _mean(lessons: Iterable[LessonLine]) -> Fraction | None:
    marked = (one for one in lessons if one.marks_count)
    return weighted_mean(Weighed(one.marks_sum, one.marks_count, one.weight) for one in marked)


def mean_of(lines: Iterable[SubjectLine]) -> str:
    """Mean over all current marks of the period, as shown."""
    return shown(_mean(lesson for line in lines for lesson in line.lessons))


def weak_of(lines: Iterable[SubjectLine]) -> list[str]:
    """Subjects in which the mean of the current marks is low."""
    return [line.name for line in lines if line.mean is not None and line.mean < LOW]


def by_days(lessons: Sequence[LessonLine]) -> list[tuple[date, list[LessonLine]]]:
    """Lessons of each day; the days in the order they come in."""
    return [(day, list(found)) for day, found in groupby(lessons, key=lambda one: one.day)]
