"""Исправления после закрытия: несколько в периоде, заместителем директора, в одном классе по приказу."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from letopis.demo.craft.calendar import ONE_DAY
from letopis.demo.craft.cells import Page
from letopis.demo.craft.chance import new_ref
from letopis.demo.craft.data import read
from letopis.demo.craft.facts import (
    CLAUSE,
    Correction,
    LessonRow,
    MarkCorrection,
    MarkRow,
    OrderRow,
    Scribe,
)
from letopis.demo.craft.moments import Moments
from letopis.demo.craft.people import Pupil
from letopis.demo.craft.school import Group, Period
from letopis.journal.craft import facts
from letopis.regulation.averages import Rounding, Weighed, proposal
from letopis.trace.craft.leaf import body_of

AFTER = timedelta(days=4)  # how long after closing the mistake is found
NOON = 12 * 3600 + 2400
MOST_CELLS, MOST_MARKS = 4, 3  # in one period
ORDERED, ORDER_NUMBER, ORDER_DAYS = 11 * 3600, "47-од", timedelta(days=14)
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


@dataclass(frozen=True)
class _Due:
    """A correction whose day will come; the deed is told the day, its second and the order or ""."""

    group: Group
    period: Period
    deed: Callable[[date, float, str], None]


class Corrections:
    """Chooses what will turn out wrong while a period is closed, and puts it right some days later.

    Attributes:
        principal: reference of the account that orders corrections in one class of the year, 0 for nobody.
    """

    def __init__(self, chance: Random, scribe: Scribe, moments: Moments, deputy: int, principal: int) -> None:
        self.chance = chance
        self.scribe = scribe
        self.moments = moments
        self.deputy = deputy
        self.principal = principal
        self.ordered: tuple[int, int, str] = (0, 0, "")
        self.noticed: dict[int, list[_Cell]] = defaultdict(list)
        self.due: dict[date, list[_Due]] = defaultdict(list)
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
                self._put_off(page, period, self._cell_deed(cell, value))
        if period.span.ordinal == 4 or (period.span.scheme, period.span.ordinal) == ("half_year", 2):
            return
        for row, pupil in rows.items():
            weak = row.value in {"2", "3"} and row.by_calculation
            if weak and self.chance.random() < TAKEN and self._free(period, "mark", MOST_MARKS):
                mark = _Mark(row, pupil, page, period, str(int(row.value) + 1))
                self._put_off(page, period, self._mark_deed(mark))

    def _put_off(self, page: Page, period: Period, deed: Callable[[date, float, str], None]) -> None:
        self.due[period.span.ends + AFTER].append(_Due(page.course.group, period, deed))

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

    def _cell_deed(self, cell: _Cell, value: str) -> Callable[[date, float, str], None]:
        def put_right(day: date, second: float, order: str) -> None:
            self.scribe.facts.corrections.append(Correction(value, int(value), 1, cell.entry))
            why = order + self.chance.choice(read("reasons")["correct_entry"])
            body = body_of(facts.entry_body(cell.value), facts.entry_body(value), why, CLAUSE)
            about = (cell.pupil.ref, cell.lesson.ref)
            self.scribe.record(self.moments.at(day, second), self.deputy, facts.CORRECT_MARK, about, body)

        return put_right

    def _mark_deed(self, mark: _Mark) -> Callable[[date, float, str], None]:
        course, period = mark.page.course.ref, mark.period.ref

        def put_right(day: date, second: float, order: str) -> None:
            why = order + self.chance.choice(read("reasons")["correct_final"])
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
        """Order what is to be put right tomorrow, put right what was found wrong by this day."""
        if self.principal and not self.ordered[0] and self.due.get(day + ONE_DAY):
            self._order(self.due[day + ONE_DAY][0], day)
        for place, one in enumerate(self.due.pop(day, [])):
            group, period, order = self.ordered
            is_ordered = (one.group.id, one.period.id) == (group, period)
            one.deed(day, NOON + 95.5 * place, f"{order}: " if is_ordered else "")

    def _order(self, due: _Due, day: date) -> None:
        """The principal's order, by which the deputy corrects the closed period of one class."""
        at, last = self.moments.at(day, ORDERED), day + ORDER_DAYS
        why, ref = read("reasons")["order"], new_ref(self.chance)
        self.scribe.facts.orders.append(
            OrderRow(
                ref, due.group.id, due.period.id, ORDER_NUMBER, day, day, last, why, False, at, self.principal  # noqa: FBT003 - a column
            )
        )  # fmt: skip
        after = facts.order_body((ORDER_NUMBER, day), (day, last), why, for_teachers=False)
        body = body_of(None, after, why, CLAUSE)
        self.scribe.record(at, self.principal, facts.OPEN_CORRECTION, (due.group.ref, ref), body)
        self.ordered = (due.group.id, due.period.id, f"приказ № {ORDER_NUMBER} от {day:%d.%m.%Y}")
