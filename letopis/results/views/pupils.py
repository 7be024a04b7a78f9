"""Своя карта результатов: ученику, его представителям, классному руководителю и завучу."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letopis.conditions.queries import of_student
from letopis.journal.queries.documents import documents_of
from letopis.journal.queries.levels import levels_of
from letopis.journal.queries.works import works_of_student
from letopis.people.access import door, standing
from letopis.people.queries import names_of_students
from letopis.regulation import access
from letopis.regulation.access import Standing, Target
from letopis.results.access import PupilPage, Schooling, pupil_for
from letopis.results.craft.record import by_days, mean_of, weak_of
from letopis.results.queries import NOTHING, absences_of, annual_marks_of, record_of
from letopis.school.queries import Period, period_at, periods_of, settings_on

HOMEWORK_DAYS = 5  # days of homework shown, so that the list stays a glance


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


@require_safe
@door("results.pupil")
def works(request: HttpRequest, student_id: int) -> HttpResponse:
    """Works by criteria of one pupil in a period, for the results card to put below itself."""
    who = standing(request)
    page = pupil_for(who, student_id, "results.pupil")
    schooling = _schooling(request, page)
    if schooling is None:
        raise Http404
    periods = periods_of(schooling.year_id, schooling.scheme)
    period = _period(request, periods, who.on)
    if period is None:
        raise Http404
    found = works_of_student(page.id, schooling.class_group, period.starts, period.ends)
    return render(request, "results/_works.html", {"own_works": found})


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
    record = record_of(page.id, schooling, periods, period, who.on)
    settings = settings_on(min(max(who.on, period.starts), period.ends))
    missed = absences_of(periods, settings, [page.id])
    absences = [missed.get((page.id, one.id), NOTHING) for one in periods]
    titles = [one.title for one in periods]
    is_unmarked = schooling.grade_level in settings.unmarked_grades
    levels = levels_of([page.id], periods) if is_unmarked else {}
    classes, annual = annual_marks_of(page.id)
    return {
        "pupil": page,
        "schooling": schooling,
        "may_see_class": access.permits(
            "results.class_sheet", who, Target(class_group=schooling.class_group)
        ),
        "may_see_looks": access.permits("rights.see_looks", who, Target(student=page.id)),
        "may_explain": access.permits(
            "journal.explain", who, Target(class_group=schooling.class_group, student=page.id)
        ),
        "years": page.classes,
        "period": period,
        "periods": [
            (one.short, one.title, f"?class={schooling.class_group}&period={one.id}", one.id == period.id)
            for one in periods
        ],
        "lines": [
            (line, line.missed(settings.scale.late), list(zip(titles, line.finals, strict=True)))
            for line in record.lines
        ],
        "mean": mean_of(record.lines),
        "marks_count": sum(lesson.marks_count for line in record.lines for lesson in line.lessons),
        "missed": absences[periods.index(period)].lessons,
        "absences": [(one.short, tally) for one, tally in zip(periods, absences, strict=True)],
        "levels": [
            (subject, settings.levels.names.get(told.level, ""), told.text)
            for (_pupil, subject, its_period), told in levels.items()
            if its_period == period.id
        ],
        "is_unmarked": is_unmarked,
        "conditions": of_student(page.id, schooling.class_group, schooling.starts, _last(schooling, periods)),
        "documents": documents_of([page.id], schooling.starts, _last(schooling, periods)),
        "works": [
            (line.name, lesson, settings.expected_works.due(lesson.day))
            for line in record.lines
            for lesson in line.lessons
            if lesson.is_expected
        ],
        "weak": weak_of(record.lines),
        "recent": by_days([one for one in record.recent if one.value or one.note]),
        "homework": by_days([one for one in record.recent if one.homework])[:HOMEWORK_DAYS],
        "annual_classes": classes,
        "annual": annual,
        "children": _children(who, page),
    }


def _last(schooling: Schooling, periods: tuple[Period, ...]) -> date:
    """The last day of the pupil's year in the class."""
    return schooling.ends or max(one.ends for one in periods)


def _children(who: Standing, page: PupilPage) -> list[tuple[int, str, bool]]:
    """Every child of the representative, where there are several."""
    if len(who.students) < 2:
        return []
    return [(id_, name, id_ == page.id) for id_, name in names_of_students(who.students)]
