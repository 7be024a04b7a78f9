"""Дневник на неделю: уроки дня, что к ним задано, отметки и пропуски ученика (п. 3.11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class Task:
    """Homework as the diary shows it.

    Attributes:
        text: what was set, "" where there are only files.
        set_on: day of the lesson at which it was set.
        files: id and name of the files to it.
    """

    text: str
    set_on: date
    files: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class DiaryLesson:
    """A lesson of the pupil's day.

    Attributes:
        begins: when it begins, None where there are no bells.
        tasks: what was set for it, at the lesson before or with this very day.
        work: kind of work, "" for an ordinary lesson.
        value: what stands in the pupil's cell.
        sign: what the timetable changed, as `timetable.craft.week` names it, "" for nothing.
        teacher: who gives it, named where it is not the usual one.
    """

    number: int
    begins: time | None
    subject: str
    room: str
    topic: str
    tasks: tuple[Task, ...]
    work: str
    value: str
    sign: str
    teacher: str

    @property
    def stands(self) -> bool:
        """Whether it takes place."""
        return self.sign not in {"cancelled", "moved_away"}


@dataclass(frozen=True)
class DiaryDay:
    """A day of the diary; `rest` says why there are no lessons."""

    date: date
    lessons: tuple[DiaryLesson, ...]
    rest: str = ""

    @property
    def has_news(self) -> bool:
        """Whether something of the pupil's stands in it."""
        return any(lesson.value for lesson in self.lessons)
