"""Поставить урок недели и убрать его с какого-то дня; прежнее остаётся за своими днями."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.http import Http404

from letopis.regulation import access
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.school.models import Course, SchoolYear
from letopis.timetable.craft import facts
from letopis.timetable.craft.followers import Altered, tell
from letopis.timetable.models import MOST_NUMBER, Room, Slot
from letopis.timetable.queries.meeting import Met, met_in_week
from letopis.timetable.queries.week import week_facts
from letopis.trace import actions as trace

LONGEST_ROW = 4  # lessons of one subject one after another
ROOM_LENGTH = Room._meta.get_field("name").max_length or 0  # noqa: SLF001 - Django's documented door to fields


@dataclass(frozen=True)
class SlotText:
    """A lesson of the week as somebody wants it.

    Attributes:
        weekday: 1 Monday … 7 Sunday.
        hours: how many lessons one after another.
        room: name of the room, "" where none is named.
        starts: first day it is so.
        despite: the person knows of lessons joined on purpose (one teacher or room, two classes).
    """

    course: int
    weekday: int
    number: int
    room: str
    starts: date
    hours: int = 1
    despite: bool = False


@transaction.atomic
def put_slot(text: SlotText, *, standing: Standing, by: int) -> list[Slot]:
    """Put a lesson into the week from a day on, one slot for each hour.

    Raises:
        Http404: no such register page.
        Refused: access.denied, timetable.number, timetable.not_in_year, timetable.room_name,
            timetable.stands_already, timetable.clash.
    """
    access.check("timetable.edit", standing)
    course = _course(text.course)
    year = course.class_group.year
    _check(text, year)
    room = named_room(text.room)
    made = [_put(course, text, text.number + step, room, by=by) for step in range(text.hours)]
    check_meetings(year, text.starts, {course.pk}, despite=text.despite)
    tell(Altered(year.pk, frozenset({course.pk}), text.starts), by)
    return made


def _course(course_id: int) -> Course:
    found = Course.objects.select_related("class_group__year").filter(pk=course_id).first()
    if found is None:
        raise Http404
    return found


def _check(text: SlotText, year: SchoolYear) -> None:
    last = text.number + text.hours - 1
    if not (0 <= text.number <= last <= MOST_NUMBER and 1 <= text.weekday <= 7 and text.hours <= LONGEST_ROW):
        raise Refused("timetable.number", "", limit=MOST_NUMBER)
    if not year.starts <= text.starts <= year.ends:
        raise Refused("timetable.not_in_year", "", day=text.starts)


def named_room(name: str) -> Room | None:
    """The room of a name, written down if it is new; None for no name.

    Raises:
        Refused: timetable.room_name.
    """
    known = " ".join(name.split())
    if not known:
        return None
    if len(known) > ROOM_LENGTH:
        raise Refused("timetable.room_name", "", limit=ROOM_LENGTH)
    room = next((one for one in Room.objects.all() if one.name.casefold() == known.casefold()), None)
    return room or Room.objects.create(name=known)


def _put(course: Course, text: SlotText, number: int, room: Room | None, *, by: int) -> Slot:
    standing = Slot.objects.filter(course=course, weekday=text.weekday, number=number)
    if standing.exclude(ends__lt=text.starts).exists():
        raise Refused("timetable.stands_already", "", number=number)
    slot = Slot.objects.create(
        course=course, weekday=text.weekday, number=number, room=room, starts=text.starts
    )
    trace.record(facts.PUT_SLOT, by=by, about=(slot.ref, course.ref), after=body_of(slot), clause="1.6")
    return slot


def body_of(slot: Slot) -> facts.Body:
    """What the trace says of a lesson of the week."""
    room = slot.room.name if slot.room else ""
    return facts.slot_body(slot.weekday, slot.number, room, slot.starts, slot.ends)


def check_meetings(year: SchoolYear, since: date, courses: set[int], *, despite: bool) -> None:
    """Refuse a week in which a class, a teacher or a room is in two places because of these pages.

    Raises:
        Refused: timetable.clash, with the first meeting and how many there are.
    """
    found = [
        met for met in met_in_week(week_facts(year.pk, since, year.ends), since) if met.courses & courses
    ]
    refuse_meetings([met for met in found if met.is_absolute or not despite])


def refuse_meetings(found: list[Met]) -> None:
    """Say what met first.

    Raises:
        Refused: timetable.clash.
    """
    if not found:
        return
    met = found[0]
    raise Refused(
        f"timetable.clash_{met.kind}",
        "",
        weekday=met.day,
        number=met.number,
        what=met.what,
        one=met.one,
        other=met.other,
        more=len(found) - 1,
    )


@transaction.atomic
def end_slot(slot_id: int, since: date, *, standing: Standing, by: int) -> None:
    """Take a lesson out of the week from a day on; one that had not begun by then goes altogether.

    Raises:
        Http404: no such lesson of the week, or it ended before.
        Refused: access.denied.
    """
    access.check("timetable.edit", standing)
    found = Slot.objects.select_related("course__class_group__year", "room").filter(pk=slot_id)
    slot = found.exclude(ends__lt=since).first()
    if slot is None:
        raise Http404
    before = body_of(slot)
    about = (slot.ref, slot.course.ref)
    if slot.starts >= since:
        slot.delete()
        trace.record(facts.END_SLOT, by=by, about=about, before=before, clause="1.6")
    else:
        slot.ends = since - timedelta(days=1)
        slot.save(update_fields=["ends"])
        trace.record(facts.PUT_SLOT, by=by, about=about, before=before, after=body_of(slot), clause="1.6")
    tell(Altered(slot.course.class_group.year_id, frozenset({slot.course_id}), since), by)
