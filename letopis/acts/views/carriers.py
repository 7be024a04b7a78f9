"""Необязательные носители: что ведёт каждый класс и чьим решением; ввести, закончить, открыть решение."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from letopis.acts import actions
from letopis.acts.access import carrier_for, class_for
from letopis.acts.forms.carriers import CarrierForm, EndForm
from letopis.acts.models import Carrier
from letopis.acts.queries.carriers import kept_carriers
from letopis.files.queries import path_of
from letopis.people.access import door, standing
from letopis.people.queries import names_of
from letopis.regulation import access
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.school.models import ClassGroup, SchoolYear
from letopis.school.queries import settings_on, year_on
from letopis.screen.access import file_given
from letopis.screen.craft.sentences import sentence

AGAINST_RULES = 422


@require_http_methods(["GET", "HEAD", "POST"])
@door("acts.list_carriers")
def carriers(request: HttpRequest) -> HttpResponse:
    """Every class with what it keeps; who decides can switch a carrier on in many classes at once."""
    who = standing(request)
    year = year_on(who.on)
    classes = _classes(who, year)
    may_decide = access.permits("acts.decide_carriers", who)
    form = CarrierForm([(one.pk, str(one)) for one in classes], request.POST or None, request.FILES or None)
    if request.method == "POST":
        access.check("acts.decide_carriers", who)
        if form.is_valid() and _switched(request, form, who):
            return redirect("acts:carriers")
    known = kept_carriers(year.pk, [one.pk for one in classes]) if year else {}
    facts: dict[str, Any] = {
        "rows": [(one, _kept(known.get(one.pk, []), who.on)) for one in classes],
        "form": form,
        "may_decide": may_decide,
        "usual": settings_on(who.on).carriers,
    }
    return render(request, "acts/carriers.html", facts, status=AGAINST_RULES if form.errors else 200)


def _kept(found: list[Carrier], today: date) -> list[Carrier]:
    return [one for one in found if one.is_kept_after(today)]


def _classes(who: Standing, year: SchoolYear | None) -> list[ClassGroup]:
    """Classes whose carriers the person may see."""
    found = ClassGroup.objects.filter(year=year) if year else ClassGroup.objects.none()
    if access.permits("acts.see_carriers", who):
        return list(found)
    return list(found.filter(pk__in=who.classes))


def _switched(request: HttpRequest, form: CarrierForm, who: Standing) -> bool:
    try:
        made = actions.switch_on(form.cleaned_data["classes"], form.decision(), standing=who, by=who.account)
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return False
    messages.success(request, _("Носитель введён, классов: %(count)s.") % {"count": len(made)})
    return True


@require_safe
@door("acts.list_carriers")
def class_carriers(request: HttpRequest, class_id: int) -> HttpResponse:
    """All carriers of a class, ended ones too, with their decisions."""
    who = standing(request)
    group = class_for(who, class_id)
    found = kept_carriers(group.year_id, [group.pk]).get(group.pk, [])
    names = names_of(one.entered_by for one in found)
    facts = {
        "group": group,
        "rows": [(one, names.get(one.entered_by, ""), one.is_kept_after(who.on)) for one in found],
        "may_decide": access.permits("acts.decide_carriers", who),
        "form": EndForm(initial={"last_day": who.on}, auto_id=False),
    }
    return render(request, "acts/class_carriers.html", facts)


@require_POST
@door("acts.decide_carriers")
def end_carrier(request: HttpRequest, carrier_id: int) -> HttpResponse:
    """Keep a carrier no longer."""
    who = standing(request)
    carrier = carrier_for(who, carrier_id, "acts.decide_carriers")
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Не записано: назовите последний день и причину."))
    else:
        try:
            actions.end_carrier(
                carrier.pk,
                form.cleaned_data["last_day"],
                form.cleaned_data["why"],
                standing=who,
                by=who.account,
            )
        except Refused as refusal:
            messages.error(request, sentence(refusal))
        else:
            messages.success(request, _("Записано: носитель больше не ведётся."))
    return redirect("acts:class_carriers", carrier.class_group_id)


@require_safe
@door("acts.list_carriers")
def carrier_file(request: HttpRequest, carrier_id: int) -> HttpResponseBase:
    """The document of a decision, to be kept."""
    carrier = carrier_for(standing(request), carrier_id)
    path = path_of(carrier.document.digest) if carrier.document else None
    if carrier.document is None or path is None or not path.is_file():
        raise Http404
    answer = file_given(path, carrier.document_name, carrier.document.mime)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
