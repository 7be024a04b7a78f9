"""Сроки в рабочих днях по производственному календарю года; года без календаря программа не считает молча."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from letopis.regulation.refusals import Refused

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ProductionCalendar:
    """Days that differ from the plain five-day week, by years.

    Attributes:
        years: years the calendar is known for.
        off: working days of the week on which nobody works.
        work: Saturdays and Sundays on which everybody works.
        source: year → the act that set it.
    """

    years: frozenset[int]
    off: frozenset[date]
    work: frozenset[date]
    source: Mapping[int, str] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether people work on the day; a shortened day is a working one.

        Raises:
            Refused: calendar.unknown_year.
        """
        if day.year not in self.years:
            raise Refused("calendar.unknown_year", "", year=day.year)
        return day in self.work or (day.weekday() < SATURDAY and day not in self.off)

    def working_days(self, year: int, month: int) -> int:
        """How many working days a month has."""
        day, count = date(year, month, 1), 0
        while day.month == month:
            count += self.is_working(day)
            day += ONE_DAY
        return count


def last_day(received: date, term: int, calendar: ProductionCalendar) -> date:
    """The last day of a term in working days; the day of receipt is not counted.

    Raises:
        Refused: calendar.unknown_year.
    """
    day, left = received, term
    while left > 0:
        day += ONE_DAY
        left -= calendar.is_working(day)
    return day
