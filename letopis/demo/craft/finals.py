"""Отметки за период и за год: по расчёту, иногда своя с основанием, неаттестация, освобождение."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from random import Random

from letopis.demo.craft.cells import FAILED, PASSED, Page
from letopis.demo.craft.chances import mark
from letopis.demo.craft.data import read
from letopis.demo.craft.facts import CLAUSE, AttainmentRow, MarkRow, Scribe
from letopis.demo.craft.moments import Moments
from letopis.demo.craft.people import FAILING, GIFTED, Pupil
from letopis.demo.craft.school import Period
from letopis.journal.craft import facts
from letopis.regulation.averages import Rounding, Weighed, proposal, weighted_mean
from letopis.regulation.offers import (
    FEW_MARKS,
    OfferRules,
    offered,
    offered_for_year,
    why_not_attested,
)
from letopis.regulation.settings import Settings
from letopis.trace.craft.leaf import body_of

NOT_ATTESTED, EXEMPT = "н/а", "осв"
AFTER_LESSONS = 15 * 3600 + 1200  # second of the day from which period marks are put
TOLD = 0.12  # share of children without marks about whom words are written, too
RAISED, LOWERED = 0.06, 0.01  # shares of marks not by calculation where the mean lies near the next mark


@dataclass(frozen=True)
class Final:
    """A period mark and why it is what it is."""

    value: str
    by_calculation: bool = True
    reason: str = ""
    not_attested: str = ""


class Finals:
    """Puts the marks of one period on the pages of the school."""

    def __init__(self, chance: Random, scribe: Scribe, moments: Moments, settings: Settings) -> None:
        self.chance = chance
        self.scribe = scribe
        self.moments = moments
        self.settings = settings
        self.proposed = cache(_proposed)
        self.clocks: dict[int, float] = {}

    def put(self, page: Page, period: Period, pupils: list[Pupil], *, counted: bool) -> dict[MarkRow, Pupil]:
        """Marks of a page for a period, in the afternoon of its last day.

        Args:
            page: the page.
            period: quarter, half-year or the whole year.
            pupils: who is there on the last day.
            counted: whether lessons stand behind the marks.

        Returns:
            the marks and whose they are.
        """
        found = {}
        for pupil in pupils:
            final = self._final(page, period, pupil, counted=counted)
            found[self._write(page, period, pupil, final)] = pupil
            if period.span.scheme != "year":
                page.parts[pupil.id].append(final.value)
        return found

    def tell(self, page: Page, period: Period, pupils: list[Pupil]) -> None:
        """Levels, and words about some, on a page of a class taught without marks."""
        course, scribe, words = page.course, self.scribe, read("reasons")["levels"]
        for pupil in pupils:
            level = _level(page.means[pupil.id])
            text = self.chance.choice(words[level]) if self.chance.random() < TOLD else ""
            row = AttainmentRow(
                next(scribe.numbers.attainment),
                level,
                text,
                False,  # noqa: FBT003 - a column
                course.id,
                period.id,
                pupil.id,
            )
            scribe.facts.attainments.append(row)
            after = facts.level_body(level, text, course.ref, period.ref)
            scribe.record(
                self._moment(page, period.span.ends),
                course.teacher.account_ref,
                facts.PUT_LEVEL,
                (pupil.ref, facts.page_in_period(course.ref, period.ref)),
                body_of(None, after, "", CLAUSE),
            )

    def _final(self, page: Page, period: Period, pupil: Pupil, *, counted: bool) -> Final:
        if pupil.exempt and page.course.subject.kind == "sport" and page.course.subject.rank == 93:
            return Final(EXEMPT)
        if period.span.scheme == "year":
            return self._of_year(page, pupil)
        if pupil.id in page.by_levels:
            return Final(page.level(pupil.id))
        if page.course.subject.pass_fail:
            return self._passed(page, pupil, counted=counted)
        rule = self.settings.rounding(period.span.scheme)
        return self._counted(page, pupil, rule) if counted else self._remembered(page, pupil)

    def _passed(self, page: Page, pupil: Pupil, *, counted: bool) -> Final:
        rules = self.settings.offer_rules("quarter", is_near_end=True)
        offer = offered(page.in_period(pupil.id), rules) if counted else ""
        if offer == NOT_ATTESTED:
            return Final(offer, not_attested=why_not_attested(page.in_period(pupil.id), rules))
        if offer:
            return Final(offer)
        return Final(PASSED if page.means[pupil.id] > 2.6 else FAILED, by_calculation=False)

    def _of_year(self, page: Page, pupil: Pupil) -> Final:
        """By the rules of the year out of its parts, or what the last of them says."""
        parts, settings = page.parts[pupil.id], self.settings
        offer = offered_for_year(parts, settings.rounding("year"), settings.annual, settings.pass_rule)
        if offer:
            return Final(offer)
        value = parts[-1] if parts else NOT_ATTESTED
        return Final(value, by_calculation=False, not_attested=FEW_MARKS if value == NOT_ATTESTED else "")

    def _counted(self, page: Page, pupil: Pupil, rule: Rounding) -> Final:
        """By calculation, or what a teacher does where there is none or it is nearly the next mark."""
        weighed = page.weighed(pupil.id)
        rounded, fraction = self.proposed(tuple(weighed), rule)
        if rounded is None:
            return self._without_proposal(page, pupil, rule, weighed)
        if 0.42 <= fraction < float(rule.threshold) and self.chance.random() < RAISED and rounded < 5:
            return self._override(str(rounded + 1), "override_up")
        if fraction >= float(rule.threshold) and self.chance.random() < LOWERED and rounded > 3:
            return self._override(str(rounded - 1), "override_down")
        return Final(str(rounded))

    def _without_proposal(self, page: Page, pupil: Pupil, rule: Rounding, weighed: list[Weighed]) -> Final:
        """Not attested by the rule, or by the teacher, or the mark the few marks speak for."""
        settings, found = self.settings, page.in_period(pupil.id)
        rules = OfferRules(
            rule, settings.pass_rule, settings.non_attestation, settings.scale.finals, is_near_end=True
        )
        why = why_not_attested(found, rules)
        if offered(found, rules) == NOT_ATTESTED:
            return Final(NOT_ATTESTED, not_attested=why)
        mean = weighted_mean(part for part in weighed if part.count)
        if mean is None or self.chance.random() < 0.6:
            reason = self._reason("not_attested")
            return Final(NOT_ATTESTED, by_calculation=False, reason=reason, not_attested=why)
        return Final(str(round(mean)), by_calculation=False)

    def _remembered(self, page: Page, pupil: Pupil) -> Final:
        """A mark of a year of which only the marks came over from the old books."""
        if pupil.talent.part == FAILING and self.chance.random() < 0.12:
            reason = self._reason("not_attested")
            return Final(NOT_ATTESTED, by_calculation=False, reason=reason, not_attested=FEW_MARKS)
        if pupil.talent.part == GIFTED:
            return Final("5")
        return Final(mark(self.chance, page.as_known(pupil.id)))

    def _override(self, value: str, kind: str) -> Final:
        return Final(value, by_calculation=False, reason=self._reason(kind))

    def _reason(self, kind: str) -> str:
        found: str = self.chance.choice(read("reasons")[kind])
        return found

    def _write(self, page: Page, period: Period, pupil: Pupil, final: Final) -> MarkRow:
        course, scribe = page.course, self.scribe
        row = MarkRow(
            id=next(scribe.numbers.mark),
            value=final.value,
            by_calculation=final.by_calculation,
            reason=final.reason,
            is_corrected=False,
            course_id=course.id,
            period_id=period.id,
            student_id=pupil.id,
            not_attested=final.not_attested,
        )
        scribe.facts.marks.append(row)
        after = facts.period_mark_body(
            final.value,
            course.ref,
            period.ref,
            by_calculation=final.by_calculation,
            not_attested=final.not_attested,
        )
        scribe.record(
            self._moment(page, period.span.ends),
            course.teacher.account_ref,
            facts.PUT_PERIOD_MARK,
            (pupil.ref, facts.page_in_period(course.ref, period.ref)),
            body_of(None, after, final.reason, CLAUSE),
        )
        return row

    def _moment(self, page: Page, day: date) -> datetime:
        """One mark after another, each teacher at their own pace."""
        teacher = page.course.teacher.id
        second = self.clocks.get(teacher, AFTER_LESSONS + teacher * 7.0) + 1.2 + 3 * self.chance.random()
        self.clocks[teacher] = second
        return self.moments.at(day, second)

    def next_day(self) -> None:
        """Everybody begins the afternoon anew."""
        self.clocks.clear()


def _level(mean: float) -> str:
    """The level of a child who is not marked."""
    return "выс" if mean > 4.4 else "пов" if mean > 3.9 else "баз" if mean > 3.2 else "низ"


def _proposed(weighed: tuple[Weighed, ...], rule: Rounding) -> tuple[int | None, float]:
    """The mark by calculation and how far its mean lies above the whole mark."""
    mean = weighted_mean(part for part in weighed if part.count)
    return proposal(weighed, rule), float(mean % 1) if mean is not None else 0.0
