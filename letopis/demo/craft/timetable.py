"""Расписание звонков и уроков на неделю: у класса без окон, у учителя без двух классов сразу."""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random

from letopis.demo.craft.school import Course, Group

DAYS = 5
FIRST_BELL, LESSON, STEP = 8 * 3600 + 1800, 45 * 60, 55 * 60  # seconds of the day
TRIES, ENOUGH = 60_000, 150  # looks at a lesson: at most in all, at least for a class
SAME_SUBJECT = 0.4  # how bad a second lesson of a subject on a day is against a teacher in two places

Slot = tuple[int, int]  # weekday, number of the lesson
Unit = tuple[Course, ...]  # a lesson of the class, of both subgroups at once where there are two
Week = dict[int, list[list[Unit]]]  # id of a class → its lessons by weekday, in order


def bell(number: int) -> int:
    """Second of the day at which a lesson ends."""
    return FIRST_BELL + (number - 1) * STEP + LESSON


def make_week(chance: Random, groups: list[Group]) -> Week:
    """A week of lessons for all classes, improved by exchanges until hardly anybody is in two places."""
    return _Puzzle(chance, groups).solved()


class _Puzzle:
    def __init__(self, chance: Random, groups: list[Group]) -> None:
        self.chance = chance
        self.groups = groups
        self.clashes = 0
        self.slots: dict[int, list[Slot]] = {}
        self.units: dict[int, list[Unit]] = {}
        self.busy: Counter[tuple[int, Slot]] = Counter()
        self.daily: Counter[tuple[int, int, int]] = Counter()
        for group in groups:
            self._lay_out(group)

    def _lay_out(self, group: Group) -> None:
        """Lessons of a class at random in a week without gaps."""
        subjects: dict[int, list[Course]] = defaultdict(list)
        for course in group.courses:
            subjects[course.subject.id].append(course)
        units = [tuple(courses) for courses in subjects.values() for _ in range(courses[0].hours)]
        self.chance.shuffle(units)
        total = len(units)
        lengths = [total // DAYS + (day < total % DAYS) for day in range(DAYS)]
        self.chance.shuffle(lengths)
        self.slots[group.id] = [(day, number) for day in range(DAYS) for number in range(1, lengths[day] + 1)]
        self.units[group.id] = units
        for place, unit in enumerate(units):
            self._count(group.id, unit, self.slots[group.id][place], 1)

    def _count(self, group: int, unit: Unit, slot: Slot, by: int) -> None:
        for course in unit:
            place = (course.teacher.id, slot)
            others = self.busy[place] - (by < 0)
            self.clashes += by if others > 0 else 0
            self.busy[place] += by
        self.daily[group, unit[0].subject.id, slot[0]] += by

    def _cost(self, group: int, unit: Unit, slot: Slot) -> float:
        clashes = sum(self.busy[course.teacher.id, slot] - 1 for course in unit)
        return clashes + SAME_SUBJECT * (self.daily[group, unit[0].subject.id, slot[0]] - 1)

    def solved(self) -> Week:
        """Exchange lessons inside classes until nobody is in two places and the days are varied enough."""
        for attempt in range(TRIES):
            self._improve(self.groups[attempt % len(self.groups)].id)
            if not self.clashes and attempt > ENOUGH * len(self.groups):
                break
        return {group.id: self._days(group.id) for group in self.groups}

    def _improve(self, group: int) -> None:
        """Look at one lesson; exchange it with a better place if it stands badly."""
        units, slots = self.units[group], self.slots[group]
        here = self.chance.randrange(len(units))
        if self._cost(group, units[here], slots[here]) <= 0:
            return
        best, found = 0.0, -1
        for there in self.chance.sample(range(len(units)), min(12, len(units))):
            gain = self._gain(group, here, there) + self.chance.random() * 0.05
            if gain > best:
                best, found = gain, there
        if found >= 0:
            self._exchange(group, here, found)

    def _gain(self, group: int, here: int, there: int) -> float:
        before = self._both(group, here, there)
        self._exchange(group, here, there)
        after = self._both(group, here, there)
        self._exchange(group, here, there)
        return before - after

    def _both(self, group: int, here: int, there: int) -> float:
        units, slots = self.units[group], self.slots[group]
        return self._cost(group, units[here], slots[here]) + self._cost(group, units[there], slots[there])

    def _exchange(self, group: int, here: int, there: int) -> None:
        units, slots = self.units[group], self.slots[group]
        for place in (here, there):
            self._count(group, units[place], slots[place], -1)
        units[here], units[there] = units[there], units[here]
        for place in (here, there):
            self._count(group, units[place], slots[place], 1)

    def _days(self, group: int) -> list[list[Unit]]:
        days: list[list[Unit]] = [[] for _ in range(DAYS)]
        for slot, unit in sorted(
            zip(self.slots[group], self.units[group], strict=True), key=lambda one: one[0]
        ):
            days[slot[0]].append(unit)
        return days
