"""Сведения о количестве уроков, пропущенных обучающимися: по дням, за периоды и за год."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from letopis.paper.craft.book_forms import AbsencePages, BookColumn, Spread
from letopis.register_book.craft.spreads import Placed, months_of, spreads_of
from letopis.register_book.printouts.subjects import listed, month_title
from letopis.register_book.queries import YearBook
from letopis.regulation.settings import Settings
from letopis.results.queries import Absences, absences_of
from letopis.school.craft.names import YEAR
from letopis.school.queries import Period

HEADS = ("дней", "по бол.", "уроков", "по бол.")


@dataclass(frozen=True)
class Day:
    """A pupil's school day.

    Attributes:
        lessons: how many lessons they had.
        missed: how many of them they missed.
        illness: how many for illness.
    """

    lessons: int
    missed: int
    illness: int

    @property
    def told(self) -> str:
        """The number of missed lessons, "б" beside it where all were missed for illness."""
        return f"{self.missed}б" if self.illness == self.missed else str(self.missed)

    @property
    def is_whole(self) -> bool:
        """Whether the whole day was missed."""
        return self.missed == self.lessons


Days = dict[int, dict[date, Day]]
NONE: dict[date, Day] = {}


def absence_pages(book: YearBook, settings: Settings, today: date) -> AbsencePages:
    """Missed lessons of the class: a column for each day of lessons, then the totals."""
    days = days_of(book, settings)
    columns = [Placed(day) for day in sorted({line.day for one in book.courses for line in one.lessons})]
    counted = [one for one in book.periods if (one.ends if one.scheme == YEAR else one.starts) <= today]
    totals = absences_of(book.periods, settings, [member.id for member in book.members])
    return AbsencePages(
        pupils=listed(book.members, book.page),
        spreads=tuple(_page(book, found, days) for found in spreads_of(columns)),
        groups=tuple(period.title for period in counted),
        heads=HEADS,
        totals=tuple(
            tuple(
                figure
                for period in counted
                for figure in _totals(days.get(one.id, NONE), period, totals.get((one.id, period.id)))
            )
            for one in book.members
        ),
    )


def days_of(book: YearBook, settings: Settings) -> Days:
    """Pupil → days on which anything was missed; a late arrival is no missed lesson."""
    scale = settings.scale
    had: Counter[tuple[int, date]] = Counter()
    missed: dict[tuple[int, date], list[str]] = defaultdict(list)
    for course in book.courses:
        members = book.pupils_of(course)
        for line in course.lessons:
            for member in members:
                had[member.id, line.day] += 1
                sign = book.absences.get((line.id, member.id), "")
                if sign and sign != scale.late:
                    missed[member.id, line.day].append(sign)
    found: Days = defaultdict(dict)
    for (pupil, day), signs in missed.items():
        ill = sum(sign in scale.illness for sign in signs)
        found[pupil][day] = Day(had[pupil, day], len(signs), ill)
    return found


def _page(book: YearBook, columns: list[Placed], days: Days) -> Spread:
    dates = [one.day for one in columns if one.day]
    return Spread(
        months=months_of(columns, month_title),
        columns=tuple(BookColumn(str(day.day)) for day in dates),
        cells=tuple(
            tuple(own[day].told if day in own else "" for day in dates)
            for own in (days.get(member.id, NONE) for member in book.members)
        ),
    )


def _totals(own: dict[date, Day], period: Period, totals: Absences | None) -> tuple[str, str, str, str]:
    """Whole days and lessons of a period, and how many for illness; no days where only sums were kept."""
    lessons = totals or Absences()
    whole = [day for on, day in own.items() if day.is_whole and period.starts <= on <= period.ends]
    ill = sum(day.illness == day.missed for day in whole)
    days = ("", "") if lessons.missed and not own else (str(len(whole)), str(ill))
    return (*days, str(lessons.missed), str(lessons.illness))
