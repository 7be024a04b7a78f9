"""Календарь показательной школы: четверти, каникулы, праздники; уроки с понедельника по пятницу."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from letopis.demo.craft.data import read

ONE_DAY = timedelta(days=1)
SATURDAY = 5
AUTUMN = 8  # the first month of a year's second half in "month-day" dates: later months are of the first year


@dataclass(frozen=True)
class Span:
    """Days of one grading period."""

    scheme: str
    ordinal: int
    starts: date
    ends: date


@dataclass(frozen=True)
class YearDays:
    """Days of one school year."""

    first: int
    quarters: tuple[tuple[date, date], ...]
    off: frozenset[date]
    first_grade_break: tuple[date, date]

    @property
    def starts(self) -> date:
        """The first day."""
        return self.quarters[0][0]

    @property
    def ends(self) -> date:
        """The last day."""
        return self.quarters[-1][1]

    def spans(self) -> Iterator[Span]:
        """Four quarters, two half-years and the whole year."""
        for number, (starts, ends) in enumerate(self.quarters, 1):
            yield Span("quarter", number, starts, ends)
        yield Span("half_year", 1, self.quarters[0][0], self.quarters[1][1])
        yield Span("half_year", 2, self.quarters[2][0], self.quarters[3][1])
        yield Span("year", 1, self.starts, self.ends)

    def has_lessons(self, day: date) -> bool:
        """Whether the school works on the day."""
        return (
            day.weekday() < SATURDAY
            and day not in self.off
            and any(starts <= day <= ends for starts, ends in self.quarters)
        )

    def rests(self, grade: int, day: date) -> bool:
        """The first grade has a break of its own in February."""
        starts, ends = self.first_grade_break
        return grade == 1 and starts <= day <= ends

    def school_days(self) -> list[date]:
        """Every day with lessons."""
        found, day = [], self.starts
        while day <= self.ends:
            if self.has_lessons(day):
                found.append(day)
            day += ONE_DAY
        return found


def first_year(day: date) -> int:
    """Calendar year in which the school year of a day began; August still belongs to the old one."""
    return day.year if day.month > AUTUMN else day.year - 1


def year_days(first: int) -> YearDays:
    """Days of the school year that begins in the September of a calendar year."""
    data = read("calendar")
    known = next((year for year in data["years"] if year["first"] == first), None)
    if known:
        quarters = tuple((starts, ends) for starts, ends in known["quarters"])
        starts, ends = known["first_grade_break"]
        return YearDays(first, quarters, frozenset(known["off"]), (starts, ends))
    usual = data["typical"]
    quarters = tuple((_dated(first, starts), _dated(first, ends)) for starts, ends in usual["quarters"])
    starts, ends = (_dated(first, text) for text in usual["first_grade_break"])
    return YearDays(first, quarters, frozenset(_dated(first, text) for text in usual["off"]), (starts, ends))


def _dated(first: int, text: str) -> date:
    month, day = (int(part) for part in text.split("-"))
    return date(first if month > AUTUMN else first + 1, month, day)
