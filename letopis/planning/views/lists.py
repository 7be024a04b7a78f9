"""Планы, которые человек ведёт или проверяет: сколько тем, сколько дано, где отставание."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from letopis.journal.queries import CourseLine, courses_of
from letopis.people.access import door, standing
from letopis.planning.queries import plan_lines
from letopis.school.queries import year_on


@require_safe
@door("planning.list")
def plans(request: HttpRequest) -> HttpResponse:
    """Plans of one class, or those one teaches by."""
    who = standing(request)
    year = year_on(who.on)
    found = courses_of(who, year.pk) if year else []
    classes = list(dict.fromkeys((line.class_group, line.class_title) for line in found))
    asked = request.GET.get("class", "")
    mine = [line for line in found if line.mine]
    if not asked and not mine and classes:
        asked = str(classes[0][0])
    shown = [line for line in found if str(line.class_group) == asked] if asked else mine
    known = plan_lines([line.id for line in shown], who.on)
    facts: dict[str, Any] = {
        "classes": [(id_, title, str(id_) == asked) for id_, title in classes],
        "has_mine": bool(mine),
        "is_mine": not asked,
        "rows": [(line, known.get(line.id)) for line in sorted(shown, key=_order)],
    }
    return render(request, "planning/plans.html", facts)


def _order(line: CourseLine) -> tuple[int, str]:
    return line.grade_level, line.class_title
