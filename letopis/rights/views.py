"""Страницы прав: таблица и её лист, передача обязанностей, открытие записей администратору."""

from __future__ import annotations

from typing import cast
from urllib.parse import quote

from django.contrib import messages
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
from letopis.rights.forms import DelegationForm
from letopis.rights.models import Delegation
from letopis.school.queries import entrance_rules
from letopis.screen.craft.sentences import sentence

WRITE = ("GET", "HEAD", "POST")


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
