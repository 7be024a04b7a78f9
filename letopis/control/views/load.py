"""Контрольные работы класса по неделям и предметам; школа целиком: где норма не соблюдена."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letopis.control.craft.load import Mark, weeks_of
from letopis.journal.queries.load import PageLoad, load_of
from letopis.people.access import door, standing
from letopis.regulation.load import Breach
from letopis.regulation.refusals import Refused
from letopis.school.queries import settings_on, year_on
from letopis.screen.craft.sentences import sentence


@require_safe
@door("control.see_load")
def works(request: HttpRequest) -> HttpResponse:
    """Control works of a class week by week, or of the school by classes."""
    who = standing(request)
    year = year_on(who.on)
    settings = settings_on(who.on)
    found = load_of(year.pk, settings.load_norm) if year else []
    classes = list(dict.fromkeys((page.class_group, page.class_title) for page in found))
    asked = request.GET.get("class", "")
    own = [page for page in found if str(page.class_group) == asked]
    shown = [page for page in own if page.works]
    facts: dict[str, Any] = {
        "classes": [(id_, title, str(id_) == asked) for id_, title in classes],
        "title": own[0].class_title if own else "",
        "pages": shown,
        "weeks": weeks_of([_marks(page) for page in shown]),
        "told": [(page, [_said(one) for one in page.breaches]) for page in own if page.breaches],
        "groups": [] if own else _groups(classes, found),
        "norm": settings.load_norm,
        "share": float(settings.load_norm.share * 100),
        "distance": float(settings.load_norm.weeks),
    }
    return render(request, "control/works.html", facts)


def _said(breach: Breach) -> str:
    return sentence(Refused(breach.kind, "1.4", **breach.facts))


def _marks(page: PageLoad) -> list[Mark]:
    wrong = {one.day for one in page.breaches}
    return [Mark(work.day, work.lesson, page.course, work.day in wrong) for work in page.works]


def _groups(classes: list[tuple[int, str]], found: list[PageLoad]) -> list[tuple[int, str, int, int]]:
    """Class, its title, how many works it writes, how many breaches of the norm there are."""
    return [
        (
            id_,
            title,
            sum(len(page.works) for page in found if page.class_group == id_),
            sum(len(page.breaches) for page in found if page.class_group == id_),
        )
        for id_, title in classes
    ]
