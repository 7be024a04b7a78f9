"""Внутришкольный контроль: завуч смотрит журналы, делает замечания, учителя отвечают, завуч закрывает."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from letopis.control.craft import facts
from letopis.demo.craft.chance import new_ref
from letopis.demo.craft.data import read
from letopis.demo.craft.facts import RemarkRow, Scribe
from letopis.demo.craft.moments import Moments
from letopis.demo.craft.school import Course
from letopis.regulation.remarks import ANSWERED, CLOSED, OPEN
from letopis.trace.craft.leaf import body_of

CLAUSE = "1.4"
AFTERNOON = 15 * 3600
WEEKEND = 5


class Oversight:
    """Makes the deputy's remarks on the days told in the data, counted back from the school's today."""

    def __init__(self, chance: Random, scribe: Scribe, moments: Moments, deputy: int) -> None:
        self.chance = chance
        self.scribe = scribe
        self.moments = moments
        self.deputy = deputy

    def of_day(self, day: date, today: date, courses: Sequence[Course]) -> None:
        """The remarks made on a day, each on a page of its own."""
        for place, told in enumerate(read("remarks")["remarks"]):
            if courses and _workday(today - timedelta(days=told["ago"])) == day:
                self._remark(courses[place % len(courses)], told, day, today)

    def _remark(self, course: Course, told: dict[str, Any], day: date, today: date) -> None:
        ref, teacher = new_ref(self.chance), course.teacher.account_ref
        made = self._moment(day)
        answered = self._later(day, told["answered"], today)
        closed = self._later(day, told["closed"], today) if answered else None
        answer = told["answer"] if answered else ""
        due = day + timedelta(days=told["term"])
        state = CLOSED if closed else ANSWERED if answered else OPEN
        number = next(self.scribe.numbers.remark)
        self.scribe.facts.remarks.append(
            RemarkRow(
                number, ref, course.id, "", told["text"], due, state, made, self.deputy, answer,
                answered, teacher if answered else None, closed, self.deputy if closed else None,
            )
        )  # fmt: skip
        about = (course.ref, ref)
        stages = [facts.remark_body(told["text"], due, OPEN, "")]
        self.scribe.record(made, self.deputy, facts.MAKE, about, body_of(None, stages[0], "", CLAUSE))
        for moment, by, deed, now in (
            (answered, teacher, facts.ANSWER, ANSWERED),
            (closed, self.deputy, facts.CLOSE, CLOSED),
        ):
            if moment:
                stages.append(facts.remark_body(told["text"], due, now, answer))
                body = body_of(stages[-2], stages[-1], "", CLAUSE)
                self.scribe.record(moment, by, deed, about, body)

    def _later(self, day: date, days: int, today: date) -> datetime | None:
        """A moment some days later, None where the day is not told or has not come yet."""
        later = _workday(day + timedelta(days=days))
        return self._moment(later) if days and later < today else None

    def _moment(self, day: date) -> datetime:
        return self.moments.at(day, AFTERNOON + self.chance.random() * 3600)


def _workday(day: date) -> date:
    """The day itself, or the Friday before."""
    return day - timedelta(days=max(0, day.weekday() - WEEKEND + 1))
