"""Как вышли показатели ведомости: формула каждого, по классу и по предметам."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letopis.people.access import door, standing
from letopis.results.access import ClassPage, class_for
from letopis.results.craft.figures import class_told, left_out, subject_told
from letopis.results.craft.sheet import Sheet
from letopis.results.queries import class_sheet as sheet_asked
from letopis.results.queries import ground_of
from letopis.results.views.sheets import period_asked
from letopis.school.queries import Period, periods_of


@require_safe
@door("results.class_sheet")
def figures(request: HttpRequest, class_id: int) -> HttpResponse:
    """Every indicator of the class sheet with what it was made of."""
    who = standing(request)
    page = class_for(who, class_id, "results.class_sheet")
    period = period_asked(request, periods_of(page.year_id, page.scheme), who)
    if period is None:
        raise Http404
    sheet = sheet_asked(page, period, who.on)
    if "of" in request.GET:
        return _one(request, page, period, sheet)
    pairs = zip(sheet.subjects, sheet.shares, strict=True)
    facts = {
        "page": page,
        "period": period,
        "ground": ground_of(period.ends),
        "of_class": class_told(sheet),
        "whole": (subject_told(sheet.whole), left_out(sheet.whole)),
        "subjects": [(name, subject_told(found), left_out(found)) for name, found in pairs],
        "judged": sheet.judged,
    }
    return render(request, "results/figures.html", facts)


def _one(request: HttpRequest, page: ClassPage, period: Period, sheet: Sheet) -> HttpResponse:
    """How one figure over the sheet comes about, for its pane: of pupils, or of marks for mean and degree."""
    all_told = {told.code: told for told in (*subject_told(sheet.whole), *class_told(sheet))}
    told = all_told.get(request.GET["of"])
    if told is None:
        raise Http404
    out, ground = left_out(sheet.whole), ground_of(period.ends)
    facts = {"page": page, "period": period, "told": told, "left_out": out, "ground": ground}
    return render(request, "results/_how.html", facts)
