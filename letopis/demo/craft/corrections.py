"""Исправления после закрытия: несколько в каждом периоде, всегда заместителем директора и с основанием."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from letopis.demo.craft.cells import Page
from letopis.demo.craft.data import read
from letopis.demo.craft.facts import CLAUSE, Correction, LessonRow, MarkCorrection, MarkRow, Scribe
from letopis.demo.craft.moments import Moments
from letopis.demo.craft.people import Pupil
from letopis.demo.craft.school import Period
from letopis.journal.craft import facts
from letopis.regulation.averages import Rounding, Weighed, proposal
from letopis.trace.craft.leaf import body_of

AFTER = timedelta(days=4)  # how long after closing the mistake is found
NOON = 12 * 3600 + 2400
MOST_CELLS, MOST_MARKS = 4, 3  # in one period
NOTED = 0.06  # of the marks of fresh works
NOTICED, TAKEN = 0.004, 0.004  # shares of cells remembered, of period marks taken


@dataclass(frozen=True)
class _Cell:
    """A single mark of a written work."""

    entry: int
    lesson: LessonRow
    pupil: Pupil
    value: str
    weight: Fraction


@dataclass(frozen=True)
class _Mark:
    """A period mark to be raised."""

    row: MarkRow
    pupil: Pupil
    page: Page
    period: Period
    value: str


class Corrections:
    """Chooses what will turn out wrong while a period is closed, and puts it right some days later."""

    def __init__(self, chance: Random, scribe: Scribe, moments: Moments, deputy: int) -> None:
        self.chance = chance
        self.scribe = scribe
        self.moments = moments
        self.deputy = deputy
        self.noticed: dict[int, list[_Cell]] = defaultdict(list)
        self.due: dict[date, list[Callable[[date, float], None]]] = defaultdict(list)
        self.chosen: dict[tuple[int, str], int] = defaultdict(int)

    def notice(
        self, page: Page, lesson: LessonRow, pupil: Pupil, entry: int, value: str, weight: Fraction
    ) -> None:
        """Remember a few cells of written works."""
        if len(value) == 1 and self.chance.random() < NOTICED:
            self.noticed[page.course.id].append(_Cell(entry, lesson, pupil, value, weight))

    def note(self, value: str) -> str:
        """What a teacher now and then writes beside a mark of a work."""
        kind = {"2": "weak", "3": "weak", "5": "strong"}.get(value)
        if kind is None or self.chance.random() > NOTED:
            return ""
        text: str = self.chance.choice(read("reasons")["notes"][kind])
        return text

    def choose(self, page: Page, period: Period, rule: Rounding, rows: Mapping[MarkRow, Pupil]) -> None:
        """Take something of a page whose period has just got its marks."""
        for cell in self.noticed.pop(page.course.id, []):
            value = str(int(cell.value) + (1 if cell.value < "5" else -1))
            if self._keeps_mark(page, cell, value, rule) and self._free(period, "cell", MOST_CELLS):
                self.due[period.span.ends + AFTER].append(self._cell_deed(cell, value))
        if period.span.ordinal == 4 or (period.span.scheme, period.span.ordinal) == ("half_year", 2):
            return
        for row, pupil in rows.items():
            weak = row.value in {"2", "3"} and row.by_calculation
            if weak and self.chance.random() < TAKEN and self._free(period, "mark", MOST_MARKS):
                mark = _Mark(row, pupil, page, period, str(int(row.value) + 1))
                self.due[period.span.ends + AFTER].append(self._mark_deed(mark))

    def _free(self, period: Period, kind: str, most: int) -> bool:
        key = (period.id, kind)
        self.chosen[key] += 1
        return self.chosen[key] <= most

    def _keeps_mark(self, page: Page, cell: _Cell, value: str, rule: Rounding) -> bool:
        """Whether the period mark stays as calculated."""
        stood = page.weighed(cell.pupil.id)
        change = int(value) - int(cell.value)
        stands = [
            Weighed(part.total + change, part.count, part.weight) if part.weight == cell.weight else part
            for part in stood
        ]
        return proposal(stood, rule) == proposal(stands, rule)

    def _cell_deed(self, cell: _Cell, value: str) -> Callable[[date, float], None]:
        def put_right(day: date, second: float) -> None:
            self.scribe.facts.corrections.append(Correction(value, int(value), 1, cell.entry))
            why = self.chance.choice(read("reasons")["correct_entry"])
            body = body_of(facts.entry_body(cell.value), facts.entry_body(value), why, CLAUSE)
            about = (cell.pupil.ref, cell.lesson.ref)
            self.scribe.record(self.moments.at(day, second), self.deputy, facts.CORRECT_MARK, about, body)

        return put_right

    def _mark_deed(self, mark: _Mark) -> Callable[[date, float], None]:
        course, period = mark.page.course.ref, mark.period.ref

        def put_right(day: date, second: float) -> None:
            why = self.chance.choice(read("reasons")["correct_final"])
            self.scribe.facts.mark_corrections.append(MarkCorrection(mark.value, False, why, mark.row.id))  # noqa: FBT003 - a column
            before = facts.period_mark_body(
                mark.row.value, course, period, by_calculation=mark.row.by_calculation
            )
            after = facts.period_mark_body(mark.value, course, period, by_calculation=False)
            about = (mark.pupil.ref, facts.page_in_period(course, period))
            body = body_of(before, after, why, CLAUSE)
            self.scribe.record(
                self.moments.at(day, second), self.deputy, facts.CORRECT_PERIOD_MARK, about, body
            )
            mark.page.parts[mark.pupil.id][mark.period.span.ordinal - 1] = mark.value

        return put_right

    def of_day(self, day: date) -> None:
        """Put right what was found wrong by this day."""
        for place, deed in enumerate(self.due.pop(day, [])):
            deed(day, NOON + 95.5 * place)
