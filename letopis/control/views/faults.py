"""Что не в порядке: по учителям и страницам, со ссылкой на самое место; сроки одной страницы."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join
from django.views.decorators.http import require_safe

from letopis.control.access import looked_after, pages_seen
from letopis.control.craft.faults import Fault, PageInfo, by_teacher
from letopis.control.craft.words import KIND_TITLES
from letopis.control.forms import choices_of, read_filter
from letopis.control.queries import Wanted, counts_of, faults_on, late_lessons
from letopis.people.access import door, standing
from letopis.regulation import access, remarks
from letopis.school.queries import period_at, periods_of, settings_on

SHOWN = 14  # places of one row that are shown at once


@require_safe
@door("control.list")
def faults(request: HttpRequest) -> HttpResponse:
    """Everything that is not in order on the pages the person looks after."""
    who = standing(request)
    found = faults_on(who.on, Wanted(courses=pages_seen(who)))
    wanted = read_filter(request.GET)
    kept = [fault for fault in found if wanted.takes(fault)]
    counts = counts_of(who)
    facts = {
        "groups": [_group(page, own) for page, own in by_teacher(kept)],
        "places": sum(len(fault.places) for fault in kept),
        "is_narrowed": len(kept) != len(found),
        "choices": choices_of(found, wanted),
        "may_remark": access.permits("control.remark", who),
        "waiting": counts.get(remarks.OPEN, 0) + counts.get(remarks.ANSWERED, 0),
    }
    return render(request, "control/faults.html", facts)


def _group(page: PageInfo, own: list[Fault]) -> dict[str, Any]:
    return {
        "teacher": page.teacher_name,
        "count": sum(len(fault.places) for fault in own),
        "rows": [_row(fault) for fault in own],
    }


@lru_cache(maxsize=10_000)
def _address(name: str, course: int) -> str:
    """Address of a page of one register; a school asks for the same ones."""
    return reverse(name, args=[course])


def _row(fault: Fault) -> dict[str, Any]:
    course = fault.page.course
    address = f"{_address('journal:register', course)}?period={fault.period}"
    links = [(place.title, address + place.anchor) for place in fault.places]
    return {
        "page": fault.page,
        "timeliness": _address("control:timeliness", course),
        "remark": f"{_address('control:remark', course)}?kind={fault.kind}",
        "title": KIND_TITLES[fault.kind],
        "shown": format_html_join("", '<a href="{1}">{0}</a>', links[:SHOWN]),
        "rest": format_html_join("", '<a href="{1}">{0}</a>', links[SHOWN:]),
        "more": len(links[SHOWN:]),
    }


@require_safe
@door("control.list")
def timeliness(request: HttpRequest, course_id: int) -> HttpResponse:
    """Marks of one page that came after their term, in one period."""
    who = standing(request)
    page = looked_after(who, course_id)
    periods = [period for period in periods_of(page.year_id, page.scheme) if period.scheme != "year"]
    asked = request.GET.get("period", "")
    period = next((one for one in periods if str(one.id) == asked), None)
    if period is None and asked:
        raise Http404
    period = period or period_at(tuple(periods), who.on)
    facts = {
        "page": page,
        "period": period,
        "periods": [(one.title, f"?period={one.id}", one is period) for one in periods],
        "late": late_lessons(page.id, period, settings_on(min(period.ends, who.on))) if period else [],
    }
    return render(request, "control/timeliness.html", facts)
