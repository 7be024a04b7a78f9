"""Работа по критериям: баллы класса, отметки по таблице, распределение."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from letopis.journal import actions, forms
from letopis.journal.access import Page, page_for
from letopis.journal.queries.works import WorkPage, work_page
from letopis.people.access import door, standing
from letopis.regulation import access
from letopis.regulation.refusals import Refused
from letopis.school.queries import periods_of
from letopis.screen.craft.sentences import sentence


@require_http_methods(["GET", "HEAD", "POST"])
@door("journal.read")
def work(request: HttpRequest, course_id: int, lesson_id: int) -> HttpResponse:
    """Criteria, points and marks of one lesson's work."""
    who = standing(request)
    page = page_for(who, course_id, "journal.read")
    found = work_page(page, lesson_id)
    if request.method == "POST":
        return _put(request, page, found)
    return render(request, "journal/work.html", _facts(request, page, found))


def _facts(request: HttpRequest, page: Page, found: WorkPage) -> dict[str, Any]:
    who, lesson, work = standing(request), found.lesson, found.work
    closed = any(
        period.starts <= lesson.date <= period.ends and period.id in page.closings
        for period in periods_of(page.year_id, page.scheme)
        if period.scheme != "year"
    )
    target = page.target(on=lesson.date, number=lesson.number)
    may_write = not closed and lesson.date <= who.on and access.permits("journal.put_mark", who, target)
    return {
        "page": page,
        "lesson": lesson,
        "work": work,
        "rows": [(row, list(zip(work.criteria, row.points, strict=True))) for row in found.rows],
        "solved": found.solved,
        "spread": found.spread,
        "waiting": sum(bool(row.mark) and not any(map(str.isdigit, row.cell)) for row in found.rows),
        "may_write": may_write,
        "criteria_text": "\n".join(f"{one.name} — {one.most}" for one in work.criteria),
        "table_text": "\n".join(f"{step.least} — {step.mark}" for step in work.steps)
        if work.in_points
        else "",
        "shares": [(step.mark, round(100 * step.least)) for step in work.steps] if not work.in_points else [],
    }


def _put(request: HttpRequest, page: Page, found: WorkPage) -> HttpResponse:
    deed = {"criteria": _criteria, "marks": _marks}.get(request.POST.get("deed", ""), _points)
    try:
        deed(request, page, found)
    except Refused as refusal:
        if refusal.code.startswith(("access.", "teacher.", "input.")):
            raise
        messages.error(request, sentence(refusal))
    return redirect("journal:work", page.id, found.lesson.pk)


def _criteria(request: HttpRequest, page: Page, found: WorkPage) -> None:
    who = standing(request)
    criteria, table = forms.read_criteria(request.POST)
    actions.put_criteria(page, found.lesson.pk, criteria, table, standing=who, by=who.account)
    messages.success(request, _("Критерии записаны."))


def _points(request: HttpRequest, page: Page, found: WorkPage) -> None:
    who = standing(request)
    given = forms.read_points(request.POST, len(found.work.criteria))
    refused = actions.put_points(page, found.lesson.pk, given, standing=who, by=who.account)
    names = {row.id: row.name for row in found.rows}
    for student, why in refused:
        messages.error(request, f"{names.get(student, '')}: {sentence(why)}")
    if not refused:
        messages.success(request, _("Баллы записаны."))


def _marks(request: HttpRequest, page: Page, found: WorkPage) -> None:
    who = standing(request)
    count, refused = actions.confirm_work_marks(page, found.lesson.pk, standing=who, by=who.account)
    for name, why in refused:
        messages.error(request, f"{name}: {sentence(why)}")
    text = ngettext("Поставлена %(count)s отметка.", "Поставлено отметок: %(count)s.", count)
    messages.success(request, text % {"count": count})
