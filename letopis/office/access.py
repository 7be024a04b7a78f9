"""Кому открыты люди: найти человека или класс и спросить о праве одним действием (п. 4.2)."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Prefetch
from django.http import Http404

from letopis.people.models import (
    Account,
    Appointment,
    ClassTeacherAssignment,
    CourseAssignment,
    Employee,
    Enrolment,
    LegalRepresentative,
    Representation,
    Student,
)
from letopis.regulation import access
from letopis.regulation.access import Standing, Target
from letopis.school.models import ClassGroup

T = TypeVar("T")


def class_for(standing: Standing, class_id: int, deed: str) -> ClassGroup:
    """The class, if this person may do the deed to it.

    Raises:
        Http404: there is no such class.
        Refused: access.denied.
    """
    found = ClassGroup.objects.select_related("year").filter(pk=class_id).first()
    if found is None:
        raise Http404
    access.check(deed, standing, Target(class_group=found.pk))
    return found


def account_for(standing: Standing, account_id: int, deed: str) -> Account:
    """The account, if this person may do the deed to its owner; a class teacher by the classes of today.

    Raises:
        Http404: there is no such account.
        Refused: access.denied.
    """
    found = Account.objects.filter(pk=account_id).first()
    if found is None:
        raise Http404
    groups = _classes_of(found, standing)
    if not any(access.permits(deed, standing, Target(class_group=group)) for group in groups):
        access.check(deed, standing)
    return found


def _classes_of(account: Account, standing: Standing) -> list[int]:
    """Classes today of a pupil or of a representative's children; an employee belongs to none."""
    pupils = [account.student_id] if account.student_id else []
    if account.representative_id:
        mine = Representation.objects.filter(representative=account.representative_id)
        pupils = list(mine.values_list("student", flat=True))
    rows = Enrolment.objects.filter(student__in=pupils, starts__lte=standing.on)
    return [
        group for group, ends in rows.values_list("class_group", "ends") if not ends or ends >= standing.on
    ]


def pupil_for(standing: Standing, student_id: int, deed: str = "people.list") -> Student:
    """The pupil with classes and representatives.

    Raises:
        Http404: there is no such pupil.
        Refused: access.denied.
    """
    access.check(deed, standing)
    schooling = Enrolment.objects.select_related("class_group__year").order_by("-starts", "-id")
    kin = Representation.objects.select_related("representative__account").order_by("id")
    found = Student.objects.select_related("account").filter(pk=student_id)
    return _one(
        found.prefetch_related(
            Prefetch("enrolments", schooling, to_attr="schooling"),
            Prefetch("representatives", kin, to_attr="kin"),
        ).first()
    )


def employee_for(standing: Standing, employee_id: int, deed: str = "people.list") -> Employee:
    """The employee with posts, load and classes.

    Raises:
        Http404: there is no such employee.
        Refused: access.denied.
    """
    access.check(deed, standing)
    posts = Appointment.objects.order_by("-starts", "-id")
    load = CourseAssignment.objects.select_related(
        "course__class_group__year", "course__subject", "course__subgroup"
    ).order_by("-starts", "course__class_group__grade_level", "id")
    led = ClassTeacherAssignment.objects.select_related("class_group__year").order_by("-starts")
    found = Employee.objects.select_related("account").filter(pk=employee_id)
    return _one(
        found.prefetch_related(
            Prefetch("appointments", posts, to_attr="posts"),
            Prefetch("assignments", load, to_attr="load"),
            Prefetch("led_classes", led, to_attr="led"),
        ).first()
    )


def parent_for(standing: Standing, parent_id: int, deed: str = "people.list") -> LegalRepresentative:
    """The legal representative with the children.

    Raises:
        Http404: there is no such person.
        Refused: access.denied.
    """
    access.check(deed, standing)
    wards = Representation.objects.select_related("student").order_by("id")
    found = LegalRepresentative.objects.select_related("account").filter(pk=parent_id)
    return _one(found.prefetch_related(Prefetch("children", wards, to_attr="wards")).first())


def _one(found: T | None) -> T:
    if found is None:
        raise Http404
    return found
