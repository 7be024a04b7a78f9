"""Ступени закрытия показательной школы: учитель сдал, классный руководитель проверил, один раз вернул."""

from __future__ import annotations

from datetime import datetime

from letopis.demo.craft.data import read
from letopis.demo.craft.facts import CLAUSE, Scribe, StageRow
from letopis.demo.craft.moments import Moments
from letopis.demo.craft.people import Employee
from letopis.demo.craft.school import SHOWN, Course, Group, Period
from letopis.journal.craft import facts
from letopis.regulation.closing import CHECKED, HANDED, OPEN
from letopis.trace.craft.leaf import body_of

HANDING, CHECKING = 16 * 3600 + 2400, 17 * 3600 + 1500  # seconds of the day, before the deputy closes
BETWEEN_CLASSES, BETWEEN_PAGES = 17.3, 2.9
MENDED = 420  # seconds a teacher needs for a page sent back


class Stages:
    """Hands the pages of a class over and checks them on the last day of a period."""

    def __init__(self, scribe: Scribe, moments: Moments) -> None:
        self.scribe = scribe
        self.moments = moments

    def walk(self, group: Group, period: Period, place: int) -> None:
        """Every page of a class from its teacher to the class teacher; the shown class's first one twice.

        Args:
            group: the class.
            period: the period that ends.
            place: the class among those of the school.
        """
        if group.leader is None:
            return
        for number, course in enumerate(group.courses):
            later = place * BETWEEN_CLASSES + number * BETWEEN_PAGES
            if group.cohort == SHOWN and number == 0:
                self._move(course, period, (OPEN, HANDED), course.teacher, HANDING + later - 2 * MENDED)
                why = read("reasons")["sent_back"]
                self._move(course, period, (HANDED, OPEN), group.leader, HANDING + later - MENDED, why)
            self._move(course, period, (OPEN, HANDED), course.teacher, HANDING + later)
            at = self._move(course, period, (HANDED, CHECKED), group.leader, CHECKING + later)
            self.scribe.facts.stages.append(
                StageRow(course.id, period.id, CHECKED, at, group.leader.account_ref, "")
            )

    def _move(
        self,
        course: Course,
        period: Period,
        states: tuple[str, str],
        who: Employee,
        second: float,
        why: str = "",
    ) -> datetime:
        at = self.moments.at(period.span.ends, second)
        before, after = map(facts.stage_body, states)
        body = body_of(before, after, why, CLAUSE)
        self.scribe.record(at, who.account_ref, facts.MOVE_STAGE, (course.ref, period.ref), body)
        return at
