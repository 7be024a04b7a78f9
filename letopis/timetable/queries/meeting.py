"""Что встретилось в одном часу: класс, подгруппа, учитель или кабинет сразу в двух местах."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from letopis.regulation.timetable import Place, clashes
from letopis.timetable.craft.week import Given, WeekFacts, WeekSlot


@dataclass(frozen=True)
class Met:
    """Two lessons of one hour that get in each other's way.

    Attributes:
        kind: what is in two places: class, subgroup, teacher or room.
        what: its name.
        one, other: the lessons, class and subject.
    """

    kind: str
    what: str
    day: int
    number: int
    one: str
    other: str
    is_absolute: bool
    courses: frozenset[int]


def met_on(lessons: Iterable[Given]) -> list[Met]:
    """Everything that met among lessons that take place, whatever their days."""
    hours: dict[tuple[date, int], list[Given]] = defaultdict(list)
    for one in lessons:
        if one.stands:
            hours[one.day, one.number].append(one)
    return [met for hour in hours.values() for met in _of_hour(hour)]


def _of_hour(lessons: list[Given]) -> list[Met]:
    found = []
    for clash in clashes(one.as_place(key) for key, one in enumerate(lessons)):
        one, other = lessons[clash.one], lessons[clash.other]
        what = _what(clash.kind, other)
        found.append(
            Met(
                clash.kind, what, one.day.isoweekday(), one.number, _said(one), _said(other),
                clash.is_absolute, frozenset({one.page.course, other.page.course}),
            )
        )  # fmt: skip
    return found


def _what(kind: str, lesson: Given) -> str:
    if kind == "teacher":
        return lesson.teacher.name if lesson.teacher else ""
    if kind == "room":
        return lesson.room.name if lesson.room else ""
    return lesson.page.class_title


def _said(lesson: Given) -> str:
    return f"{lesson.page.class_title}, {lesson.page.title}"


def met_in_week(facts: WeekFacts, since: date) -> list[Met]:
    """Everything that meets in the weekly timetable from a day on: slots in force then or later."""
    hours: dict[tuple[int, int], list[WeekSlot]] = defaultdict(list)
    for slot in facts.slots:
        hours[slot.weekday, slot.number].append(slot)
    return [met for slots in hours.values() for met in _of_slots(facts, slots, since)]


def _of_slots(facts: WeekFacts, slots: list[WeekSlot], since: date) -> list[Met]:
    found = []
    for clash in clashes(_as_place(facts, slot, since, key) for key, slot in enumerate(slots)):
        one, other = slots[clash.one], slots[clash.other]
        if not _together(one, other):
            continue
        teacher = facts.teacher_of(other.page.course, max(since, other.days.starts))
        names = {
            "teacher": teacher.name if teacher else "",
            "room": other.room.name if other.room else "",
        }
        found.append(
            Met(
                clash.kind, names.get(clash.kind, other.page.class_title), one.weekday, one.number,
                f"{one.page.class_title}, {one.page.title}", f"{other.page.class_title}, {other.page.title}",
                clash.is_absolute, frozenset({one.page.course, other.page.course}),
            )
        )  # fmt: skip
    return found


def _together(one: WeekSlot, other: WeekSlot) -> bool:
    """Whether the two are in force on some common day."""
    ends = [span.ends for span in (one.days, other.days) if span.ends]
    return not ends or max(one.days.starts, other.days.starts) <= min(ends)


def _as_place(facts: WeekFacts, slot: WeekSlot, since: date, key: int) -> Place:
    teacher = facts.teacher_of(slot.page.course, max(since, slot.days.starts))
    return Place(
        key,
        slot.page.course,
        slot.page.class_group,
        slot.page.subgroup,
        teacher.id if teacher else None,
        slot.room.id if slot.room else None,
        slot.holds,
    )
