"""Своя карта результатов: ученику, его представителям, классному руководителю и завучу."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letopis.people.access import door, standing
from letopis.people.queries import names_of_students
from letopis.regulation import access
from letopis.regulation.access import Standing, Target
from letopis.results.access import PupilPage, Schooling, class_page, pupil_for
from letopis.results.craft.record import LessonLine, SubjectLine, mean_of
from letopis.results.queries import NONE_MISSED, absences_of, record_of
from letopis.school.queries import Period, period_at, periods_of, settings_on

RECENT = timedelta(days=14)
HOMEWORK_LINES = 12


@require_safe
@door("results.pupil")
def pupil(request: HttpRequest, student_id: int) -> HttpResponse:
    """Marks, means, absences and homework of one pupil in a period."""
    who = standing(request)
    page = pupil_for(who, student_id, "results.pupil")
    schooling = _schooling(request, page)
    if schooling is None:
        return render(request, "results/no_class.html", {"pupil": page})
    periods = periods_of(schooling.year_id, schooling.scheme)
    period = _period(request, periods, who.on)
    if period is None:
        return render(request, "results/no_class.html", {"pupil": page})
    return render(request, "results/pupil.html", _facts(who, page, schooling, periods, period))


def _schooling(request: HttpRequest, page: PupilPage) -> Schooling | None:
    asked = request.GET.get("class", "")
    found = next((one for one in page.classes if not asked or str(one.class_group) == asked), None)
    if asked and found is None:
        raise Http404
    return found


def _period(request: HttpRequest, periods: tuple[Period, ...], today: date) -> Period | None:
    asked = request.GET.get("period", "")
    if not asked:
        return period_at(periods, today)
    found = next((one for one in periods if str(one.id) == asked), None)
    if found is None:
        raise Http404
    return found


def _facts(
    who: Standing, page: PupilPage, schooling: Schooling, periods: tuple[Period, ...], period: Period
) -> dict[str, Any]:
    lines = record_of(page.id, schooling.class_group, periods, period)
    group = class_page(schooling.class_group)
    settings = settings_on(min(max(who.on, period.starts), period.ends))
    missed = absences_of(group, settings, [page.id]).get((page.id, period.id), NONE_MISSED)
    lessons = [lesson for line in lines for lesson in line.lessons]
    return {
        "pupil": page,
        "group": group,
        "schooling": schooling,
        "may_see_class": access.permits("results.class_sheet", who, Target(class_group=group.id)),
        "years": page.classes,
        "period": period,
        "columns": [one.short for one in periods],
        "periods": [
            (one.title, f"?class={group.id}&period={one.id}", one.id == period.id) for one in periods
        ],
        "lines": lines,
        "mean": mean_of(lines),
        "marks_count": sum(lesson.marks_count for lesson in lessons),
        "missed": missed,
        "attention": _attention(lines),
        "recent": _recent(lessons, who.on),
        "homework": _homework(lessons, who.on),
        "absences": settings.scale.absences,
        "children": _children(who, page),
    }


def _attention(lines: list[SubjectLine]) -> list[str]:
    """Subjects whose mean is under 3,5."""
    return [line.name for line in lines if line.mean and line.mean < "3,50"]


def _recent(lessons: list[LessonLine], today: date) -> list[LessonLine]:
    """What was put in the last two weeks, the newest first."""
    return [one for one in reversed(lessons) if one.value and today - RECENT <= one.day <= today]


def _homework(lessons: list[LessonLine], today: date) -> list[LessonLine]:
    """What was set last, the newest first."""
    return [one for one in reversed(lessons) if one.homework and one.day <= today][:HOMEWORK_LINES]


def _children(who: Standing, page: PupilPage) -> list[tuple[int, str, bool]]:
    """Other children of the same representative."""
    if len(who.students) < 2:
        return []
    return [(id_, name, id_ == page.id) for id_, name in names_of_students(who.students)]
