"""Вопросы о людях: кто стоит за номером учётной записи, кто ведёт предмет."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from letopis.people.models import Account, Appointment, CourseAssignment, Student, signed_name


def names_of(refs: Iterable[int]) -> dict[int, str]:
    """Reference of an account → surname and initials of its owner, or the login name."""
    columns = ("ref", "username", "display_name")
    kinds = ("employee", "student", "representative")
    parts = ("surname", "given_name", "patronymic")
    names = [f"{kind}__{part}" for kind in kinds for part in parts]
    rows = Account.objects.filter(ref__in=set(refs)).values_list(*columns, *names)
    found = {ref: _name(username, shown, list(rest)) for ref, username, shown, *rest in rows}
    return {0: _("программа"), **found}


def _name(username: str, shown: str, names: list[str | None]) -> str:
    for start in (0, 3, 6):
        surname, given, patronymic = names[start : start + 3]
        if surname and given:
            return signed_name(surname, given, patronymic or "")
    return shown or username


def names_of_students(ids: Iterable[int]) -> list[tuple[int, str]]:
    """Pupils' ids and given names, by name."""
    rows = Student.objects.filter(pk__in=list(ids)).values_list("id", "given_name", "surname")
    return [(id_, f"{given} {surname}") for id_, given, surname in rows]


def principal_on(day: date) -> str:
    """Surname and initials of the principal on a day, "" if nobody is appointed."""
    found = Appointment.objects.filter(Q(ends=None) | Q(ends__gte=day), post="principal", starts__lte=day)
    last = found.select_related("employee").order_by("-starts", "-id").first()
    return last.employee.initials if last else ""


def teachers_on(day: date, courses: Iterable[int]) -> dict[int, str]:
    """Register page → surname and initials of who teaches it on a day; one question."""
    found = CourseAssignment.objects.filter(
        Q(ends=None) | Q(ends__gte=day), course__in=list(courses), starts__lte=day
    )
    rows = found.select_related("employee").order_by("starts", "id")
    return {one.course_id: one.employee.initials for one in rows}
