"""Приказы: зачислить, перевести, записать выбытие, принять и уволить сотрудника, назвать представителя."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from letopis.office.access import employee_for, pupil_for
from letopis.office.forms import (
    DismissForm,
    LeaveForm,
    MoveForm,
    NewEmployeeForm,
    NewPupilForm,
    ParentForm,
    PostForm,
)
from letopis.office.queries import classes_on
from letopis.people import actions
from letopis.people.access import door, standing
from letopis.people.models import Employee, Student
from letopis.regulation import access
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import sentence

AGAINST_RULES = 422
WRITE = ("GET", "HEAD", "POST")


def _asked(
    request: HttpRequest,
    form: forms.Form,
    deed: Callable[[], HttpResponse],
    words: dict[str, str | Promise | Any],
) -> HttpResponse:
    """One form on a page of its own: done, or shown again with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            return deed()
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
    status = AGAINST_RULES if form.errors else 200
    return render(request, "office/order.html", {"form": form, **words}, status=status)


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(WRITE)
@door("people.record")
def new_pupil(request: HttpRequest) -> HttpResponse:
    """Admit a pupil by an order."""
    who = standing(request)
    form = NewPupilForm(classes_on(who.on), _typed(request), initial={"starts": who.on, "order_day": who.on})

    def deed() -> HttpResponse:
        typed = form.cleaned_data
        known = {name: typed[name] for name in ("birth_date", "sex", "file_number")}
        found = actions.admit_by_order(
            Student(**dict(zip(("surname", "given_name", "patronymic"), form.names(), strict=True)), **known),
            form.chosen(),
            typed["starts"],
            form.order(),
            by=who.account,
        )
        messages.success(request, _("Ученик зачислен."))
        return redirect("office:pupil", found.pk)

    return _asked(
        request, form, deed, {"title": _("Новый ученик"), "act": _("Зачислить"), "back": "office:pupils"}
    )


@require_http_methods(WRITE)
@door("people.appoint")
def new_employee(request: HttpRequest) -> HttpResponse:
    """Take on an employee by an order."""
    who = standing(request)
    form = NewEmployeeForm(_typed(request), initial={"starts": who.on, "order_day": who.on})

    def deed() -> HttpResponse:
        typed = form.cleaned_data
        found = actions.take_on(form.names(), typed["post"], typed["starts"], form.order(), by=who.account)
        messages.success(request, _("Сотрудник принят. Выдайте ему приглашение ко входу."))
        return redirect("office:employee", found.pk)

    return _asked(
        request, form, deed, {"title": _("Новый сотрудник"), "act": _("Принять"), "back": "office:staff"}
    )


@require_http_methods(WRITE)
@door("people.record")
def move(request: HttpRequest, student_id: int) -> HttpResponse:
    """Enrol a pupil in a class or move them to another."""
    who = standing(request)
    access.check("people.record", who)
    student = pupil_for(who, student_id)
    form = MoveForm(classes_on(who.on), _typed(request), initial={"starts": who.on, "order_day": who.on})

    def deed() -> HttpResponse:
        actions.enrol_by_order(
            student, form.chosen(), form.cleaned_data["starts"], form.order(), by=who.account
        )
        messages.success(request, _("Записано: %(group)s.") % {"group": form.chosen()})
        return redirect("office:pupil", student_id)

    return _asked(request, form, deed, _about_pupil(student, _("Зачисление или перевод"), _("Записать")))


@require_http_methods(WRITE)
@door("people.record")
def leave(request: HttpRequest, student_id: int) -> HttpResponse:
    """Record that a pupil leaves the school."""
    who = standing(request)
    access.check("people.record", who)
    student = pupil_for(who, student_id)
    form = LeaveForm(_typed(request), initial={"last_day": who.on, "order_day": who.on})

    def deed() -> HttpResponse:
        typed = form.cleaned_data
        actions.leave_school(student, typed["last_day"], form.order(), typed["left_to"], by=who.account)
        messages.success(request, _("Выбытие записано."))
        return redirect("office:pupil", student_id)

    return _asked(request, form, deed, _about_pupil(student, _("Выбытие"), _("Записать выбытие")))


@require_http_methods(WRITE)
@door("people.record")
def new_parent(request: HttpRequest, student_id: int) -> HttpResponse:
    """Write down a legal representative of a pupil."""
    who = standing(request)
    access.check("people.record", who)
    student = pupil_for(who, student_id)
    form = ParentForm(_typed(request))

    def deed() -> HttpResponse:
        new = actions.NewRepresentative(**form.cleaned_data)
        found = actions.add_representative(student, new, by=who.account)
        messages.success(request, _("Представитель записан. Выдайте ему приглашение ко входу."))
        return redirect("office:parent", found.pk)

    return _asked(request, form, deed, _about_pupil(student, _("Законный представитель"), _("Записать")))


def _about_pupil(student: Student, title: str, act: str) -> dict[str, Any]:
    return {"title": title, "act": act, "person": student, "back": "office:pupil", "back_id": student.pk}


@require_http_methods(WRITE)
@door("people.appoint")
def post(request: HttpRequest, employee_id: int) -> HttpResponse:
    """Appoint an employee to one more post."""
    who = standing(request)
    access.check("people.appoint", who)
    found = employee_for(who, employee_id)
    form = PostForm(_typed(request), initial={"starts": who.on, "order_day": who.on})

    def deed() -> HttpResponse:
        typed = form.cleaned_data
        actions.appoint_by_order(found, typed["post"], typed["starts"], form.order(), by=who.account)
        messages.success(request, _("Назначение записано."))
        return redirect("office:employee", employee_id)

    return _asked(request, form, deed, _about_employee(found, _("Назначение на должность"), _("Назначить")))


@require_http_methods(WRITE)
@door("people.appoint")
def dismiss(request: HttpRequest, employee_id: int) -> HttpResponse:
    """Record that an employee leaves."""
    who = standing(request)
    access.check("people.appoint", who)
    found = employee_for(who, employee_id)
    form = DismissForm(_typed(request), initial={"last_day": who.on, "order_day": who.on})

    def deed() -> HttpResponse:
        actions.dismiss(found, form.cleaned_data["last_day"], form.order(), today=who.on, by=who.account)
        messages.success(request, _("Увольнение записано: должности и нагрузка окончены, вход закрыт."))
        return redirect("office:employee", employee_id)

    return _asked(request, form, deed, _about_employee(found, _("Увольнение"), _("Записать увольнение")))


def _about_employee(found: Employee, title: str, act: str) -> dict[str, Any]:
    return {"title": title, "act": act, "person": found, "back": "office:employee", "back_id": found.pk}
