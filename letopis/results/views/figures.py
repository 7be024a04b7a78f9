"""Как вышли показатели ведомости: формула каждого, по классу и по предметам."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letopis.people.access import door, standing
from letopis.results.access import class_for
from letopis.results.craft.figures import class_told, left_out, subject_told
from letopis.results.queries import class_sheet as sheet_asked
from letopis.results.queries import ground_of
from letopis.results.views.sheets import period_asked
from letopis.school.queries import periods_of


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
