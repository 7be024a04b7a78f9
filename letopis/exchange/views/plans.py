"""Загрузка поурочного плана одной страницы журнала: её учитель или завуч приносит файл."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from letopis.exchange import actions
from letopis.exchange.craft.lists import KINDS, PLAN
from letopis.exchange.forms import PlanFileForm
from letopis.people.access import door, standing
from letopis.planning.access import plan_for
from letopis.regulation.refusals import Refused
from letopis.school.models import Course
from letopis.screen.craft.sentences import sentence

AGAINST_RULES = 422


@require_http_methods(["GET", "HEAD", "POST"])
@door("exchange.see_import")
def plan(request: HttpRequest, course_id: int) -> HttpResponse:
    """A place to bring the plan of one page; POST checks it."""
    who = standing(request)
    page = plan_for(who, course_id, "planning.edit")
    form = PlanFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        course = Course.objects.select_related("class_group__year", "subject", "subgroup").get(pk=page.id)
        try:
            act = actions.take_file(file.name, file.read(), PLAN, on=who.on, by=who.account, course=course)
        except Refused as refusal:
            form.add_error("file", sentence(refusal))
        else:
            return redirect("exchange:import", act.pk)
    status = AGAINST_RULES if form.is_bound else 200
    facts = {"page": page, "form": form, "kind": KINDS[PLAN]}
    return render(request, "exchange/plan.html", facts, status=status)
