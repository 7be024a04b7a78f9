"""Изменить один день: замена учителя или кабинета, отмена, дополнительный урок, перенос."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.http import Http404

from letopis.people.models import Appointment, CourseAssignment
from letopis.regulation import access
from letopis.regulation.access import TEACHER, Span, Standing
from letopis.regulation.refusals import Refused
from letopis.school.models import Course
from letopis.timetable.actions.slots import named_room, refuse_meetings
from letopis.timetable.craft import facts
from letopis.timetable.craft.followers import Altered, tell
from letopis.timetable.craft.week import Given
from letopis.timetable.models import CANCELLED, EXTRA, MOST_NUMBER, REPLACED, Change
from letopis.timetable.queries.meeting import met_on
from letopis.timetable.queries.week import week_facts
from letopis.trace import actions as trace

REASON_LENGTH = Change._meta.get_field("reason").max_length or 0  # noqa: SLF001 - Django's documented door to fields


@dataclass(frozen=True)
class ChangeText:
    """A change of one lesson as somebody wants it.

    Attributes:
        kind: cancelled, extra or replaced.
        teacher: id of who gives it instead, None for who is appointed.
        room: name of the other room, "" for the usual one.
        despite: the person knows of lessons joined on purpose.
    """

    course: int
    day: date
    number: int
    kind: str
    teacher: int | None = None
    room: str = ""
    reason: str = ""
    despite: bool = False


@transaction.atomic
def put_change(text: ChangeText, *, standing: Standing, by: int) -> Change:
    """Change one lesson of one day; a second change of the same lesson takes the place of the first.

    Raises:
        Http404: no such register page.
        Refused: access.denied, timetable.number, timetable.not_in_year, timetable.no_lesson,
            timetable.nothing_changed, timetable.not_a_teacher, timetable.own_lesson, timetable.room_name,
            timetable.moved_already, timetable.clash_…, and what those who follow the timetable refuse.
    """
    access.check("timetable.change", standing)
    course = _course(text.course)
    _check(text, course)
    old = Change.objects.filter(course=course, date=text.day, number=text.number).first()
    gone = _take_away(old, by=by) if old else []
    _check_stands(text, course)
    made = _write(text, course, None, by=by)
    _check_day(text, course, made)
    for day, number in gone:
        if (day, number) != (text.day, text.number):  # the other end of a move
            _tell(course, day, cancelled=number, by=by)
    _tell(course, text.day, cancelled=text.number if text.kind == CANCELLED else None, by=by)
    return made


def _course(course_id: int) -> Course:
    found = Course.objects.select_related("class_group__year").filter(pk=course_id).first()
    if found is None:
        raise Http404
    return found


def _check(text: ChangeText, course: Course) -> None:
    year = course.class_group.year
    if not 0 <= text.number <= MOST_NUMBER:
        raise Refused("timetable.number", "", limit=MOST_NUMBER)
    if not year.starts <= text.day <= year.ends:
        raise Refused("timetable.not_in_year", "", day=text.day)
    if text.kind == REPLACED and text.teacher is None and not text.room.strip():
        raise Refused("timetable.nothing_changed")
    if text.teacher is not None and text.kind != CANCELLED:
        _check_teacher(text.teacher, text.day, course)


def _check_teacher(teacher: int, day: date, course: Course) -> None:
    """A substitute works at the school as a teacher on that day and is not the page's own teacher."""
    posts = Appointment.objects.filter(employee_id=teacher, post=TEACHER).values_list("starts", "ends")
    if not any(Span(*days).covers(day) for days in posts):
        raise Refused("timetable.not_a_teacher", "", day=day)
    own = CourseAssignment.objects.filter(employee_id=teacher, course=course)
    if any(Span(*days).covers(day) for days in own.values_list("starts", "ends")):
        raise Refused("timetable.own_lesson")


def _lessons(course: Course, day: date) -> list[Given]:
    return week_facts(course.class_group.year_id, day, day).lessons(day, day)


