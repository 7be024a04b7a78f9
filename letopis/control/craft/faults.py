"""Что не в порядке, собранное по страницам: каждое место названо и до него можно дойти."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from letopis.regulation.faults import FEW_MARKS, KINDS


@dataclass(frozen=True)
class Place:
    """Where something is not in order: a lesson of a page, or a pupil of it.

    Attributes:
        lesson: id of the lesson, 0 where it is a pupil.
        pupil: id of the pupil, 0 where it is a lesson.
        day: day of the lesson.
        name: surname and name of the pupil.
    """

    lesson: int = 0
    pupil: int = 0
    day: date | None = None
    name: str = ""

    @property
    def title(self) -> str:
        """The day of the lesson, or the pupil."""
        return f"{self.day:%d.%m}" if self.day else self.name

    @property
    def anchor(self) -> str:
        """Where the register's page opens."""
        return f"#lesson-{self.lesson}" if self.lesson else f"#pupil-{self.pupil}"


@dataclass(frozen=True)
class PageInfo:
    """A register page as the control names it.

    Attributes:
        teacher: id of who teaches it today, 0 if nobody; `teacher_name` surname and initials.
    """

    course: int
    class_group: int
    grade_level: int
    class_title: str
    subject: str
    teacher: int
    teacher_name: str


@dataclass(frozen=True)
class Fault:
    """One kind of disorder on one page in one period, with all its places."""

    kind: str
    page: PageInfo
    period: int
    places: tuple[Place, ...]

    @property
    def words(self) -> str:
        """The places in words, as a remark tells them."""
        return ", ".join(place.title for place in self.places)

    @property
    def is_about_pupils(self) -> bool:
        """The places are pupils."""
        return self.kind == FEW_MARKS


def by_teacher(faults: Iterable[Fault]) -> list[tuple[PageInfo, list[Fault]]]:
    """Faults by teacher, those of nobody last; within, the gravest kind first."""
    ordered = sorted(
        faults,
        key=lambda one: (
            not one.page.teacher,
            one.page.teacher_name,
            one.page.teacher,
            KINDS.index(one.kind),
            one.page.course,
            one.period,
        ),
    )
    groups = groupby(ordered, key=attrgetter("page.teacher"))
    return [(found[0].page, found) for found in (list(group) for _teacher, group in groups)]
