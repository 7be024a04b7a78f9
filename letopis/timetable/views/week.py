"""Неделя класса, учителя или кабинета."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from letopis.people.access import door, standing
from letopis.regulation import access
from letopis.regulation.access import Standing
from letopis.school.queries import year_on
from letopis.timetable.craft.week import DAYS, Day, Given
from letopis.timetable.queries import week_facts, week_page
from letopis.timetable.queries.choices import classes_of, own_class, own_employee, rooms, teachers_on

WHOSE = ("class", "teacher", "room")


@dataclass(frozen=True)
class View:
    """Whose week is looked at.

    Attributes:
        whose: class, teacher or room.
        id: which of them.
        grade: the class's grade, 0 for a teacher or a room.
    """

    whose: str
    id: int
    title: str
    grade: int = 0

    def wants(self) -> Callable[[Given], bool]:
        """Whether a lesson belongs to this week; a teacher also sees own lessons that another gives."""
        if self.whose == "class":
            return lambda one: one.page.class_group == self.id
        if self.whose == "room":
            return lambda one: one.room is not None and one.room.id == self.id
        return lambda one: self.id in {person.id for person in (one.teacher, one.usual) if person}


@require_safe
@door("timetable.read")
def week(request: HttpRequest) -> HttpResponse:
    """One week; without a word in the address, one's own."""
    who = standing(request)
    day = read_day(request, "week", who.on)
    year = year_on(day)
    classes = classes_of(year.pk) if year else []
    if year is None or not classes:
        return render(request, "timetable/no_classes.html")
    teachers, known_rooms = teachers_on(day), rooms()
    lists = {
        "class": [(id_, title) for id_, title, _grade in classes],
        "teacher": [(one.id, one.name) for one in teachers],
        "room": [(one.id, one.name) for one in known_rooms],
    }
    view = _view(request, who, lists, {id_: grade for id_, _title, grade in classes})
    monday = day - timedelta(days=day.weekday())
    found = week_facts(year.pk, monday, monday + timedelta(days=DAYS - 1), view.id if view.grade else 0)
    days = week_page(found, monday, who.on, view.wants(), view.grade)
    return render(request, "timetable/week.html", _facts(who, view, lists, monday, days))


def read_day(request: HttpRequest, name: str, otherwise: date) -> date:
    """A day named in the address.

    Raises:
        Http404: it is no day.
    """
    text = request.GET.get(name, "")
    if not text:
        return otherwise
    try:
        found = date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong
    if not 2000 <= found.year <= 2100:
        raise Http404
    return found


def _view(
    request: HttpRequest, who: Standing, lists: dict[str, list[tuple[int, str]]], grades: dict[int, int]
) -> View:
    for whose in WHOSE:
        text = request.GET.get(whose, "")
        if text:
            found = next((one for one in lists[whose] if str(one[0]) == text), None)
            if found is None:
                raise Http404
            return View(whose, *found, grade=grades[found[0]] if whose == "class" else 0)
    own = own_class(who)
    teacher = own_employee(who) if who.courses else 0
    for whose, id_ in (("teacher", teacher), ("class", own), ("class", lists["class"][0][0])):
        found = next((one for one in lists[whose] if one[0] == id_), None)
        if found:
            return View(whose, *found, grade=grades[found[0]] if whose == "class" else 0)
    raise Http404


def _facts(
    who: Standing, view: View, lists: dict[str, list[tuple[int, str]]], monday: date, days: list[Day]
) -> dict[str, Any]:
    step = timedelta(days=DAYS)
    return {
        "view": view,
        "lists": [(whose, title, lists[whose]) for whose, title in _titles() if lists[whose]],
        "days": days,
        "hours": numbers_of(days),
        "monday": monday,
        "last": days[-1].date,
        "before": monday - step,
        "after": monday + step,
        "is_now": monday <= who.on < monday + step,
        "today": who.on,
        "may_edit": access.permits("timetable.edit", who),
        "may_change": access.permits("timetable.change", who),
    }


def _titles() -> list[tuple[str, str]]:
    return [("class", _("Класс")), ("teacher", _("Учитель")), ("room", _("Кабинет"))]


def numbers_of(days: list[Day]) -> list[tuple[int, str, str]]:
    """Hours of a week: number, when it begins and ends, where all its days agree."""
    times: dict[int, set[tuple[str, str]]] = {}
    for day in days:
        for hour in day.hours:
            told = (f"{hour.begins:%-H:%M}", f"{hour.ends:%-H:%M}") if hour.begins and hour.ends else ("", "")
            times.setdefault(hour.number, set()).add(told)
    numbers = range(min(times, default=1), max(times, default=0) + 1)
    return [
        (number, *(next(iter(times[number])) if len(times.get(number, ())) == 1 else ("", "")))
        for number in numbers
    ]
