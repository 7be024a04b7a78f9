"""Ученики: принять, исправить сведения, перевести в другой класс, распределить по подгруппам (п. 3.8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction

from letopis.people.models import Enrolment, Student, SubgroupMembership
from letopis.school.actions.writing import Fact, Facts, Written, added, changed, columns_of, trace
from letopis.school.models import ClassGroup, Subgroup

CLAUSE = "3.8"
_PERSON = ("surname", "given_name", "patronymic", "birth_date", "sex", "file_number")
_ENROLMENT = ("student_id", "class_group_id", "starts", "ends")
_MEMBERSHIP = ("student_id", "subgroup_id", "starts", "ends")
_BATCH = 500


class NewPupil(NamedTuple):
    """A pupil to admit: who, into which class, from which day."""

    surname: str
    given_name: str
    patronymic: str
    birth_date: date | None
    sex: str
    file_number: str
    class_id: int
    starts: date


class Move(NamedTuple):
    """A pupil that goes into a class or subgroup.

    Attributes:
        student_id: who.
        place_id: id of the class or subgroup.
        starts: first day there.
        old_id: enrolment or membership that stands, None if there is none.
        in_place: the old one has not begun: it is corrected and nothing new is written.
    """

    student_id: int
    place_id: int
    starts: date
    old_id: int | None = None
    in_place: bool = False


@transaction.atomic
def admit(new: Sequence[NewPupil], *, by: int) -> list[Written]:
    """Admit pupils: each becomes known and is enrolled in a class."""
    students = [Student(**{name: getattr(one, name) for name in _PERSON}) for one in new]
    Student.objects.bulk_create(students, batch_size=_BATCH)
    enrolments = [
        Enrolment(student=student, class_group_id=one.class_id, starts=one.starts)
        for student, one in zip(students, new, strict=True)
    ]
    Enrolment.objects.bulk_create(enrolments, batch_size=_BATCH)
    refs = _class_refs(one.class_id for one in new)
    facts = [
        Fact(
            student.ref, refs[one.class_id], None, columns_of(student, _PERSON) | {"starts": str(one.starts)}
        )
        for student, one in zip(students, new, strict=True)
    ]
    trace("people.admit", facts, by=by, clause=CLAUSE)
    return [*added("student", students, _PERSON), *added("enrolment", enrolments, _ENROLMENT)]


@transaction.atomic
def correct_pupils(new: Mapping[int, Facts], *, by: int) -> list[Written]:
    """Correct what is known of pupils: id → columns with new values."""
    found = Student.objects.in_bulk(list(new))
    students = [found[number] for number in new]
    written = changed("student", students, list(new.values()))
    facts = [Fact(one.ref, 0, row.before, row.after) for one, row in zip(students, written, strict=True)]
    trace("people.correct_pupil", facts, by=by, clause=CLAUSE)
    return written


@transaction.atomic
def enrol(moves: Sequence[Move], *, by: int) -> list[Written]:
    """Enrol pupils in classes; an enrolment that stands ends the day before."""
    written = _ended("enrolment", Enrolment, moves) + _replaced(
        "enrolment", Enrolment, moves, "class_group_id"
    )
    fresh = [
        Enrolment(student_id=one.student_id, class_group_id=one.place_id, starts=one.starts)
        for one in moves
        if not one.in_place
    ]
    Enrolment.objects.bulk_create(fresh, batch_size=_BATCH)
    _trace_moves("people.enrol", moves, _class_refs(one.place_id for one in moves), by=by)
    return [*written, *added("enrolment", fresh, _ENROLMENT)]


@transaction.atomic
def place_in_subgroups(moves: Sequence[Move], *, by: int) -> list[Written]:
    """Put pupils into subgroups; a membership that stands ends the day before."""
    written = _ended("membership", SubgroupMembership, moves) + _replaced(
        "membership", SubgroupMembership, moves, "subgroup_id"
    )
    fresh = [
        SubgroupMembership(student_id=one.student_id, subgroup_id=one.place_id, starts=one.starts)
        for one in moves
        if not one.in_place
    ]
    SubgroupMembership.objects.bulk_create(fresh, batch_size=_BATCH)
    groups = Subgroup.objects.select_related("class_group").in_bulk({one.place_id for one in moves})
    refs = {number: group.class_group.ref for number, group in groups.items()}
    _trace_moves("people.place_in_subgroup", moves, refs, by=by)
    return [*written, *added("membership", fresh, _MEMBERSHIP)]


def _ended(thing: str, model: type[Enrolment | SubgroupMembership], moves: Sequence[Move]) -> list[Written]:
    last = {one.old_id: one.starts - timedelta(days=1) for one in moves if one.old_id and not one.in_place}
    found = model._default_manager.in_bulk(list(last))  # noqa: SLF001 - Django's documented name
    return changed(thing, list(found.values()), [{"ends": last[number]} for number in found])


def _replaced(
    thing: str, model: type[Enrolment | SubgroupMembership], moves: Sequence[Move], column: str
) -> list[Written]:
    places = {one.old_id: one.place_id for one in moves if one.old_id and one.in_place}
    found = model._default_manager.in_bulk(list(places))  # noqa: SLF001 - as above
    return changed(thing, list(found.values()), [{column: places[number]} for number in found])


def _trace_moves(deed: str, moves: Sequence[Move], places: Mapping[int, int], *, by: int) -> None:
    refs = dict(Student.objects.filter(pk__in=[one.student_id for one in moves]).values_list("pk", "ref"))
    facts = [
        Fact(
            refs[one.student_id],
            places[one.place_id],
            None,
            {"place": one.place_id, "starts": str(one.starts), "instead_of": one.old_id},
        )
        for one in moves
    ]
    trace(deed, facts, by=by, clause=CLAUSE)


def _class_refs(ids: Iterable[int]) -> dict[int, int]:
    return dict(ClassGroup.objects.filter(pk__in=set(ids)).values_list("pk", "ref"))
