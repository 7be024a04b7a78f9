"""Особые условия показательной школы: освобождение на год, от практики на четверть, другая шкала."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from random import Random

from letopis.conditions.craft import facts
from letopis.demo.craft.cells import Page
from letopis.demo.craft.chance import new_ref
from letopis.demo.craft.facts import ConditionRow, Scribe
from letopis.demo.craft.moments import Moments
from letopis.demo.craft.people import FAILING, Pupil
from letopis.demo.craft.school import SHOWN, Group, Subject, Year
from letopis.regulation.conditions import EXEMPT, PRACTICAL, SCALE
from letopis.regulation.marks import Scale
from letopis.regulation.settings import Settings
from letopis.trace.craft.leaf import body_of

CLAUSE = "3.5"
MORNING = 9 * 3600
SPORT, CRAFTS = 93, 92  # ranks of subjects in the curriculum
PRACTICAL_SEAT, LEVELS_SEAT = 5, -4  # in the shown class


def scale_with_levels(settings: Settings) -> Scale:
    """Every sign a cell of the school may hold, the levels of special scales among them."""
    words = (word for one in settings.special_scales.values() for word in one.words)
    return replace(settings.scale, pass_fail=tuple(dict.fromkeys((*settings.scale.pass_fail, *words))))


class Special:
    """Writes the conditions of a year down on its first day."""

    def __init__(self, chance: Random, scribe: Scribe, moments: Moments, by: int) -> None:
        self.chance = chance
        self.scribe = scribe
        self.moments = moments
        self.by = by
        self.second = float(MORNING)

    def begin(self, year: Year, pages: Mapping[int, Page], *, is_now: bool) -> None:
        """Enter the conditions of the year, let the pages keep to them, let somebody stay away."""
        for pupil, subject in self._conditions(year, is_now=is_now):
            for page in pages.values():
                if page.course.subject is subject and pupil in page.course.members:
                    page.by_levels.add(pupil.id)
        group = next((one for one in year.groups if one.cohort == SHOWN), None)
        if is_now and group:
            away = next((one for one in group.pupils if one.talent.part == FAILING), None)
            course = min(group.courses, key=lambda one: (one.hours, one.id))
            pages[course.id].avoided_by = away.id if away else 0

    def _conditions(self, year: Year, *, is_now: bool) -> Iterator[tuple[Pupil, Subject]]:
        """The conditions of the year; gives back who is judged by levels, and in what."""
        for group in year.groups:
            sport = _subject(group, lambda one: one.rank == SPORT)
            for pupil in group.pupils:
                if pupil.exempt and sport:
                    days = (year.days.starts, year.days.ends)
                    self._put(pupil, sport, (EXEMPT, "", "certificate"), days)
            if is_now and group.cohort == SHOWN:
                yield from self._shown(year, group)

    def _shown(self, year: Year, group: Group) -> Iterator[tuple[Pupil, Subject]]:
        first = year.period(group.scheme).span
        crafts = _subject(group, lambda one: one.rank == CRAFTS)
        if crafts:
            pupil = group.pupils[PRACTICAL_SEAT]
            self._put(pupil, crafts, (PRACTICAL, "", "certificate"), (first.starts, first.ends))
        foreign = _subject(group, lambda one: one.subgroups > 1)
        if foreign:
            pupil = group.pupils[LEVELS_SEAT]
            self._put(pupil, foreign, (SCALE, "levels", "programme"), (year.days.starts, year.days.ends))
            yield pupil, foreign

    def _put(
        self, pupil: Pupil, subject: Subject, kind: tuple[str, str, str], days: tuple[date, date]
    ) -> None:
        what, scale, document = kind
        self.second += 40
        at = self.moments.at(days[0], self.second)
        row = ConditionRow(
            id=next(self.scribe.numbers.condition),
            ref=new_ref(self.chance),
            kind=what,
            scale=scale,
            starts=days[0],
            ends=days[1],
            document=document,
            number=str(self.chance.randrange(20, 990)),
            issued_on=days[0],
            note="",
            entered_at=at,
            entered_by=self.by,
            lifted_why="",
            student_id=pupil.id,
            subject_id=subject.id,
        )
        self.scribe.facts.conditions.append(row)
        after = facts.condition_body(
            (what, scale, subject.name), days, (document, row.number, row.issued_on, row.note)
        )
        about = (pupil.ref, row.ref)
        self.scribe.record(at, self.by, facts.SET_CONDITION, about, body_of(None, after, "", CLAUSE))


def _subject(group: Group, fits: Callable[[Subject], bool]) -> Subject | None:
    return next((one.subject for one in group.courses if fits(one.subject)), None)