def _check_stands(text: ChangeText, course: Course) -> None:
    """What is cancelled or replaced stands in the timetable; what is extra does not."""
    here = [
        one
        for one in _lessons(course, text.day)
        if one.page.course == course.pk and one.number == text.number
    ]
    if text.kind == EXTRA and here:
        raise Refused("timetable.stands_already", "", number=text.number)
    if text.kind != EXTRA and not here:
        raise Refused("timetable.no_lesson", "", day=text.day, number=text.number)


def _write(text: ChangeText, course: Course, moved_from: Change | None, *, by: int) -> Change:
    taken_away = text.kind == CANCELLED
    made = Change.objects.create(
        course=course,
        date=text.day,
        number=text.number,
        kind=text.kind,
        teacher_id=None if taken_away else text.teacher,
        room=None if taken_away else named_room(text.room),
        moved_from=moved_from,
        reason=" ".join(text.reason.split())[:REASON_LENGTH],
    )
    about = (made.ref, course.ref)
    trace.record(facts.PUT_CHANGE, by=by, about=about, after=body_of(made), why=made.reason, clause="1.6")
    return made


def body_of(change: Change) -> facts.Body:
    """What the trace says of a change."""
    teacher = change.teacher.ref if change.teacher else 0
    room = change.room.name if change.room else ""
    return facts.change_body(change.date, change.number, change.kind, teacher, room)


def _check_day(text: ChangeText, course: Course, made: Change) -> None:
    """Nobody and nothing is in two places because of the change."""
    if text.kind == CANCELLED:
        return
    hour = [one for one in _lessons(course, made.date) if one.number == made.number]
    found = [met for met in met_on(hour) if course.pk in met.courses]
    refuse_meetings([met for met in found if met.is_absolute or not text.despite])


@transaction.atomic
def move_lesson(
    text: ChangeText, to: date, number: int, *, standing: Standing, by: int
) -> tuple[Change, Change]:
    """Move one lesson to another day or hour: it is taken away here and stands there.

    Raises:
        Refused: as `put_change` for both places.
    """
    away = ChangeText(text.course, text.day, text.number, CANCELLED, reason=text.reason)
    gone = put_change(away, standing=standing, by=by)
    course = _course(text.course)
    there = ChangeText(
        text.course, to, number, EXTRA, text.teacher, text.room, text.reason, despite=text.despite
    )
    _check(there, course)
    _check_stands(there, course)
    came = _write(there, course, gone, by=by)
    _check_day(there, course, came)
    _tell(course, to, cancelled=None, by=by)
    return gone, came


@transaction.atomic
def withdraw_change(change_id: int, *, standing: Standing, by: int) -> None:
    """Take a change back; a move is taken back at both ends.

    Raises:
        Http404: no such change.
        Refused: access.denied, and what those who follow the timetable refuse.
    """
    access.check("timetable.change", standing)
    change = Change.objects.select_related("course__class_group").filter(pk=change_id).first()
    if change is None:
        raise Http404
    first = change.moved_from or change
    places = _take_away(first, by=by)
    for day, number in places:
        extra = (day, number) != (first.date, first.number) or first.kind == EXTRA
        _tell(change.course, day, cancelled=number if extra else None, by=by)


def _take_away(change: Change, *, by: int) -> list[tuple[date, int]]:
    """Delete a change and the other end of its move; gives the places they stood in."""
    other = Change.objects.filter(moved_from=change).first()
    places = _take_away(other, by=by) if other else []
    before, about = body_of(change), (change.ref, change.course.ref)
    change.delete()
    trace.record(facts.WITHDRAW_CHANGE, by=by, about=about, before=before, clause="1.6")
    return [*places, (change.date, change.number)]


def _tell(course: Course, day: date, *, cancelled: int | None, by: int) -> None:
    gone = None if cancelled is None else (course.pk, day, cancelled)
    tell(Altered(course.class_group.year_id, frozenset({course.pk}), day, day, gone), by)
