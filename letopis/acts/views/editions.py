"""Редакции акта: список, новая, файл и подпись."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from letopis.acts.forms import EditionSheet, told
from letopis.acts.queries import reference_titles
from letopis.people.access import door, open_door, standing
from letopis.regulation.refusals import Refused
from letopis.school.actions import adopt_edition, file_of
from letopis.school.models import Edition, LocalAct
from letopis.school.queries import edition_on, editions
from letopis.screen.access import file_given
from letopis.screen.craft.sentences import sentence


@require_safe
@door("school.acts")
def acts(request: HttpRequest) -> HttpResponse:
    """Editions in force, past and to come, and the references."""
    today = standing(request).on
    facts = {
        "editions": editions(),
        "current": edition_on(today),
        "today": today,
        "references": reference_titles(),
    }
    return render(request, "acts/acts.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@door("school.adopt_edition")
def new_edition(request: HttpRequest) -> HttpResponse:
    """A sheet for a new edition, filled with the settings in force."""
    act = LocalAct.objects.first()
    if act is None:
        raise Http404
    last = Edition.objects.order_by("-in_force_from").first()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    sheet = EditionSheet(last, *sent)
    if request.method == "POST" and sheet.is_valid() and _adopted(request, act, sheet):
        return redirect("acts:acts")
    facts = {"sheet": sheet, "act": act}
    return render(request, "acts/new.html", facts, status=422 if sheet.has_errors else 200)


def _adopted(request: HttpRequest, act: LocalAct, sheet: EditionSheet) -> bool:
    """Whether the edition was put into force; otherwise the sheet says why not."""
    try:
        made = adopt_edition(
            act,
            sheet.form.adoption(),
            rules=sheet.rules(),
            works=sheet.work_types(),
            papers=sheet.form.papers(),
            source=sheet.form.cleaned_data["source"],
            by=standing(request).account,
        )
    except Refused as refusal:
        sheet.form.add_error(None, sentence(refusal))
        return False
    facts = {"number": made.number, "day": f"{made.in_force_from:%d.%m.%Y}"}
    messages.success(request, _("Редакция %(number)s принята, действует с %(day)s.") % facts)
    return True


@require_safe
@open_door
def edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Every setting of an edition and what it changed, open to everybody (1.8)."""
    one = _edition(edition_id)
    before = Edition.objects.filter(act=one.act, in_force_from__lt=one.in_force_from)
    last = before.order_by("-in_force_from", "-number").first()
    groups = told(EditionSheet(one), EditionSheet(last) if last else None)
    facts = {"edition": one, "before": last, "groups": groups, "today": timezone.localdate()}
    facts["changes"] = [group for group in groups if group.changed]
    return render(request, "acts/edition.html", facts)


@require_safe
@open_door
def act_file(request: HttpRequest, edition_id: int) -> HttpResponseBase:
    """The act as PDF, open to everybody (1.2)."""
    one = _edition(edition_id)
    return _file(one.file_digest, _("Положение, редакция %(number)s.pdf") % {"number": one.number})


@require_safe
@open_door
def signature_file(request: HttpRequest, edition_id: int) -> HttpResponseBase:
    """The detached signature of the act's file."""
    one = _edition(edition_id)
    name = _("Положение, редакция %(number)s.pdf.sig") % {"number": one.number}
    return _file(one.signature_digest, name)


def _edition(edition_id: int) -> Edition:
    found = Edition.objects.select_related("act").filter(pk=edition_id).first()
    if found is None:
        raise Http404
    return found


def _file(digest: str, name: str) -> HttpResponseBase:
    if not digest or not file_of(digest).is_file():
        raise Http404
    return file_given(file_of(digest), name)
