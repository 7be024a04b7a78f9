"""Расписание: какой день учебный и по какому дню недели, какие уроки встречаются в одном часу (п. 1.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from letopis.regulation.access import Span

SUNDAY = 7
LAST_GRADE = 12
CLASS, SUBGROUP, TEACHER, ROOM = "class", "subgroup", "teacher", "room"


@dataclass(frozen=True)
class Break:
    """Days without lessons: school holidays or a single day off, of some grades or of all."""

    title: str
    days: Span
    first_grade: int = 1
    last_grade: int = LAST_GRADE

    def frees(self, day: date, grade: int) -> bool:
        """Whether a grade has no lessons on the day because of it."""
        return self.days.covers(day) and self.first_grade <= grade <= self.last_grade


@dataclass(frozen=True)
class SchoolDays:
    """Which days of a school year have lessons.

    Attributes:
        year: first and last day of the year.
        off: days off by the production calendar.
        breaks: the school's own days without lessons.
        moved: day → weekday (1 Monday … 7 Sunday) whose lessons it has, 0 for none.
    """

    year: Span
    off: frozenset[date] = frozenset()
    breaks: tuple[Break, ...] = ()
    moved: Mapping[date, int] = field(default_factory=dict)

    def weekday(self, day: date, grade: int) -> int:
        """The weekday whose lessons a grade has on the day; 0 on a day without lessons."""
        if not self.year.covers(day) or self.rest(day, grade) is not None:
            return 0
        if day in self.moved:
            return self.moved[day]
        return 0 if day in self.off or day.isoweekday() == SUNDAY else day.isoweekday()

    def rest(self, day: date, grade: int) -> Break | None:
        """The holidays of a grade the day lies in."""
        return next((one for one in self.breaks if one.frees(day, grade)), None)


@dataclass(frozen=True)
class Place:
    """A lesson in one hour of the week, or of one day, as far as two of them can get in each other's way.

    Attributes:
        key: what it is told apart by; a lesson never clashes with itself.
        teacher, room: ids, None where nobody and nothing is named.
        holds: how many lessons the room holds at once.
    """

    key: int
    course: int
    class_group: int
    subgroup: int | None
    teacher: int | None
    room: int | None = None
    holds: int = 1


@dataclass(frozen=True)
class Clash:
    """Two lessons of one hour that cannot both be: what of theirs is in two places at once."""

    kind: str
    one: int
    other: int

    @property
    def is_absolute(self) -> bool:
        """Whether it cannot be meant: lessons of two classes are sometimes joined, a class never is."""
        return self.kind in {CLASS, SUBGROUP}


def clashes(places: Iterable[Place]) -> list[Clash]:
    """Every clash among the lessons of one hour, each pair and kind once."""
    known = list(places)
    pairs = [(one, other) for number, one in enumerate(known) for other in known[number + 1 :]]
    found = [Clash(kind, one.key, other.key) for one, other in pairs for kind in _met(one, other)]
    return [*found, *_crowded(known)]


def _met(one: Place, other: Place) -> Iterator[str]:
    if one.class_group == other.class_group:
        if one.subgroup is None or other.subgroup is None:
            yield CLASS
        elif one.subgroup == other.subgroup:
            yield SUBGROUP
    if one.teacher is not None and one.teacher == other.teacher:
        yield TEACHER


def _crowded(places: list[Place]) -> Iterator[Clash]:
    """Lessons in a room beyond what it holds; a room of one holds one."""
    rooms: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        if place.room is not None:
            rooms[place.room].append(place)
    for met in rooms.values():
        for extra in met[met[0].holds :]:
            yield Clash(ROOM, met[0].key, extra.key)


@dataclass(frozen=True)
class Weekly:
    """A lesson of the weekly timetable: page of the register, weekday, number, days it is in force."""

    course: int
    grade: int
    weekday: int
    number: int
    days: Span


@dataclass(frozen=True)
class OneDay:
    """A change of a single day: the lesson is taken away (`given` False) or stands there besides."""

    course: int
    day: date
    number: int
    given: bool


Hour = tuple[date, int]  # day, number of the lesson


def laid_out(
    weekly: Iterable[Weekly], changes: Iterable[OneDay], days: SchoolDays, since: date, until: date
) -> dict[int, list[Hour]]:
    """Page → its lessons between two days by timetable, holidays and changes, in order.

    The same timetable always gives the same lessons; a change counts on a day off too (an extra lesson of
    a Saturday is a decision).
    """
    found: dict[int, set[Hour]] = defaultdict(set)
    slots: dict[int, list[Weekly]] = defaultdict(list)
    for one in weekly:
        slots[one.weekday].append(one)
        found[one.course] = set()
    grades = {one.grade for day in slots.values() for one in day}
    for number in range((until - since).days + 1):
        day = date.fromordinal(since.toordinal() + number)
        followed = {grade: days.weekday(day, grade) for grade in grades}
        for weekday in set(followed.values()) - {0}:
            for one in slots[weekday]:
                if followed[one.grade] == weekday and one.days.covers(day):
                    found[one.course].add((day, one.number))
    for change in changes:
        if since <= change.day <= until:
            hours = found[change.course]
            hours.add((change.day, change.number)) if change.given else hours.discard(
                (change.day, change.number)
            )
    return {course: sorted(hours) for course, hours in found.items()}


def matched(wanted: list[Hour], standing: list[Hour]) -> tuple[list[Hour], list[Hour]]:
    """What is missing and what is beyond: lessons wanted by the timetable against those that stand.

    A lesson that stands on the day under another number counts for one of that day, so that a teacher who
    wrote it down by hand does not find it twice.
    """
    missing = [hour for hour in wanted if hour not in set(standing)]
    beyond = [hour for hour in standing if hour not in set(wanted)]
    for hour in list(beyond):
        same = next((one for one in missing if one[0] == hour[0]), None)
        if same is not None:
            missing.remove(same)
            beyond.remove(hour)
    return missing, beyond
