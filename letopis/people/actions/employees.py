"""Сотрудники: принять, назначить на должность, дать класс и нагрузку; взять записанное назад."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Model

from letopis.people.craft.usernames import username_of
from letopis.people.models import (
    Account,
    Appointment,
    ClassTeacherAssignment,
    CourseAssignment,
    Employee,
    Enrolment,
    Student,
    SubgroupMembership,
)
from letopis.school.actions.writing import (
    Fact,
    Facts,
    Written,
    added,
    changed,
    columns_of,
    taken_facts,
    trace,
    undo,
)
from letopis.school.models import ClassGroup, Course

THINGS: Mapping[str, type[Model]] = {
    "student": Student,
    "enrolment": Enrolment,
    "membership": SubgroupMembership,
    "employee": Employee,
    "appointment": Appointment,
    "class_teacher": ClassTeacherAssignment,
    "assignment": CourseAssignment,
    "account": Account,
}
_PERSON = ("surname", "given_name", "patronymic", "personnel_number")
_BATCH = 500


class NewEmployee(NamedTuple):
    """An employee to take on; an empty login name is made of the surname."""

    surname: str
    given_name: str
    patronymic: str
    personnel_number: str
    username: str


class Duty(NamedTuple):
    """A class to lead or a page of the register to teach.

    Attributes:
        employee_id: who.
        place_id: id of the class or of the page.
        starts: first day.
        instead_of: an assignment that ends the day before, None if none does.
        in_place: that assignment has not begun: it is given over and nothing new is written.
    """

    employee_id: int
    place_id: int
    starts: date
    instead_of: int | None = None
    in_place: bool = False


@transaction.atomic
def hire(new: Sequence[NewEmployee], *, by: int) -> list[Written]:
    """Take on employees, each with an account that has no password yet (see `issue_passwords`)."""
    employees = [Employee(**{name: getattr(one, name) for name in _PERSON}) for one in new]
    Employee.objects.bulk_create(employees, batch_size=_BATCH)
    trace("people.hire", [Fact(one.ref, 0, None, columns_of(one, _PERSON)) for one in employees], by=by)
    names = [one.username for one in new]
    return [*added("employee", employees, _PERSON), *_open_accounts(employees, names, by=by)]


def _open_accounts(employees: Sequence[Employee], usernames: Sequence[str], *, by: int) -> list[Written]:
    taken = set(Account.objects.values_list("username", flat=True)) | set(usernames)
    accounts = []
    for one, given in zip(employees, usernames, strict=True):
        name = given or username_of(one.surname, one.given_name, one.patronymic, taken)
        taken.add(name)
        password = make_password(None)
        accounts.append(Account(username=name, employee=one, password=password, must_change_password=True))
    Account.objects.bulk_create(accounts, batch_size=_BATCH)
    facts = [
        Fact(account.ref, one.ref, None, {"username": account.username})
        for account, one in zip(accounts, employees, strict=True)
    ]
    trace("people.open_account", facts, by=by)
    return added("account", accounts, ("username", "employee_id", "last_login"))


@transaction.atomic
def correct_employees(new: Mapping[int, Facts], *, by: int) -> list[Written]:
    """Correct what is known of employees: id → columns with new values."""
    found = Employee.objects.in_bulk(list(new))
    employees = [found[number] for number in new]
    written = changed("employee", employees, list(new.values()))
    facts = [Fact(one.ref, 0, row.before, row.after) for one, row in zip(employees, written, strict=True)]
    trace("people.correct_employee", facts, by=by)
    return written


@transaction.atomic
def appoint(posts: Sequence[tuple[int, str, date]], *, by: int) -> list[Written]:
    """Appoint employees to posts: id of the employee, post, first day."""
    rows = [Appointment(employee_id=one[0], post=one[1], starts=one[2]) for one in posts]
    Appointment.objects.bulk_create(rows, batch_size=_BATCH)
    refs = _employee_refs([one[0] for one in posts])
    facts = [Fact(refs[one[0]], 0, None, {"post": one[1], "starts": str(one[2])}) for one in posts]
    trace("people.appoint", facts, by=by)
    return added("appointment", rows, ("employee_id", "post", "starts", "ends"))


@transaction.atomic
def give_classes(duties: Sequence[Duty], *, by: int) -> list[Written]:
    """Make employees class teachers."""
    written = _replaced("class_teacher", ClassTeacherAssignment, duties)
    rows = [
        ClassTeacherAssignment(employee_id=one.employee_id, class_group_id=one.place_id, starts=one.starts)
        for one in duties
        if not one.in_place
    ]
    ClassTeacherAssignment.objects.bulk_create(rows, batch_size=_BATCH)
    places = ClassGroup.objects.in_bulk([one.place_id for one in duties])
    _trace_duties("people.give_class", duties, {number: one.ref for number, one in places.items()}, by=by)
    return [*written, *added("class_teacher", rows, ("employee_id", "class_group_id", "starts", "ends"))]


@transaction.atomic
def give_courses(duties: Sequence[Duty], *, by: int) -> list[Written]:
    """Give employees their teaching load."""
    written = _replaced("assignment", CourseAssignment, duties)
    rows = [
        CourseAssignment(employee_id=one.employee_id, course_id=one.place_id, starts=one.starts)
        for one in duties
        if not one.in_place
    ]
    CourseAssignment.objects.bulk_create(rows, batch_size=_BATCH)
    places = dict(Course.objects.filter(pk__in=[one.place_id for one in duties]).values_list("pk", "ref"))
    _trace_duties("people.give_course", duties, places, by=by)
    return [*written, *added("assignment", rows, ("employee_id", "course_id", "starts", "ends"))]


@transaction.atomic
def take_back(written: Sequence[Written], *, by: int) -> None:
    """Undo what lists wrote about people, if nobody changed or used it since.

    Raises:
        Refused: import.changed_since, import.used_since.
    """
    taken = undo(THINGS, written)
    trace("people.take_back", taken_facts(taken, written), by=by)


def _replaced(
    thing: str, model: type[ClassTeacherAssignment | CourseAssignment], duties: Sequence[Duty]
) -> list[Written]:
    """Assignments that end or are given over because of new ones."""
    by_old = {one.instead_of: one for one in duties if one.instead_of}
    found = model._default_manager.in_bulk(list(by_old))  # noqa: SLF001 - Django's documented name
    given = [found[number] for number, one in by_old.items() if one.in_place]
    ended = [found[number] for number, one in by_old.items() if not one.in_place]
    return [
        *changed(thing, given, [{"employee_id": by_old[one.pk].employee_id} for one in given]),
        *changed(thing, ended, [{"ends": by_old[one.pk].starts - timedelta(days=1)} for one in ended]),
    ]


def _trace_duties(deed: str, duties: Sequence[Duty], places: Mapping[int, int], *, by: int) -> None:
    refs = _employee_refs([one.employee_id for one in duties])
    facts = [
        Fact(refs[one.employee_id], places[one.place_id], None, {"starts": str(one.starts)}) for one in duties
    ]
    trace(deed, facts, by=by)


def _employee_refs(ids: Sequence[int]) -> dict[int, int]:
    return dict(Employee.objects.filter(pk__in=ids).values_list("pk", "ref"))
