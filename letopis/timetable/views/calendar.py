"""Учебный календарь: каникулы, переносы дней, звонки."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from letopis.people.access import door, standing
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.school.models import SchoolYear
from letopis.school.queries import production_calendar, year_on
from letopis.screen.craft.sentences import sentence
from letopis.screen.craft.timetable_sentences import WEEKDAYS
from letopis.timetable import actions
from letopis.timetable.forms import BellsForm, Dressed, HolidayForm, MovedDayForm
from letopis.timetable.models import Holiday
from letopis.timetable.queries import bell_sets, moved_days

FORMS: dict[str, type[Dressed]] = {"holiday": HolidayForm, "moved": MovedDayForm, "bells": BellsForm}


@require_http_methods(["GET", "HEAD", "POST"])
@door("timetable.edit")
def calendar(request: HttpRequest) -> HttpResponse:
    """Holidays, moved days and bells of the year, each with a sheet for a new one."""
    who = standing(request)
    year = year_on(who.on)
    if year is None:
        return render(request, "timetable/no_classes.html")
    sent = request.POST.get("what", "")
    forms = {name: form(request.POST if name == sent else None) for name, form in FORMS.items()}
    if sent in forms and forms[sent].is_valid() and _written(request, year, sent, forms[sent]):
        return redirect("timetable:calendar")
    facts: dict[str, Any] = {
        **forms,
        "year": year,
        "holidays": list(Holiday.objects.filter(year=year)),
        "moved_days": [(one, WEEKDAYS.get(one.weekday, "")) for one in moved_days(year.pk)],
        "bell_sets": bell_sets(),
        "unknown": sorted({year.starts.year, year.ends.year} - production_calendar().years),
    }
    failed = any(form.errors for form in forms.values())
    return render(request, "timetable/calendar.html", facts, status=422 if failed else 200)


def _written(request: HttpRequest, year: SchoolYear, sent: str, form: Dressed) -> bool:
    """Whether it was put into force; otherwise the sheet says why not."""
    who = standing(request)
    try:
        _DEEDS[sent](year, form, who)
    except Refused as refusal:
        if refusal.code.startswith("access."):
            raise
        form.add_error(None, sentence(refusal))
        return False
    messages.success(request, _("Записано."))
    return True


def _holiday(year: SchoolYear, form: Any, who: Standing) -> object:
    return actions.put_holiday(year, form.text(), standing=who, by=who.account)


def _moved(year: SchoolYear, form: Any, who: Standing) -> object:
    data = form.cleaned_data
    return actions.move_day(year, data["date"], data["weekday"], data["reason"], standing=who, by=who.account)


def _bells(_year: SchoolYear, form: Any, who: Standing) -> object:
    return actions.put_bells(form.text(), standing=who, by=who.account)


_DEEDS: dict[str, Callable[[SchoolYear, Any, Standing], object]] = {
    "holiday": _holiday,
    "moved": _moved,
    "bells": _bells,
}


@require_POST
@door("timetable.edit")
def drop(request: HttpRequest, holiday_id: int) -> HttpResponse:
    """Take holidays out."""
    who = standing(request)
    actions.drop_holiday(holiday_id, standing=who, by=who.account)
    messages.success(request, _("Убрано."))
    return redirect("timetable:calendar")


@require_POST
@door("timetable.edit")
def keep(request: HttpRequest, moved_id: int) -> HttpResponse:
    """Let a moved day be as the calendar has it."""
    who = standing(request)
    actions.keep_day(moved_id, standing=who, by=who.account)
    messages.success(request, _("Убрано."))
    return redirect("timetable:calendar")
