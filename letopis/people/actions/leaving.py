"""Приказы о движении: перевести ученика, записать выбытие, уволить сотрудника (п. 3.8)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

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
from letopis.regulation.refusals import Refused
from letopis.school.models import ClassGroup
from letopis.trace.actions import record

CLAUSE = "3.8"


class Order(NamedTuple):
    """An order of the principal: its number and date, as written in the book of orders."""

    number: str
    day: date

    @property
    def words(self) -> str:
        """E.g. "приказ № 112-у от 27.10.2026"."""
        return f"приказ № {self.number.strip()} от {self.day:%d.%m.%Y}"


@transaction.atomic
def enrol_by_order(student: Student, group: ClassGroup, starts: date, order: Order, *, by: int) -> Enrolment:
    """Enrol a pupil in a class or move them from another one; the class before ends the day before.

    Raises:
        Refused: enrolment.same_class, enrolment.outside_year, enrolment.too_early.
    """
    check_order(order)
    if not group.year.starts <= starts <= group.year.ends:
        raise Refused("enrolment.outside_year", CLAUSE, day=starts, group=str(group))
    old = _standing(student, starts)
    if old is not None and old.class_group_id == group.pk:
        raise Refused("enrolment.same_class", CLAUSE, group=str(group))
    _check_later(student, starts)
    if old is not None:
        _end_places(student, starts - timedelta(days=1), order.words, "")
    new = Enrolment.objects.create(student=student, class_group=group, starts=starts, ground=order.words)
    before = {"class": old.class_group_id, "starts": str(old.starts)} if old else None
    after = {"class": group.pk, "starts": str(starts)}
    deed = "people.move_pupil" if old else "people.enrol"
    record(
        deed,
        by=by,
        about=(student.ref, group.ref),
        before=before,
        after=after,
        why=order.words,
        clause=CLAUSE,
    )
    return new


@transaction.atomic
def admit_by_order(student: Student, group: ClassGroup, starts: date, order: Order, *, by: int) -> Student:
    """Admit a new pupil, not saved yet, to the school and a class of it.

    Raises:
        Refused: student.file_taken, enrolment.outside_year, order.no_number.
    """
    check_order(order)
    if student.file_number and Student.objects.filter(file_number=student.file_number).exists():
        raise Refused("student.file_taken", CLAUSE, value=student.file_number)
    student.save()
    after = {"birth_date": str(student.birth_date), "file_number": student.file_number}
    record("people.admit", by=by, about=(student.ref, group.ref), after=after, why=order.words, clause=CLAUSE)
    enrol_by_order(student, group, starts, order, by=by)
    return student


@transaction.atomic
def leave_school(student: Student, last_day: date, order: Order, left_to: str, *, by: int) -> None:
    """Record that a pupil leaves the school after a day.

    Raises:
        Refused: enrolment.none, enrolment.too_early.
    """
    check_order(order)
    old = _standing(student, last_day)
    if old is None:
        raise Refused("enrolment.none", CLAUSE, day=last_day)
    _check_later(student, last_day)
    _end_places(student, last_day, order.words, left_to.strip())
    record(
        "people.leave_school",
        by=by,
        about=(student.ref, old.class_group.ref),
        before={"class": old.class_group_id},
        after={"last_day": str(last_day), "left_to": left_to.strip()},
        why=order.words,
        clause=CLAUSE,
    )


def check_order(order: Order) -> None:
    """An order has a number.

    Raises:
        Refused: order.no_number.
    """
    if not order.number.strip():
        raise Refused("order.no_number", CLAUSE)


def _standing(student: Student, day: date) -> Enrolment | None:
    """The enrolment in force on a day."""
    found = Enrolment.objects.filter(_in_force(day), student=student)
    return found.select_related("class_group").order_by("-starts").first()


def _in_force(day: date) -> Q:
    return Q(starts__lte=day) & (Q(ends__isnull=True) | Q(ends__gte=day))


def _check_later(student: Student, day: date) -> None:
    later = Enrolment.objects.filter(student=student, starts__gte=day).order_by("starts").first()
    if later is not None:
        raise Refused("enrolment.too_early", CLAUSE, day=later.starts)


def _end_places(student: Student, last_day: date, ground: str, left_to: str) -> None:
    """The class and every subgroup of it end with a day."""
    facts = {"ends": last_day, "end_ground": ground, "left_to": left_to}
    Enrolment.objects.filter(_in_force(last_day), student=student).update(**facts)
    SubgroupMembership.objects.filter(_in_force(last_day), student=student).update(ends=last_day)


@transaction.atomic
def dismiss(employee: Employee, last_day: date, order: Order, *, today: date, by: int) -> None:
    """Record that an employee leaves: posts, classes and load end; the account shuts at once.

    An order for a day to come leaves the account open until then, rights end with the posts.

    Raises:
        Refused: employee.dismissed, order.no_number.
    """
    check_order(order)
    if employee.dismissed_on is not None:
        raise Refused("employee.dismissed", day=employee.dismissed_on)
    employee.dismissed_on, employee.dismissal_ground = last_day, order.words
    employee.save(update_fields=["dismissed_on", "dismissal_ground"])
    ended = _end_duties(employee, last_day)
    if last_day <= today:
        Account.objects.filter(employee=employee).update(is_active=False)
    after = {"last_day": str(last_day), "ended": ended}
    record("people.dismiss", by=by, about=(employee.ref, 0), after=after, why=order.words)


def _end_duties(employee: Employee, last_day: date) -> int:
    """Whatever is in force ends with the day; what has not begun by then never begins."""
    count = 0
    for duty in (Appointment, CourseAssignment, ClassTeacherAssignment):
        mine = duty._default_manager.filter(employee=employee)  # noqa: SLF001 - Django's documented name
        count += mine.filter(starts__gt=last_day).delete()[0]
        open_ = Q(ends__isnull=True) | Q(ends__gt=last_day)
        count += mine.filter(open_).update(ends=last_day)
    return count


@transaction.atomic
def take_on(person: tuple[str, str, str], post: str, starts: date, order: Order, *, by: int) -> Employee:
    """Take on an employee by an order: person, post; the account comes with the invitation."""
    check_order(order)
    surname, given_name, patronymic = person
    employee = Employee.objects.create(surname=surname, given_name=given_name, patronymic=patronymic)
    record("people.hire", by=by, about=(employee.ref, 0), after={"post": post}, why=order.words)
    appoint_by_order(employee, post, starts, order, by=by)
    return employee


@transaction.atomic
def appoint_by_order(employee: Employee, post: str, starts: date, order: Order, *, by: int) -> None:
    """Appoint an employee to one more post.

    Raises:
        Refused: appointment.exists, employee.dismissed.
    """
    check_order(order)
    if employee.dismissed_on is not None and employee.dismissed_on < starts:
        raise Refused("employee.dismissed", day=employee.dismissed_on)
    mine = Appointment.objects.filter(employee=employee, post=post)
    if mine.filter(Q(ends__isnull=True) | Q(ends__gte=starts)).exists():
        raise Refused("appointment.exists")
    Appointment.objects.create(employee=employee, post=post, starts=starts)
    after = {"post": post, "starts": str(starts)}
    record("people.appoint", by=by, about=(employee.ref, 0), after=after, why=order.words)


@transaction.atomic
def end_post(appointment: Appointment, last_day: date, order: Order, *, by: int) -> None:
    """End a post; its rights end with the day.

    Raises:
        Refused: appointment.too_early.
    """
    check_order(order)
    if last_day < appointment.starts:
        raise Refused("appointment.too_early", day=appointment.starts)
    appointment.ends = last_day
    appointment.save(update_fields=["ends"])
    after = {"post": appointment.post, "last_day": str(last_day)}
    record("people.end_post", by=by, about=(appointment.employee.ref, 0), after=after, why=order.words)
