"""Страницы прав: таблица и её лист, передача обязанностей, открытие записей администратору, кто смотрел."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from letopis.people.access import door, standing
from letopis.people.models import Account
from letopis.regulation.access import permits
from letopis.regulation.refusals import Refused
from letopis.rights import actions, printouts, queries
from letopis.rights.access import see_school, student_for
from letopis.rights.forms import DelegationForm, LooksForm
from letopis.rights.models import Delegation, Look
from letopis.school.queries import entrance_rules
from letopis.screen.craft.sentences import sentence

WRITE = ("GET", "HEAD", "POST")
ON_PAGE = 50  # looks on a page


@require_safe
@door("rights.read")
def table(request: HttpRequest) -> HttpResponse:
    """The table of rights, and what of it is handed over today."""
    who = standing(request)
    context = {
        "titles": queries.titles(),
        "groups": queries.groups(),
        "given": [one for one in queries.delegations(who.on) if one.in_force or one.to_come],
        "may_delegate": permits("rights.delegate", who),
        "may_open": permits("rights.open_records", who),
        "may_watch": permits("rights.watch", who),
        "may_see_looks": permits("rights.see_looks", who),
    }
    return render(request, "rights/table.html", context)


@require_safe
@door("rights.read")
def paper(_request: HttpRequest) -> HttpResponse:
    """The table as a sheet for the school's file."""
    response = HttpResponse(printouts.paper(), content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(_('Права по должностям.pdf'))}"
    return response


@require_safe
@door("rights.delegate")
def delegations(request: HttpRequest) -> HttpResponse:
    """Every delegation: in force, to come, over."""
    return render(request, "rights/delegations.html", {"given": queries.delegations(standing(request).on)})


@require_http_methods(WRITE)
@door("rights.delegate")
def new_delegation(request: HttpRequest) -> HttpResponse:
    """Hand duties over by an order."""
    who = standing(request)
    data = request.POST if request.method == "POST" else None
    form = DelegationForm(queries.employees_on(who.on), who.on, data)
    if request.method == "POST" and form.is_valid():
        giver, taker = form.people()
        try:
            actions.delegate(giver, taker, form.what(), form.order(), today=who.on, by=who.account)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Обязанности переданы; в последний день срока права кончатся сами."))
            return redirect("rights:delegations")
    return render(request, "rights/delegation.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@door("rights.delegate")
def revoke(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """End a delegation at once, with a ground."""
    found = Delegation.objects.select_related("giver", "taker").filter(pk=delegation_id).first()
    if found is None:
        raise Http404
    actions.revoke(found, request.POST.get("why", ""), by=standing(request).account)
    messages.success(request, _("Передача отменена, права кончились."))
    return redirect("rights:delegations")


@require_http_methods(WRITE)
@door("rights.open_records")
def records(request: HttpRequest) -> HttpResponse:
    """The administrator opens the records for reading, or closes them."""
    who, employee = standing(request), cast("Account", request.user).employee
    mine = queries.own_opening(who.account, timezone.now())
    if request.method == "POST" and employee is not None:
        if mine is not None:
            actions.close_records(mine, by=who.account)
            messages.success(request, _("Записи закрыты."))
        else:
            actions.open_records(employee, request.POST.get("why", ""), by=who.account)
            messages.success(request, _("Записи открыты. Директор увидит, зачем."))
        return redirect("rights:records")
    context = {"opening": mine, "minutes": entrance_rules(who.on).opening, "past": queries.openings()}
    return render(request, "rights/records.html", context)


@require_http_methods(WRITE)
@door("rights.watch")
def openings(request: HttpRequest) -> HttpResponse:
    """The principal reads who opened records and why; POST says that they know."""
    if request.method == "POST":
        actions.know_openings(by=standing(request).account)
        return redirect("rights:openings")
    return render(request, "rights/openings.html", {"past": queries.openings()})


@require_safe
@door("rights.see_looks")
def looks(request: HttpRequest) -> HttpResponse:
    """Who looked at whom, for those who answer for the whole school."""
    see_school(standing(request))
    form = LooksForm(request.GET)
    asked, pupils = form.asked(), form.pupils()
    student = pupils[0] if len(pupils) == 1 else None
    wanted = asked if student is None else replace(asked, student=student.pk)
    unknown = form.wants_pupil and student is None
    found = Look.objects.none() if unknown else queries.looks(wanted)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        **_listed(request, found, f"{query.urlencode()}&" if query else ""),
        "form": form,
        "student": student,
        "pupils": pupils if student is None else [],
        "is_unknown": unknown,
    }
    return render(request, "rights/looks.html", context, status=422 if form.errors else 200)


@require_safe
@door("rights.see_looks")
def student_looks(request: HttpRequest, student_id: int) -> HttpResponse:
    """Who looked at one pupil, for the pupil, the parents and those who see the whole school."""
    student = student_for(standing(request), student_id)
    found = queries.looks(queries.Asked(student.pk))
    return render(request, "rights/student_looks.html", {**_listed(request, found, ""), "student": student})


def _listed(request: HttpRequest, found: QuerySet[Look], query: str) -> dict[str, Any]:
    page = Paginator(found, ON_PAGE).get_page(request.GET.get("page"))
    days = entrance_rules(standing(request).on).looks
    return {"page": page, "lines": queries.lines(page.object_list), "days": days, "query": query}
