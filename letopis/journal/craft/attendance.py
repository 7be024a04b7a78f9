"""Посещаемость класса за день и за неделю: кого на каком уроке не было и чем это объяснено (п. 3.4, 3.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from letopis.regulation.absences import EXCUSED, ILLNESS, LATE, UNEXCUSED, Paper, reason_of, reason_of_day
from letopis.regulation.access import Span
from letopis.regulation.attendance import AbsenceRule
from letopis.regulation.marks import Scale


class Hour(NamedTuple):
    """A lesson of the class or of a subgroup."""

    lesson: int
    day: date
    number: int
    subject: str
    subgroup: int | None


@dataclass
class Attender:
    """A pupil of the class, with what is known of their attendance.

    Attributes:
        enrolled: days in the class.
        subgroups: subgroup → days in it.
        papers: documents in force, with the name of each.
        signs: lesson → absence sign.
    """

    id: int
    name: str
    enrolled: list[Span] = field(default_factory=list)
    subgroups: dict[int, list[Span]] = field(default_factory=dict)
    papers: list[tuple[Paper, str]] = field(default_factory=list)
    signs: dict[int, str] = field(default_factory=dict)

    def attends(self, hour: Hour) -> bool:
        """Whether the lesson is the pupil's."""
        spans = self.enrolled if hour.subgroup is None else self.subgroups.get(hour.subgroup, [])
        return any(span.covers(hour.day) for span in spans) and self.is_here(hour.day)

    def is_here(self, day: date) -> bool:
        """Whether the pupil is in the class on a day."""
        return any(span.covers(day) for span in self.enrolled)

    def papers_on(self, day: date) -> list[str]:
        """Names of the documents that cover a day."""
        return [name for paper, name in self.papers if paper.days.covers(day)]

    def reason(self, hour: Hour, scale: Scale) -> str:
        """Why the lesson was missed, "" if it was not."""
        sign = self.signs.get(hour.lesson, "")
        return reason_of(sign, hour.day, [paper for paper, _name in self.papers], scale) if sign else ""


class Cell(NamedTuple):
    """A lesson of a pupil in the day's table; `is_own` is false where the pupil has no such lesson."""

    sign: str
    reason: str
    is_own: bool

    @property
    def look(self) -> str:
        """Class of the sign: late, excused by a document or the sign itself, or plainly absent."""
        if self.reason == LATE:
            return "o"
        return "ex" if self.reason in {ILLNESS, EXCUSED} else "a"


class DayState(NamedTuple):
    """A pupil on a day.

    Attributes:
        reason: why the missed lessons were missed, "" if none was.
        papers: names of the documents of the day.
        is_plain: nothing but the sign that tells no reason stands in the missed lessons.
    """

    held: int
    missed: int
    reason: str
    papers: list[str]
    is_whole: bool
    is_plain: bool

    @property
    def needs_reason(self) -> bool:
        """Something was missed and nothing explains it."""
        return self.reason == UNEXCUSED

    @property
    def is_excused(self) -> bool:
        """Everything missed is explained."""
        return self.reason in {ILLNESS, EXCUSED}


class DayRow(NamedTuple):
    """A pupil's line of the day's table."""

    id: int
    name: str
    cells: list[Cell]
    state: DayState


def state_on(pupil: Attender, hours: Sequence[Hour], day: date, scale: Scale, rule: AbsenceRule) -> DayState:
    """How a pupil stands on one day; `hours` are the lessons of the class on it."""
    own = [hour for hour in hours if pupil.attends(hour)]
    reasons = [reason for hour in own if (reason := pupil.reason(hour, scale)) and reason != LATE]
    return DayState(
        held=len(own),
        missed=len(reasons),
        reason=reason_of_day(reasons) if reasons else "",
        papers=pupil.papers_on(day),
        is_whole=rule.misses_day(len(own), len(reasons)),
        is_plain=all(pupil.signs.get(hour.lesson, scale.absent) == scale.absent for hour in own),
    )


def day_rows(
    pupils: Sequence[Attender], hours: Sequence[Hour], day: date, scale: Scale, rule: AbsenceRule
) -> list[DayRow]:
    """The day's table: pupils by numbers of lessons."""
    numbers = sorted({hour.number for hour in hours})
    by_number = {number: [hour for hour in hours if hour.number == number] for number in numbers}
    return [
        DayRow(
            pupil.id,
            pupil.name,
            [_cell(pupil, by_number[number], scale) for number in numbers],
            state_on(pupil, hours, day, scale, rule),
        )
        for pupil in pupils
        if pupil.is_here(day)
    ]


def _cell(pupil: Attender, hours: Sequence[Hour], scale: Scale) -> Cell:
    own = next((hour for hour in hours if pupil.attends(hour)), None)
    if own is None:
        return Cell("", "", is_own=False)
    return Cell(pupil.signs.get(own.lesson, ""), pupil.reason(own, scale), is_own=True)


def week_rows(
    pupils: Sequence[Attender],
    hours: Sequence[Hour],
    days: Sequence[date],
    scale: Scale,
    rule: AbsenceRule,
) -> list[tuple[Attender, list[DayState | None]]]:
    """The week's table: pupils by days; None on a day the pupil is not in the class or has no lessons."""
    by_day: Mapping[date, list[Hour]] = {day: [hour for hour in hours if hour.day == day] for day in days}
    return [
        (
            pupil,
            [
                state_on(pupil, by_day[day], day, scale, rule) if by_day[day] and pupil.is_here(day) else None
                for day in days
            ],
        )
        for pupil in pupils
        if any(map(pupil.is_here, days))
    ]
