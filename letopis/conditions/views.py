"""Особые условия: классы года, условия одного класса, внести и снять."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from letopis.conditions import actions, queries
from letopis.conditions.access import ClassPage, class_for
from letopis.conditions.craft.names import DOCUMENTS, KINDS
from letopis.conditions.forms import ConditionForm
from letopis.people.access import door, standing
from letopis.people.models import Student
from letopis.regulation import access
from letopis.regulation.access import Target
from letopis.regulation.refusals import Refused
from letopis.school.models import ClassGroup
from letopis.school.queries import settings_on, year_on
from letopis.screen.craft.sentences import sentence


@require_safe
@door("conditions.list")
def classes(request: HttpRequest) -> HttpResponse:
    """Classes of the year one may see, with how many conditions are in force today."""
    who = standing(request)
    year = year_on(who.on)
    counts = queries.counts_of(year.pk, who.on) if year else {}
    groups = ClassGroup.objects.filter(pk__in=counts)
    seen = [
        (group, counts[group.pk])
        for group in groups
        if access.permits("conditions.see", who, Target(class_group=group.pk))
    ]
    return render(request, "conditions/classes.html", {"classes": seen, "total": sum(n for _g, n in seen)})


@require_safe
@door("conditions.see")
def of_class(request: HttpRequest, class_id: int) -> HttpResponse:
    """Conditions of one class and its pupils."""
    page = class_for(standing(request), class_id, "conditions.see")
    return _shown(request, page, ConditionForm())


def _shown(request: HttpRequest, page: ClassPage, form: ConditionForm) -> HttpResponse:
    who = standing(request)
    day = min(max(who.on, page.year.starts), page.year.ends or who.on)
    facts: dict[str, Any] = {
        "group": page,
        "form": form,
        "lines": queries.of_class(page.id),
        "pupils": Student.objects.filter(enrolments__class_group_id=page.id).distinct(),
        "subjects": queries.subjects_of(page.id),
        "scales": settings_on(day).special_scales.values(),
        "kinds": KINDS,
        "documents": DOCUMENTS,
        "may_set": access.permits("conditions.set", who, Target(class_group=page.id)),
    }
    return render(request, "conditions/of_class.html", facts, status=422 if form.errors else 200)


@require_POST
@door("conditions.set")
def set_condition(request: HttpRequest, class_id: int) -> HttpResponse:
    """Enter a condition."""
    who = standing(request)
    page = class_for(who, class_id, "conditions.set")
    form = ConditionForm(request.POST)
    if form.is_valid():
        try:
            actions.set_condition(page, form.text(), standing=who, by=who.account)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
    if form.errors:
        return _shown(request, page, form)
    messages.success(request, _("Внесено: условие действует во всех журналах с первого своего дня."))
    return redirect("conditions:of_class", class_id)


@require_POST
@door("conditions.set")
def lift_condition(request: HttpRequest, class_id: int, condition_id: int) -> HttpResponse:
    """Take a condition out of force."""
    who = standing(request)
    page = class_for(who, class_id, "conditions.set")
    try:
        actions.lift_condition(page, condition_id, request.POST.get("why", ""), standing=who, by=who.account)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Снято: условие осталось в списке с причиной."))
    return redirect("conditions:of_class", class_id)
