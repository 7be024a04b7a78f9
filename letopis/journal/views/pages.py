"""Список журналов и страница журнала."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from letopis.journal.access import Page, gives_only, may_correct, may_write, page_for
from letopis.journal.craft.register import LOCKED
from letopis.journal.queries import courses_of, register_of
from letopis.journal.queries.explaining import explanation_of
from letopis.journal.queries.register import rules_day
from letopis.journal.queries.stages import teachers_correct
from letopis.people.access import door, keepable, standing
from letopis.people.models import Account, Student
from letopis.regulation import access
from letopis.school.queries import Period, period_at, periods_of, settings_on, title_of, year_on, years
from letopis.screen.queries import filled_shell


@require_safe
@door("journal.list")
def courses(request: HttpRequest) -> HttpResponse:
    """Registers the person teaches and those they may read, by class."""
    who = standing(request)
    current = year_on(who.on)
    year = next((one for one in years() if str(one.pk) == request.GET.get("year")), current)
    found = courses_of(who, year.pk) if year else []
    by_class = [(title, list(lines)) for title, lines in groupby(found, key=lambda line: line.class_title)]
    facts = {
        "mine": [line for line in found if line.mine],
        "by_class": by_class,
        "year": year,
        "year_title": title_of(year) if year else "",
        "years": [(one.pk, title_of(one)) for one in years()],
    }
    return render(request, "journal/courses.html", facts)


@require_safe
@door("journal.read")
def register(request: HttpRequest, course_id: int) -> HttpResponse:
    """One register page in one period, as compact data the browser draws.

    What surrounds the data is drawn once for all visits that see the same.
    """
    who = standing(request)
    page = page_for(who, course_id, "journal.read")
    periods = periods_of(page.year_id, page.scheme)
    period = period_asked(request, periods) or period_at(periods, who.on)
    if period is None:
        return render(request, "journal/no_periods.html", {"course": page}, status=200)
    facts, data = _facts(request, page, periods, period)
    return keepable(request, filled_shell(request, "journal/register.html", facts, ("register", data)))


@require_safe
@door("journal.explain")
def explain(request: HttpRequest, course_id: int, student_id: int) -> HttpResponse:
    """How the mark of one pupil for a period comes about."""
    who = standing(request)
    page = page_for(who, course_id, "journal.explain", student_id)
    period = period_asked(request, periods_of(page.year_id, page.scheme))
    pupil = Student.objects.filter(pk=student_id, enrolments__class_group_id=page.class_group).first()
    if period is None or pupil is None:
        raise Http404
    told = explanation_of(page, period, student_id, who.on)
    facts = {"page": page, "period": period, "pupil": f"{pupil.surname} {pupil.given_name}", "told": told}
    facts |= {"may_read": access.permits("journal.read", who, page.target()), "pupil_id": student_id}
    return render(request, "journal/explain.html", facts)


def page_in_period(request: HttpRequest, course_id: int) -> tuple[Page, tuple[Period, ...], Period]:
    """The page one may read, its periods, and the one asked for or running.

    Raises:
        Http404: there is no such page, or no such period.
        Refused: access.denied.
    """
    who = standing(request)
    page = page_for(who, course_id, "journal.read")
    periods = periods_of(page.year_id, page.scheme)
    period = period_asked(request, periods) or period_at(periods, who.on)
    if period is None:
        raise Http404
    return page, periods, period


def period_asked(request: HttpRequest, periods: tuple[Period, ...]) -> Period | None:
    """The period the address names, None if it names none.

    Raises:
        Http404: it names one that is not of these.
    """
    asked = request.GET.get("period", "")
    if not asked:
        return None
    found = next((period for period in periods if str(period.id) == asked), None)
    if found is None:
        raise Http404
    return found


def _shut_others(data: dict[str, Any], own: frozenset[tuple[str, int]]) -> None:
    """A substitute finds every lesson shut but those given in the teacher's place."""
    data["instead"] = 1
    for lesson in data["lessons"]:
        lesson[LOCKED] |= (lesson[1], lesson[2]) not in own


@cache
def _any_pupil() -> str:
    """Address of a pupil's page, with 0 in place of the pupil."""
    return reverse("results:pupil", args=[0])


def _facts(
    request: HttpRequest, page: Page, periods: tuple[Period, ...], period: Period
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the shell of the page shows, and its data."""
    who = standing(request)
    data = register_of(page, period, who.on)
    by_order = period.id in page.closings and teachers_correct(page.class_group, period.id, who.on)
    writes, corrects = may_write(who, page), may_correct(who, page, teachers=by_order)
    data.update(write=writes, correct=corrects)
    own = gives_only(who, page)
    if own is not None:
        _shut_others(data, own)
    unmarked = page.grade_level in settings_on(rules_day(period, who.on)).unmarked_grades
    may_confirm = writes and own is None and period.id not in page.closings and not unmarked
    if access.permits("results.pupil", who, page.target()):
        data["urls"]["pupil"] = _any_pupil()
    facts = {
        "course": {
            "id": page.id,
            "class_title": page.class_title,
            "subject_title": page.subject_title,
            "subgroup_title": page.subgroup_title,
        },
        "period": period.title,
        "absences": tuple(data["absences"].items()),
        "teacher": page.teacher,
        "hours": page.hours,
        "periods": [(one.id, one.short, f"?period={one.id}", one.id == period.id) for one in periods],
        "is_closed": period.id in page.closings,
        "closes_on": period.ends if period.id not in page.closings else None,
        "may_write": writes,
        "may_correct": corrects,
        "may_confirm": may_confirm,
        "has_second_key": isinstance(request.user, Account) and request.user.has_second_key,
        "levels": f"{reverse('journal:levels', args=[page.id])}?period={period.id}" if unmarked else "",
    }
    return facts, data
