"""Успехи без отметок: уровень и слова о каждом ученике страницы за период."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from letopis.journal import actions, forms
from letopis.journal.access import Page
from letopis.journal.queries.levels import exempt_all, page_levels
from letopis.journal.queries.register import rules_day
from letopis.journal.views.pages import page_in_period
from letopis.people.access import door, standing
from letopis.regulation import access
from letopis.regulation.refusals import Refused
from letopis.school.queries import Period, settings_on
from letopis.screen.craft.sentences import sentence


@require_http_methods(["GET", "HEAD", "POST"])
@door("journal.read")
def levels(request: HttpRequest, course_id: int) -> HttpResponse:
    """Levels and texts of one page in one period; written all at once."""
    page, periods, period = page_in_period(request, course_id)
    if request.method == "POST":
        return _put(request, page, period)
    return render(request, "journal/levels.html", _facts(request, page, periods, period))


def _facts(request: HttpRequest, page: Page, periods: tuple[Period, ...], period: Period) -> dict[str, Any]:
    who = standing(request)
    settings = settings_on(rules_day(period, who.on))
    pupils = page_levels(page, period)
    closed = page.closings.get(period.id)
    corrects = bool(closed) and access.permits("journal.correct_mark", who, page.target())
    writes = not closed and access.permits("journal.put_level", who, page.target())
    exempt = exempt_all(page, period, [pupil.id for pupil in pupils])
    awaited = [pupil for pupil in pupils if pupil.id not in exempt]
    told = sum(settings.levels.is_told(pupil.told.level, pupil.told.text) for pupil in awaited)
    return {
        "page": page,
        "period": period,
        "periods": [(one.short, one.title, f"?period={one.id}", one.id == period.id) for one in periods],
        "pupils": pupils,
        "names": settings.levels.names.items(),
        "needs_text": settings.levels.needs_text,
        "is_unmarked": page.grade_level in settings.unmarked_grades,
        "exempt": exempt,
        "awaited": len(awaited),
        "told": told,
        "closed": closed,
        "corrects": corrects,
        "may_write": (writes or corrects) and period.starts <= who.on,
    }


def _put(request: HttpRequest, page: Page, period: Period) -> HttpResponse:
    who = standing(request)
    wishes, reason = forms.read_levels(request.POST)
    names = {pupil.id: pupil.name for pupil in page_levels(page, period)}
    refused: list[tuple[int, Refused]] = []
    try:
        refused = actions.put_levels(page, period, wishes, standing=who, by=who.account, reason=reason)
    except Refused as refusal:
        if refusal.code.startswith("access.") or refusal.code == "login.unsure":
            raise
        messages.error(request, sentence(refusal))
    else:
        changed = sum(wish.new != wish.old for wish in wishes) - len(refused)
        text = ngettext("Записано об %(count)s ученике.", "Записано об учениках: %(count)s.", changed)
        messages.success(request, text % {"count": changed} if changed else _("Ничего не изменилось."))
    for student, why in refused:
        messages.error(request, f"{names.get(student, '')}: {sentence(why)}")
    return redirect(f"{reverse('journal:levels', args=[page.id])}?period={period.id}")
