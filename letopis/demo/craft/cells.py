"""Клетки одного урока: кого спросили, кто писал работу, кого не было."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from random import Random

from letopis.demo.craft.absences import EXCUSED, ILL, LATE, TRUANT
from letopis.demo.craft.chance import about
from letopis.demo.craft.chances import FINE, HARD, Odds, expected, mark, odds
from letopis.demo.craft.lessons import Programme
from letopis.demo.craft.people import FAILING, Pupil
from letopis.demo.craft.school import Course
from letopis.regulation.averages import Weighed
from letopis.regulation.offers import PupilPeriod

ASKED = {1: 0.4, 2: 0.36, 3: 0.33}  # hours a week → share of the class marked in an ordinary lesson
SELDOM = 0.3  # the same where there are more hours
WRITES = 0.94  # share of those present whose work is marked
WRITES_LATER = 0.12  # of the absent: the work is written afterwards, into the same cell
PASSED, FAILED = "зач", "незач"
TWO_MARKS = {"dictation": 0.5, "laboratory": 0.05}
SECOND_ANSWER = 0.015
RETAKEN = 0.35  # of the works marked 2: written again, both marks stay
EXPECTED = "."
LEVELS = ("выс", "баз", "низ")


def level_of(mean: float) -> str:
    """The level a mean would be."""
    return LEVELS[0] if mean > 4.2 else LEVELS[1] if mean > 3.2 else LEVELS[2]


class Page:
    """A page of the register while it is being filled."""

    def __init__(self, course: Course, chance: Random, *, marked: bool) -> None:
        self.course = course
        self.chance = chance
        self.marked = marked
        self.programme = Programme(course, marked=marked)
        self.strictness = chance.gauss(0, 0.09)
        self.share = ASKED.get(course.hours, SELDOM) * chance.uniform(0.88, 1.1)
        self.easy: dict[int, Odds] = {}
        self.hard: dict[int, Odds] = {}
        self.means: dict[int, float] = {}
        for pupil in course.members:
            mean = expected(pupil, course, self.strictness)
            self.means[pupil.id] = mean
            self.easy[pupil.id] = odds(mean, course.subject.kind)
            self.hard[pupil.id] = odds(mean - HARD, course.subject.kind)
        self.parts: dict[int, list[str]] = defaultdict(list)
        self.avoided_by = 0  # a pupil who comes to no lesson until the period ends
        self.by_levels: set[int] = set()  # pupils a document has judged by levels
        self.forget()

    def forget(self) -> None:
        """Begin a new period."""
        self.counts: dict[int, int] = dict.fromkeys(self.easy, 0)
        self.marks: dict[int, dict[Fraction, list[int]]] = defaultdict(dict)
        self.missed: dict[int, int] = dict.fromkeys(self.easy, 0)
        self.excused: dict[int, int] = dict.fromkeys(self.easy, 0)
        self.words: dict[int, list[str]] = defaultdict(list)
        self.lessons = 0

    def weighed(self, pupil: int) -> list[Weighed]:
        """The pupil's marks of the period by weights."""
        return [Weighed(total, number, weight) for weight, (total, number) in self.marks[pupil].items()]

    def in_period(self, pupil: int) -> PupilPeriod:
        """What the rules of an offer ask of the pupil's period."""
        words, missed = tuple(self.words[pupil]), (self.missed[pupil], self.excused[pupil])
        return PupilPeriod(tuple(self.weighed(pupil)), words, "", self.lessons, *missed)

    def count(self, pupil: int, total: int, number: int, weight: Fraction) -> None:
        """Take marks into the means of the period."""
        found = self.marks[pupil].setdefault(weight, [0, 0])
        found[0] += total
        found[1] += number

    def cells(
        self, here: list[Pupil], away: dict[int, str], work: str, *, first: bool, recent: bool
    ) -> Iterator[tuple[Pupil, str]]:
        """Filled cells of a lesson.

        Args:
            here: pupils of the page who are enrolled on the day.
            away: signs of those who are away all day.
            work: code of the work type, "" for an ordinary lesson.
            first: the first lesson of the day, to which people come late.
            recent: works of the day may still be handed in.
        """
        self.lessons += 1
        signs = self._signs(here, away, first=first)
        chosen = self._chosen([one for one in here if signs.get(one.id, LATE) == LATE], work)
        for pupil in here:
            sign = signs.get(pupil.id, "")
            if sign and sign != LATE:
                self.missed[pupil.id] += 1
                self.excused[pupil.id] += sign in {ILL, EXCUSED}
            value = self._value(pupil, sign, work) if pupil.id in chosen else ""
            if sign in {ILL, EXCUSED, TRUANT} and work and self._writes_later(pupil):
                value = self._value(pupil, sign, work)
            elif sign in {ILL, EXCUSED, TRUANT} and work and recent and self._is_awaited(pupil):
                value = EXPECTED
            text = f"{sign} {value}".strip()
            if text:
                yield pupil, text

    def _signs(self, here: list[Pupil], away: dict[int, str], *, first: bool) -> dict[int, str]:
        """Absences of the lesson: those of the day, single truancies, the late."""
        found = {}
        for pupil in here:
            sign = away.get(pupil.id, "")
            if not sign:
                drawn, talent = self.chance.random(), pupil.talent
                if drawn < talent.truancy or pupil.id == self.avoided_by:
                    sign = TRUANT
                elif first and drawn > 1 - talent.lateness:
                    sign = LATE
            if sign:
                found[pupil.id] = sign
        return found

    def _writes_later(self, pupil: Pupil) -> bool:
        return (
            self.marked
            and not pupil.exempt
            and pupil.talent.part != FAILING
            and self.chance.random() < WRITES_LATER
        )

    def _is_awaited(self, pupil: Pupil) -> bool:
        return self.marked and not self.course.subject.pass_fail and not pupil.exempt

    def _chosen(self, present: list[Pupil], work: str) -> set[int]:
        """Whose marks are put: nearly all for a work, otherwise rather those who have few."""
        if not self.marked:
            return set()
        chance = self.chance.random
        if self.course.subject.kind == "sport":
            present = [pupil for pupil in present if not pupil.exempt]
        if work:
            return {pupil.id for pupil in present if chance() < WRITES}
        number = about(self.chance, self.share * len(present))
        counts = self.counts
        return set(sorted((one.id for one in present), key=lambda id_: counts[id_] + 2.4 * chance())[:number])

    def _value(self, pupil: Pupil, sign: str, work: str) -> str:
        self.counts[pupil.id] += 1
        if self.course.subject.pass_fail:
            word = PASSED if self.chance.random() < 0.5 + 0.13 * self.means[pupil.id] else FAILED
            self.words[pupil.id].append(word)
            return word
        if pupil.id in self.by_levels:
            return level_of(self.means[pupil.id] + self.chance.uniform(-0.8, 0.8))
        value = mark(self.chance, (self.hard if work else self.easy)[pupil.id])
        if value == "2" and work and self.chance.random() < RETAKEN:
            return f"{value}/{self.chance.choice('334')}"
        if not sign and self.chance.random() < TWO_MARKS.get(work, SECOND_ANSWER):
            value = f"{value} {mark(self.chance, self.easy[pupil.id])}"
        return value

    def level(self, pupil: int) -> str:
        """The level of a pupil judged without marks."""
        return level_of(self.means[pupil])

    def as_known(self, pupil: int) -> Odds:
        """Probabilities of a period mark, where no lessons stand behind it."""
        return odds(round(self.means[pupil] * FINE) / FINE - 0.1, "arts")
