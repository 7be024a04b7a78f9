"""Сведения о количестве уроков, пропущенных обучающимися: по дням, за периоды и за год."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from letopis.journal.queries.absences import papers_of
from letopis.paper.craft.book_forms import AbsencePages, BookColumn, Spread
from letopis.register_book.craft.spreads import Placed, months_of, spreads_of
from letopis.register_book.printouts.subjects import listed, month_title
from letopis.register_book.queries import YearBook
from letopis.regulation.absences import ILLNESS, LATE, Counts, Tally, reason_of
from letopis.regulation.settings import Settings
from letopis.results.queries import absences_of
from letopis.school.craft.names import YEAR

HEADS = ("дней", "по бол.", "уроков", "по бол.")


@dataclass(frozen=True)
class Day:
    """A pupil's school day.

    Attributes:
        missed: how many lessons they missed.
        illness: how many for illness.
    """

    missed: int
    illness: int

    @property
    def told(self) -> str:
        """The number of missed lessons, "б" beside it where all were missed for illness."""
        return f"{self.missed}б" if self.illness == self.missed else str(self.missed)


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
                figure for period in counted for figure in _totals(totals.get((one.id, period.id), Tally()))
            )
            for one in book.members
        ),
    )


def days_of(book: YearBook, settings: Settings) -> Days:
    """Pupil → days on which anything was missed; late is not missed, a document tells illness."""
    since, until = min(one.starts for one in book.periods), max(one.ends for one in book.periods)
    papers = papers_of([member.id for member in book.members], since, until)
    reasons: dict[tuple[int, date], list[str]] = defaultdict(list)
    for course in book.courses:
        members = book.pupils_of(course)
        for line in course.lessons:
            for member in members:
                sign = book.absences.get((line.id, member.id), "")
                if sign:
                    known = papers.get(member.id, ())
                    reasons[member.id, line.day].append(reason_of(sign, line.day, known, settings.scale))
    found: Days = defaultdict(dict)
    for (pupil, day), told in reasons.items():
        missed = [reason for reason in told if reason != LATE]
        if missed:
            found[pupil][day] = Day(len(missed), missed.count(ILLNESS))
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


def _totals(tally: Tally) -> tuple[str, ...]:
    """Whole days and lessons of a period, and how many for illness; no days where only sums were kept."""
    days = ("", "") if tally.days is None else _pair(tally.days)
    return (*days, *_pair(tally.lessons))


def _pair(counts: Counts) -> tuple[str, str]:
    return str(counts.missed), str(counts.illness)
