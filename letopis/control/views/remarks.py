"""Замечания: список, новое, ответ, возврат, закрытие."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from letopis.control import actions
from letopis.control.access import looked_after
from letopis.control.craft.words import KIND_TITLES, told
from letopis.control.forms import RemarkForm, WordsForm
from letopis.control.models import Remark
from letopis.control.queries import Wanted, counts_of, faults_on, remarks_of
from letopis.people.access import door, standing
from letopis.regulation import access
from letopis.regulation.refusals import Refused
from letopis.school.queries import settings_on
from letopis.screen.craft.sentences import sentence

STATES = tuple(state for state, _title in Remark.STATES)


@require_safe
@door("control.list")
def remarks(request: HttpRequest) -> HttpResponse:
    """Remarks the person sees, by state."""
    who = standing(request)
    counts = counts_of(who)
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else ""
    facts = {
        "lines": remarks_of(who, state),
        "states": [(one, title, counts.get(one, 0), one == state) for one, title in Remark.STATES],
        "all": not state,
    }
    return render(request, "control/remarks.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@door("control.remark")
def remark(request: HttpRequest, course_id: int) -> HttpResponse:
    """A new remark on one page; a kind of disorder in the address fills in the words."""
    who = standing(request)
    page = looked_after(who, course_id)
    access.check("control.remark", who, page.target())
    form = RemarkForm(request.POST or None, initial=_proposed(request, course_id))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.make_remark(page, given["text"], given["due"], standing=who, by=who.account)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(
                request, _("Замечание сделано: учитель увидит его у себя на странице «Сегодня».")
            )
            return redirect("control:remarks")
    return render(request, "control/remark.html", {"page": page, "form": form})


def _proposed(request: HttpRequest, course_id: int) -> dict[str, object]:
    """The term of a written work, and what is not in order on the page."""
    who = standing(request)
    due = settings_on(who.on).entry_terms.marks_due(who.on, is_work=True)
    kind = request.GET.get("kind", "")
    if kind not in KIND_TITLES:
        return {"due": due}
    found = faults_on(who.on, Wanted(courses=frozenset({course_id}), kind=kind))
    return {"due": due, "text": told(kind, found) if found else ""}


@require_POST
@door("control.answer")
def answer(request: HttpRequest, remark_id: int) -> HttpResponse:
    """The teacher's answer."""
    who = standing(request)
    return _said(
        request,
        lambda text: actions.answer_remark(remark_id, text, standing=who, by=who.account),
        _("Ответ записан."),
    )


@require_POST
@door("control.remark")
def give_back(request: HttpRequest, remark_id: int) -> HttpResponse:
    """The answer is not enough."""
    who = standing(request)
    return _said(
        request,
        lambda text: actions.return_remark(remark_id, text, standing=who, by=who.account),
        _("Замечание возвращено учителю."),
    )


@require_POST
@door("control.remark")
def close(request: HttpRequest, remark_id: int) -> HttpResponse:
    """It is mended."""
    who = standing(request)
    return _said(
        request,
        lambda _text: actions.close_remark(remark_id, standing=who, by=who.account),
        _("Замечание закрыто."),
    )


def _said(request: HttpRequest, deed: Callable[[str], Remark], done: str) -> HttpResponse:
    """Do one deed with the words sent, tell how it ended, show the list again."""
    form = WordsForm(request.POST)
    form.is_valid()
    try:
        deed(str(form.cleaned_data.get("text", "")))
    except Refused as refusal:
        if refusal.code == "access.denied":
            raise
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, done)
    return redirect("control:remarks")
