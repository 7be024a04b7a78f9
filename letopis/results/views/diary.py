"""Дневник ученика: неделя ему самому, его представителям, классному руководителю и завучу (п. 3.11)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letopis.people.access import door, standing
from letopis.people.queries import names_of_students
from letopis.results.access import PupilPage, Schooling, class_page, pupil_for
from letopis.results.queries.diary import diary_of


@require_safe
@door("results.pupil")
def diary(request: HttpRequest, student_id: int) -> HttpResponse:
    """A week of one pupil."""
    return _drawn(request, student_id)


@require_safe
@door("results.diary")
def own_diary(request: HttpRequest) -> HttpResponse:
    """One's own week, or the week of one's child."""
    own = sorted(standing(request).students)
    asked = request.GET.get("child", "")
    child = next((id_ for id_ in own if not asked or str(id_) == asked), None)
    if child is None:
        raise Http404
    return _drawn(request, child)


def _drawn(request: HttpRequest, student_id: int) -> HttpResponse:
    who = standing(request)
    page = pupil_for(who, student_id, "results.pupil")
    day = _day(request, who.on)
    schooling = _schooling(page, day)
    if schooling is None:
        return render(request, "results/no_class.html", {"pupil": page})
    monday = day - timedelta(days=day.weekday())
    group = class_page(schooling.class_group)
    days = diary_of(page.id, schooling, group.grade_level, monday, who.on)
    children = names_of_students(who.students) if len(who.students) > 1 else []
    facts: dict[str, Any] = {
        "pupil": page,
        "group": group,
        "days": days,
        "chosen": min(day, days[-1].date),
        "today": who.on,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "children": [(id_, name, id_ == page.id) for id_, name in children],
        "child": request.GET.get("child", ""),
    }
    return render(request, "results/diary.html", facts)


def _day(request: HttpRequest, today: date) -> date:
    text = request.GET.get("day", "")
    try:
        found = date.fromisoformat(text) if text else today
    except ValueError as wrong:
        raise Http404 from wrong
    if not 2000 <= found.year <= 2100:
        raise Http404
    return found


def _schooling(page: PupilPage, day: date) -> Schooling | None:
    """The class of the day, else the last one."""
    there = (one for one in page.classes if one.starts <= day and (one.ends is None or day <= one.ends))
    return next(there, next(iter(page.classes), None))
