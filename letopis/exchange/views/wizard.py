"""Начало работы: пустая школа шаг за шагом доходит до первой страницы журнала."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from letopis.exchange import queries
from letopis.exchange.craft.lists import EMPLOYEES, LOAD, PUPILS
from letopis.exchange.forms import ClassesForm, SchoolForm, UploadForm, YearForm
from letopis.people.access import door, standing
from letopis.regulation.access import permits
from letopis.regulation.refusals import Refused
from letopis.school import actions
from letopis.school.models import SchoolYear
from letopis.school.queries import school as the_school
from letopis.screen.craft.sentences import sentence

AGAINST_RULES = 422
_STEPS = ("school", "year", "classes", "pupils", "employees", "load")


@require_GET
@door("school.set_up")
def wizard(request: HttpRequest) -> HttpResponse:
    """What stands, what is missing, and the next step."""
    return _page(request, request.GET.get("step", ""))


@require_POST
@door("school.set_up")
def school(request: HttpRequest) -> HttpResponse:
    """Name the school and put the shipped act into force."""
    form = SchoolForm(request.POST)
    if not form.is_valid():
        return _page(request, "school", form)
    by = standing(request).account
    actions.name_school(**form.cleaned_data, by=by)
    actions.adopt_first_act(by=by)
    return redirect("exchange:wizard")


@require_POST
@door("school.set_up")
def year(request: HttpRequest) -> HttpResponse:
    """Open the school year with its periods."""
    form = YearForm(request.POST)
    if not form.is_valid():
        return _page(request, "year", form)
    starts, ends = form.cleaned_data["starts"], form.cleaned_data["ends"]
    try:
        actions.open_year(starts, ends, form.periods(), by=standing(request).account)
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return _page(request, "year", form)
    return redirect("exchange:wizard")


@require_POST
@door("school.set_up")
def classes(request: HttpRequest) -> HttpResponse:
    """Open classes of the year; those that stand already are left alone."""
    form = ClassesForm(request.POST)
    if not form.is_valid():
        return _page(request, "classes", form)
    who = standing(request)
    year = queries.year_for_lists(who.on)
    known = set(year.classes.values_list("grade_level", "letter"))
    new = [key for key in form.cleaned_data["classes"] if key not in known]
    if new:
        actions.open_classes(year, new, by=who.account)
    messages.success(request, _("Открыто новых классов: %(count)s.") % {"count": len(new)})
    return redirect("exchange:wizard")


def _page(request: HttpRequest, wanted: str, form: forms.Form | None = None) -> HttpResponse:
    stands = queries.progress(standing(request).on)
    done = {
        "school": stands.named,
        "year": stands.year is not None,
        "classes": bool(stands.classes),
        "pupils": bool(stands.pupils),
        "employees": bool(stands.employees),
        "load": bool(stands.load),
    }
    missing = [name for name in _STEPS if not done[name]]
    reachable = [name for name in _STEPS if done[name] or name == missing[0]]
    step = wanted if wanted in reachable else next(iter(missing), "")
    context = {
        "step": step,
        "steps": [(name, _title(name), done[name], name in reachable) for name in _STEPS],
        "stands": stands,
        "form": form or _form(request, step, stands.year),
        "sees_registers": permits("journal.list", standing(request)),
        "kind": step if step in {PUPILS, EMPLOYEES, LOAD} else "",
    }
    return render(request, "exchange/start.html", context, status=AGAINST_RULES if form else 200)


def _title(step: str) -> str:
    return {
        "school": _("Школа и положение"),
        "year": _("Год и периоды"),
        "classes": _("Классы"),
        "pupils": _("Ученики"),
        "employees": _("Сотрудники"),
        "load": _("Нагрузка"),
    }[step]


def _form(request: HttpRequest, step: str, last: SchoolYear | None) -> forms.Form | None:
    if step == "school":
        found = the_school()
        names = ("full_name", "short_name", "place")
        return SchoolForm(initial={name: getattr(found, name) for name in names} if found else None)
    if step == "year":
        return YearForm(initial=_usual_days(request, last))
    if step == "classes":
        return ClassesForm()
    return UploadForm(initial={"kind": step}) if step else None


def _usual_days(request: HttpRequest, last: SchoolYear | None) -> dict[str, Any]:
    starts = queries.usual_year(standing(request).on, last)
    periods = queries.usual_periods(starts)
    days: dict[str, Any] = {"starts": starts, "ends": periods[-1][3]}
    for scheme, number, *edges in periods:
        days |= {f"{scheme}_{number}_starts": edges[0], f"{scheme}_{number}_ends": edges[1]}
    return days
