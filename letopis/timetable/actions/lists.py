"""Записать неделю многих классов разом с какого-то дня, со следом, по которому записанное берут назад."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction

from letopis.school.actions.writing import Fact, Written, added, changed, trace, undo
from letopis.school.models import Course, SchoolYear
from letopis.timetable.actions.slots import body_of, check_meetings, named_room
from letopis.timetable.craft import facts
from letopis.timetable.craft.followers import Altered, tell
from letopis.timetable.models import Room, Slot

THINGS = {"slot": Slot}
CLAUSE = "1.6"
_COLUMNS = ("course_id", "weekday", "number", "room_id", "starts", "ends")
_BATCH = 500


class NewSlot(NamedTuple):
    """A lesson to put into the week; `room` is a name, "" where none is named."""

    course: int
    weekday: int
    number: int
    room: str


@dataclass(frozen=True)
class NewWeek:
    """What a week is from a day on.

    Attributes:
        starts: first day it is so.
        new: lessons to put.
        ended: ids of lessons that began before and end the day before.
        rooms: id of a lesson that stays → name of its other room.
    """

    starts: date
    new: Sequence[NewSlot]
    ended: Sequence[int] = ()
    rooms: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def put_week(year: SchoolYear, week: NewWeek, *, by: int) -> list[Written]:
    """End lessons of the week and put others from a day on.

    Lessons joined on purpose are the caller's word; a class in two places is refused here too.

    Raises:
        Refused: timetable.clash_class, timetable.clash_subgroup, timetable.room_name.
    """
    rooms = _rooms([*(one.room for one in week.new), *week.rooms.values()])
    ended = _held(week.ended)
    last = week.starts - timedelta(days=1)
    written = _change(ended, [{"ends": last} for _slot in ended], by=by)
    moved = _held(week.rooms)
    written += _change(moved, [{"room_id": rooms[_key(week.rooms[one.pk])].pk} for one in moved], by=by)
    slots = [
        Slot(
            course_id=one.course,
            weekday=one.weekday,
            number=one.number,
            room=rooms.get(_key(one.room)),
            starts=week.starts,
        )
        for one in week.new
    ]
    written += _put(slots, by=by)
    courses = {one.course_id for one in (*ended, *moved, *slots)}
    check_meetings(year, week.starts, courses, despite=True)
    tell(Altered(year.pk, frozenset(courses), week.starts), by)
    return written


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _rooms(names: Iterable[str]) -> dict[str, Room]:
    """Rooms by name, new ones written down."""
    known = {one.name.casefold(): one for one in Room.objects.all()}
    for name in names:
        if _key(name) and _key(name) not in known:
            room = named_room(name)
            known.update({_key(name): room} if room else {})
    return known


def _held(ids: Iterable[int]) -> list[Slot]:
    return list(Slot.objects.select_related("room").filter(pk__in=list(ids)).order_by("id"))


def _change(slots: Sequence[Slot], columns: Sequence[dict[str, object]], *, by: int) -> list[Written]:
    before = [body_of(one) for one in slots]
    written = changed("slot", slots, columns)
    after = {one.pk: body_of(one) for one in _held(one.pk for one in slots)}
    refs = _refs(slots)
    pairs = zip(slots, before, strict=True)
    rows = [Fact(one.ref, refs[one.course_id], old, after[one.pk]) for one, old in pairs]
    trace(facts.PUT_SLOT, rows, by=by, clause=CLAUSE)
    return written


def _put(slots: Sequence[Slot], *, by: int) -> list[Written]:
    Slot.objects.bulk_create(slots, batch_size=_BATCH)
    refs = _refs(slots)
    rows = [Fact(one.ref, refs[one.course_id], None, body_of(one)) for one in slots]
    trace(facts.PUT_SLOT, rows, by=by, clause=CLAUSE)
    return added("slot", slots, _COLUMNS)


def _refs(slots: Iterable[Slot]) -> dict[int, int]:
    return dict(Course.objects.filter(pk__in={one.course_id for one in slots}).values_list("id", "ref"))


@transaction.atomic
def take_back(written: Sequence[Written], *, by: int) -> None:
    """Undo what an import wrote into the week, if nobody changed it since; the lessons before it return.

    Raises:
        Refused: import.changed_since, timetable.clash_class, timetable.clash_subgroup.
    """
    ids = [one.number for one in written]
    stood = {one.pk: one for one in _held(ids)}
    bodies = {number: body_of(one) for number, one in stood.items()}
    undo(THINGS, written)
    now = {one.pk: body_of(one) for one in _held(ids)}
    refs = _refs(stood.values())
    for deed, gone in ((facts.END_SLOT, True), (facts.PUT_SLOT, False)):
        rows = [
            Fact(one.ref, refs[one.course_id], bodies[number], now.get(number))
            for number, one in stood.items()
            if (number not in now) is gone
        ]
        trace(deed, rows, by=by, clause=CLAUSE)
    _follow([*stood.values()], by=by)


def _follow(slots: Sequence[Slot], *, by: int) -> None:
    """Lay lessons out anew from the first day whose week is another one."""
    since = min(one.ends + timedelta(days=1) if one.ends else one.starts for one in slots)
    year = SchoolYear.objects.get(classes__courses=slots[0].course_id)
    courses = {one.course_id for one in slots}
    check_meetings(year, since, courses, despite=True)
    tell(Altered(year.pk, frozenset(courses), since), by)
