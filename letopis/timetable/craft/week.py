"""Неделя расписания: урок дня с учителем, кабинетом и тем, что в нём изменено."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property

from letopis.regulation.access import Span
from letopis.regulation.timetable import Place, SchoolDays

CANCELLED, EXTRA, REPLACED = "cancelled", "extra", "replaced"
MOVED_AWAY, MOVED_HERE, SUBSTITUTED, OTHER_ROOM = "moved_away", "moved_here", "substituted", "other_room"
DAYS = 7


@dataclass(frozen=True)
class Named:
    """A teacher or a room: id and what to call it."""

    id: int
    name: str


@dataclass(frozen=True)
class Page:
    """A page of the register, as a timetable names it."""

    course: int
    class_group: int
    grade: int
    class_title: str
    subject: str
    subgroup: int | None
    subgroup_title: str

    @property
    def title(self) -> str:
        """Subject, with the subgroup where there is one."""
        return f"{self.subject}, {self.subgroup_title}" if self.subgroup_title else self.subject


@dataclass(frozen=True)
class WeekSlot:
    """A lesson of the weekly timetable."""

    id: int
    weekday: int
    number: int
    days: Span
    page: Page
    room: Named | None
    holds: int


@dataclass(frozen=True)
class DayChange:
    """A change of one lesson on one day.

    Attributes:
        moved_from, moved_to: day and number of the lesson's other place, where it was moved.
    """

    id: int
    day: date
    number: int
    kind: str
    reason: str
    page: Page
    teacher: Named | None
    room: Named | None
    holds: int
    moved_from: tuple[date, int] | None
    moved_to: tuple[date, int] | None


@dataclass(frozen=True)
class Given:
    """A lesson of a day.

    Attributes:
        sign: what is special about it: one of the signs above, "" for a lesson as usual.
        teacher, room: who gives it and where, on this very day.
        usual: who would have given it, where another does.
        slot: id of the lesson of the week, 0 for one that stands on this day only.
        change: id of the change, 0 if there is none.
        place: the other day and number of a moved lesson.
    """

    day: date
    number: int
    page: Page
    teacher: Named | None
    room: Named | None
    sign: str = ""
    usual: Named | None = None
    reason: str = ""
    slot: int = 0
    change: int = 0
    place: tuple[date, int] | None = None
    holds: int = 1

    @property
    def stands(self) -> bool:
        """Whether it takes place."""
        return self.sign not in {CANCELLED, MOVED_AWAY}

    def as_place(self, key: int) -> Place:
        """What can get in the way of other lessons of the hour."""
        page = self.page
        teacher, room = self.teacher, self.room
        return Place(
            key,
            page.course,
            page.class_group,
            page.subgroup,
            teacher.id if teacher else None,
            room.id if room else None,
            self.holds,
        )


@dataclass(frozen=True)
class Duty:
    """Who teaches a page and when."""

    teacher: Named
    days: Span


@dataclass
class WeekFacts:
    """What the days of a week are made of."""

    slots: list[WeekSlot]
    changes: list[DayChange]
    duties: Mapping[int, list[Duty]]
    days: SchoolDays

    def teacher_of(self, course: int, day: date) -> Named | None:
        """Who is appointed to a page on a day; the last appointed, where there are two."""
        found = [duty for duty in self.duties.get(course, ()) if duty.days.covers(day)]
        return max(found, key=lambda duty: duty.days.starts).teacher if found else None

    def lessons(self, since: date, until: date) -> list[Given]:
        """Every lesson between two days, cancelled ones too, in order."""
        changed = {(one.page.course, one.day, one.number): one for one in self.changes}
        found: list[Given] = []
        for number in range((until - since).days + 1):
            day = since + timedelta(days=number)
            for slot in self._slots_of(day):
                key = (slot.page.course, day, slot.number)
                found.append(self._usual(slot, day, changed.pop(key, None)))
        extra = [self._besides(one) for one in changed.values() if one.kind != CANCELLED]
        extra = [one for one in extra if since <= one.day <= until]
        return sorted(
            [*found, *extra], key=lambda one: (one.day, one.number, one.page.class_group, one.page.title)
        )

    def _slots_of(self, day: date) -> list[WeekSlot]:
        weekdays = {grade: self.days.weekday(day, grade) for grade in self._grades}
        return [one for one in self.slots if one.days.covers(day) and weekdays[one.page.grade] == one.weekday]

    @cached_property
    def _grades(self) -> set[int]:
        return {one.page.grade for one in self.slots}

    def _usual(self, slot: WeekSlot, day: date, change: DayChange | None) -> Given:
        teacher = self.teacher_of(slot.page.course, day)
        usual = Given(day, slot.number, slot.page, teacher, slot.room, slot=slot.id, holds=slot.holds)
        return usual if change is None else _with(usual, change)

    def _besides(self, change: DayChange) -> Given:
        teacher = change.teacher or self.teacher_of(change.page.course, change.day)
        usual = self.teacher_of(change.page.course, change.day) if change.teacher else None
        sign = MOVED_HERE if change.moved_from else EXTRA
        return Given(
            change.day,
            change.number,
            change.page,
            teacher,
            change.room,
            sign=sign,
            usual=usual,
            reason=change.reason,
            change=change.id,
            place=change.moved_from,
            holds=change.holds,
        )


def _with(usual: Given, change: DayChange) -> Given:
    """A lesson of the week on a day when it is not as usual."""
    if change.kind == CANCELLED:
        sign = MOVED_AWAY if change.moved_to else CANCELLED
    else:
        sign = SUBSTITUTED if change.teacher else OTHER_ROOM
    return Given(
        usual.day,
        usual.number,
        usual.page,
        change.teacher or usual.teacher,
        change.room or usual.room,
        sign=sign,
        usual=usual.teacher if change.teacher else None,
        reason=change.reason,
        slot=usual.slot,
        change=change.id,
        place=change.moved_to,
        holds=change.holds if change.room else usual.holds,
    )


@dataclass(frozen=True)
class Hour:
    """One hour of a day on a page: its number, when it is, what takes place."""

    number: int
    begins: time | None
    ends: time | None
    lessons: tuple[Given, ...]


@dataclass(frozen=True)
class Day:
    """A day of a week on a page.

    Attributes:
        rest: why there are no lessons, "" on a school day.
        follows: the weekday whose lessons it has, where that is another one; 0 otherwise.
    """

    date: date
    is_today: bool
    hours: tuple[Hour, ...]
    rest: str = ""
    follows: int = 0


@dataclass(frozen=True)
class Ring:
    """When a lesson begins and ends."""

    begins: time
    ends: time


@dataclass(frozen=True)
class BellSet:
    """A timetable of bells and whom it is for."""

    id: int
    title: str
    starts: date
    grades: tuple[int, int]
    weekdays: str
    rings: Mapping[int, Ring] = field(default_factory=dict)

    def is_for(self, grade: int, day: date) -> bool:
        """Whether it rings for a grade on a day."""
        first, last = self.grades
        return self.starts <= day and first <= grade <= last and str(day.isoweekday()) in self.weekdays


def rings_for(sets: Iterable[BellSet], grade: int, day: date) -> Mapping[int, Ring]:
    """Bells of a grade on a day: of those that fit, the narrowest by weekdays and grades, then the newest."""
    fitting = [one for one in sets if one.is_for(grade, day)]
    if not fitting:
        return {}
    chosen = min(
        fitting, key=lambda one: (len(one.weekdays), one.grades[1] - one.grades[0], -one.starts.toordinal())
    )
    return chosen.rings


def by_days(lessons: Iterable[Given]) -> dict[date, dict[int, list[Given]]]:
    """Day → number → lessons."""
    found: dict[date, dict[int, list[Given]]] = defaultdict(lambda: defaultdict(list))
    for one in lessons:
        found[one.day][one.number].append(one)
    return found
