"""Правка недели одного класса: поставить урок, убрать урок, с какого дня так."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from letopis.people.access import door, standing
from letopis.regulation.refusals import Refused
from letopis.school.models import ClassGroup
from letopis.screen.craft.sentences import sentence
from letopis.screen.craft.timetable_sentences import WEEKDAYS
from letopis.timetable import actions
from letopis.timetable.craft.week import WeekFacts, WeekSlot
from letopis.timetable.forms import SlotForm
from letopis.timetable.queries import met_in_week, week_facts
from letopis.timetable.queries.choices import classes_of, pages_of, rooms
from letopis.timetable.views.week import read_day

SHOWN_HOURS = 7  # rows an empty week has


@require_http_methods(["GET", "HEAD", "POST"])
@door("timetable.edit")
def edit(request: HttpRequest, class_id: int) -> HttpResponse:
    """The week of a class as it is from a day on; a lesson can be put into each hour."""
    who = standing(request)
    group = _group(class_id)
    since = read_day(request, "since", _first_day(group, who.on))
    form = SlotForm(pages_of(class_id), request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            _put(request, form, since)
        else:
            messages.error(request, _("Не записано: выберите предмет и проверьте кабинет и число уроков."))
        return redirect(_address(class_id, since))
    facts = week_facts(group.year_id, since, group.year.ends)
    return render(request, "timetable/edit.html", _facts(group, since, facts, form))


def _group(class_id: int) -> ClassGroup:
    found = ClassGroup.objects.select_related("year").filter(pk=class_id).first()
    if found is None:
        raise Http404
    return found


def _first_day(group: ClassGroup, today: date) -> date:
    return min(max(today, group.year.starts), group.year.ends)


def _address(class_id: int, since: date) -> str:
    return f"{reverse('timetable:edit', args=[class_id])}?since={since.isoformat()}"


def _put(request: HttpRequest, form: SlotForm, since: date) -> None:
    who = standing(request)
    try:
        actions.put_slot(form.text(since), standing=who, by=who.account)
    except Refused as refusal:
        if refusal.code.startswith("access."):
            raise
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Урок поставлен."))


@require_POST
@door("timetable.edit")
def end(request: HttpRequest, class_id: int, slot_id: int) -> HttpResponse:
    """Take a lesson out of the week from the day the page shows."""
    who = standing(request)
    group = _group(class_id)
    since = read_day(request, "since", _first_day(group, who.on))
    actions.end_slot(slot_id, since, standing=who, by=who.account)
    messages.success(request, _("Урок убран из расписания с %(day)s.") % {"day": f"{since:%d.%m.%Y}"})
    return redirect(_address(class_id, since))


def _facts(group: ClassGroup, since: date, facts: WeekFacts, form: SlotForm) -> dict[str, Any]:
    own = [slot for slot in facts.slots if slot.page.class_group == group.pk]
    last = max([SHOWN_HOURS, *(slot.number + 1 for slot in own)])
    first = min([1, *(slot.number for slot in own)])
    weekdays = range(1, max([7, *(slot.weekday + 1 for slot in own)]))
    courses = {slot.page.course for slot in own}
    return {
        "group": group,
        "since": since,
        "classes": classes_of(group.year_id),
        "weekdays": [WEEKDAYS[day] for day in weekdays],
        "rows": [
            (number, [(day, WEEKDAYS[day], _in_hour(facts, own, day, number, since)) for day in weekdays])
            for number in range(first, last + 1)
        ],
        "met": [met for met in met_in_week(facts, since) if met.courses & courses],
        "form": form,
        "rooms": [one.name for one in rooms()],
        "hours": _hours(own, since, group.pk),
        "weekday_names": WEEKDAYS,
    }


def _in_hour(
    facts: WeekFacts, own: list[WeekSlot], weekday: int, number: int, since: date
) -> list[tuple[WeekSlot, str]]:
    found = []
    for slot in own:
        if (slot.weekday, slot.number) == (weekday, number):
            teacher = facts.teacher_of(slot.page.course, max(since, slot.days.starts))
            found.append((slot, teacher.name if teacher else ""))
    return found


def _hours(own: list[WeekSlot], since: date, class_id: int) -> list[tuple[str, int, str]]:
    """Pages of the class whose number of lessons is not that of the curriculum: name, lessons, wanted."""
    from letopis.school.models import Course

    found = []
    rows = Course.objects.filter(class_group_id=class_id).order_by("subject__rank", "subject__name")
    for id_, subject, subgroup, wanted in rows.values_list(
        "id", "subject__name", "subgroup__name", "hours_per_week"
    ):
        there = sum(slot.page.course == id_ and slot.days.covers(since) for slot in own)
        if wanted and there != wanted:
            name = f"{subject}, {subgroup}" if subgroup else subject
            found.append((name, there, f"{wanted.normalize():f}".replace(".", ",")))
    return found
