"""Справочник: данные с источником, исправление с основанием, подтверждение непроверенного."""

from __future__ import annotations

from importlib.resources import files

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from letopis.acts.forms import ReferenceForm
from letopis.acts.queries import groups_of, versions_of
from letopis.people.access import door, standing
from letopis.regulation.refusals import Refused
from letopis.school.actions import confirm_row, put_reference
from letopis.school.craft.reference import NAMES
from letopis.school.queries import reference_data
from letopis.screen.craft.sentences import sentence


@require_http_methods(["GET", "HEAD", "POST"])
@door("school.put_reference")
def reference(request: HttpRequest, name: str) -> HttpResponse:
    """The reference in use; a corrected version is taken with its ground."""
    if name not in NAMES:
        raise Http404
    form = ReferenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _taken(request, name, form):
        return redirect("acts:reference", name)
    data = reference_data(name)
    facts = {
        "name": name,
        "title": data.get("title", name),
        "groups": groups_of(data),
        "versions": versions_of(name),
        "form": form,
    }
    return render(request, "acts/reference.html", facts, status=422 if form.errors else 200)


def _taken(request: HttpRequest, name: str, form: ReferenceForm) -> bool:
    try:
        made = put_reference(
            name, form.cleaned_data["file"], form.cleaned_data["source"], by=standing(request).account
        )
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return False
    messages.success(request, _("Справочник изменён, версия %(version)s.") % {"version": made.version})
    return True


@require_safe
@door("school.put_reference")
def reference_file(request: HttpRequest, name: str) -> HttpResponse:
    """The shipped file, to correct and load back."""
    if name not in NAMES:
        raise Http404
    text = files("letopis.school").joinpath(f"data/reference/{name}.toml").read_text("utf-8")
    headers = {"Content-Disposition": f'attachment; filename="{name}.toml"'}
    return HttpResponse(text, content_type="application/toml; charset=utf-8", headers=headers)


@require_POST
@door("school.put_reference")
def confirm(request: HttpRequest, name: str) -> HttpResponse:
    """Confirm a row the program could not prove."""
    if name not in NAMES:
        raise Http404
    group, place = request.POST.get("group", ""), request.POST.get("place", "")
    try:
        confirm_row(
            name,
            group,
            int(place) if place.isdecimal() and len(place) < 6 else -1,
            request.POST.get("source", "")[:1_000],
            by=standing(request).account,
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Строка подтверждена."))
    return redirect("acts:reference", name)
