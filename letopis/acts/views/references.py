"""Справочник: данные с источником, исправление с основанием, подтверждение непроверенного."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from letopis.acts.forms import ReferenceForm, RowForm
from letopis.acts.queries import CALENDAR, groups_of, versions_of
from letopis.people.access import door, standing
from letopis.regulation.refusals import Refused
from letopis.school.actions import confirm_rows, correct_row, put_reference
from letopis.school.craft.changing import toml_of
from letopis.school.craft.reference import NAMES
from letopis.school.queries import reference_data, reference_version
from letopis.screen.craft.sentences import sentence


@require_http_methods(["GET", "HEAD", "POST"])
@door("school.put_reference")
def reference(request: HttpRequest, name: str) -> HttpResponse:
    """The reference in use; a corrected version is taken with its ground."""
    data = _data(name)
    form = ReferenceForm(name, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _taken(request, name, form):
        return redirect("acts:reference", name)
    facts = {
        "name": name,
        "title": data.get("title", name),
        "groups": groups_of(name, data),
        "versions": versions_of(name),
        "form": form,
        "takes_xml": name == CALENDAR,
    }
    return render(request, "acts/reference.html", facts, status=422 if form.errors else 200)


def _data(name: str) -> dict[str, Any]:
    if name not in NAMES:
        raise Http404
    return reference_data(name)


def _taken(request: HttpRequest, name: str, form: ReferenceForm) -> bool:
    try:
        made = put_reference(
            name, form.cleaned_data["data"], form.cleaned_data["source"], by=standing(request).account
        )
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return False
    messages.success(request, _("Справочник изменён, версия %(version)s.") % {"version": made.version})
    return True


@require_safe
@door("school.put_reference")
def reference_file(request: HttpRequest, name: str) -> HttpResponse:
    """The reference as a file, to correct and load back: the one in use, or the version asked for."""
    data: dict[str, Any] | None = _data(name)
    asked = request.GET.get("version", "")
    if asked:
        data = reference_version(name, int(asked)) if asked.isdecimal() and len(asked) < 6 else None
    if data is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name}.toml"'}
    return HttpResponse(toml_of(data), content_type="application/toml; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@door("school.put_reference")
def row(request: HttpRequest, name: str, group: str, place: int) -> HttpResponse:
    """One row, to compare with its act: corrected or confirmed with a ground."""
    data = _data(name)
    rows = data.get(group)
    if not isinstance(rows, list) or place >= len(rows):
        raise Http404
    form = RowForm(rows[place], request.POST or None)
    if request.method == "POST" and form.is_valid() and _corrected(request, form, name, (group, place)):
        return redirect("acts:reference", name)
    table = next(one for one in groups_of(name, data) if one.key == group)
    shown = table.rows[place]
    facts = {
        "name": name,
        "title": data.get("title", name),
        "row": shown,
        "values": [pair for pair in zip(table.columns, shown.cells, strict=True) if pair[1]],
        "form": form,
    }
    return render(request, "acts/row.html", facts, status=422 if form.errors else 200)


def _corrected(request: HttpRequest, form: RowForm, name: str, where: tuple[str, int]) -> bool:
    source = form.cleaned_data["source"]
    try:
        correct_row(name, *where, form.changes(), source, by=standing(request).account)
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return False
    messages.success(request, _("Строка подтверждена."))
    return True


@require_POST
@door("school.put_reference")
def confirm(request: HttpRequest, name: str) -> HttpResponse:
    """Confirm on one ground every row of a table that the program could not prove."""
    _data(name)
    group, source = request.POST.get("group", ""), request.POST.get("source", "")[:1_000]
    try:
        confirm_rows(name, group, source, by=standing(request).account)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Строки подтверждены."))
    return redirect("acts:reference", name)
