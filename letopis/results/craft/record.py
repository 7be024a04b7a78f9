"""Карта результатов ученика за год: предметы, текущие отметки, средние, пропуски, задания (п. 1.5, 4.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from letopis.regulation.averages import Weighed, shown, weighted_mean


@dataclass(frozen=True)
class LessonLine:
    """A lesson of the pupil, and what stands in their cell.

    Attributes:
        value: the cell as written, "" if empty.
        work: short name of the work type, "" for an ordinary lesson.
    """

    subject: str
    day: date
    topic: str
    homework: str
    work: str
    weight: Fraction
    value: str
    marks_sum: int
    marks_count: int
    absence: str


@dataclass
class SubjectLine:
    """A subject of the pupil in a period.

    Attributes:
        finals: marks of the periods, in their order, "" where there is none.
    """

    name: str
    finals: list[str]
    lessons: list[LessonLine] = field(default_factory=list)

    @property
    def marks(self) -> list[str]:
        """Current marks by their days."""
        return [line.value for line in self.lessons if line.marks_count]

    @property
    def mean(self) -> str:
        """Weighted mean of the current marks, as shown."""
        parts = [Weighed(line.marks_sum, line.marks_count, line.weight) for line in self.lessons]
        return shown(weighted_mean(parts))

    @property
    def absences(self) -> int:
        """Lessons with a sign of absence, a late arrival included."""
        return sum(bool(line.absence) for line in self.lessons)


def lines_of(finals: dict[str, list[str]], lessons: Iterable[LessonLine]) -> list[SubjectLine]:
    """Subjects in the order of their finals, with the lessons of each."""
    found = {name: SubjectLine(name, marks) for name, marks in finals.items()}
    for lesson in lessons:
        found[lesson.subject].lessons.append(lesson)
    return list(found.values())


def mean_of(lines: Iterable[SubjectLine]) -> str:
    """Mean over all current marks of the period, as shown."""
    lessons = [lesson for line in lines for lesson in line.lessons]
    return shown(weighted_mean(Weighed(one.marks_sum, one.marks_count, one.weight) for one in lessons))
