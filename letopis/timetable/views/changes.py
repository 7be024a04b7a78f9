"""Изменения одного дня: кто кого заменяет, что отменено, что перенесено."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from letopis.people.access import door, standing
from letopis.regulation.refusals import Refused
from letopis.school.models import SchoolYear
from letopis.school.queries import year_on
from letopis.screen.craft.sentences import sentence
from letopis.timetable import actions
from letopis.timetable.craft.week import Given, rings_for
from letopis.timetable.forms import ChangeForm, MoveForm
from letopis.timetable.models import Change
from letopis.timetable.queries import bell_sets, week_facts
from letopis.timetable.queries.choices import classes_of, pages_of, substitutes, teachers_on
from letopis.timetable.queries.week import rest_of
from letopis.timetable.views.week import read_day


@require_http_methods(["GET", "HEAD", "POST"])
@door("timetable.change")
def changes(request: HttpRequest) -> HttpResponse:
    """A day's changes; the lessons of one teacher or class, each with who could give it instead."""
    who = standing(request)
    day = read_day(request, "day", who.on)
    year = year_on(day)
    if year is None:
        return render(request, "timetable/no_classes.html")
    if request.method == "POST":
        _put(request, day)
        return redirect(_address(request, day))
    return render(request, "timetable/changes.html", _facts(request, year, day))


def _address(request: HttpRequest, day: date) -> str:
    teacher = request.POST.get("of", "") or request.GET.get("teacher", "")
    chosen = f"&teacher={teacher}" if teacher.isdecimal() else ""
    return f"{reverse('timetable:changes')}?day={day.isoformat()}{chosen}"


def _put(request: HttpRequest, day: date) -> None:
    who = standing(request)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Не записано: выберите урок и того, кто его проведёт."))
        return
    try:
        actions.put_change(form.text(day), standing=who, by=who.account)
    except Refused as refusal:
        if refusal.code.startswith("access."):
            raise
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Записано."))


@require_POST
@door("timetable.change")
def move(request: HttpRequest) -> HttpResponse:
    """Move a lesson to another day or hour."""
    who = standing(request)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Не записано: выберите день и номер урока."))
        return redirect("timetable:changes")
    data = form.cleaned_data
    try:
        actions.move_lesson(form.text(), data["to"], data["to_number"], standing=who, by=who.account)
    except Refused as refusal:
        if refusal.code.startswith("access."):
            raise
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Урок перенесён."))
    return redirect(_address(request, data["day"]))


@require_POST
@door("timetable.change")
def withdraw(request: HttpRequest, change_id: int) -> HttpResponse:
    """Take a change back."""
    who = standing(request)
    day = Change.objects.filter(pk=change_id).values_list("date", flat=True).first()
    if day is None:
        raise Http404
    try:
        actions.withdraw_change(change_id, standing=who, by=who.account)
    except Refused as refusal:
        if refusal.code.startswith("access."):
            raise
        messages.error(request, sentence(refusal))
    return redirect(_address(request, day))


def _facts(request: HttpRequest, year: SchoolYear, day: date) -> dict[str, Any]:
    found = week_facts(year.pk, day, day)
    lessons = found.lessons(day, day)
    teachers = teachers_on(day)
    chosen = next((one for one in teachers if str(one.id) == request.GET.get("teacher", "")), None)
    own = [one for one in lessons if chosen and _is_of(one, chosen.id)]
    group = next((one for one in classes_of(year.pk) if str(one[0]) == request.GET.get("class", "")), None)
    return {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "today": standing(request).on,
        "rest": "" if lessons else rest_of(found.days, day, 0),
        "changed": [(one, _begins(one)) for one in lessons if one.sign],
        "teachers": teachers,
        "chosen": chosen,
        "own": [(one, _begins(one), substitutes(one, lessons, teachers)) for one in own],
        "classes": classes_of(year.pk),
        "group": group,
        "pages": pages_of(group[0]) if group else [],
    }


def _is_of(lesson: Given, teacher: int) -> bool:
    """Whether the lesson is the teacher's own, whoever gives it on the day."""
    owner = lesson.usual or lesson.teacher
    return owner is not None and owner.id == teacher


def _begins(lesson: Given) -> str:
    ring = rings_for(bell_sets(), lesson.page.grade, lesson.day).get(lesson.number)
    return f"{ring.begins:%-H:%M}" if ring else ""
