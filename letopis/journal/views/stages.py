"""Ступени закрытия: сдать, проверить, вернуть, открыть правку по приказу."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from letopis.journal import actions
from letopis.journal.access import group_for, page_for
from letopis.journal.forms import OrderForm
from letopis.journal.queries.stages import orders_of
from letopis.people.access import door, standing
from letopis.regulation.refusals import Refused
from letopis.school.queries import Period, periods_of
from letopis.screen.craft.sentences import sentence


@require_POST
@door("journal.hand_over")
def hand_over(request: HttpRequest, course_id: int) -> HttpResponse:
    """The teacher hands a page over for the period."""
    who = standing(request)
    page = page_for(who, course_id, "journal.hand_over")
    period = _period(request, periods_of(page.year_id, page.scheme))
    return _done(
        request, period, _("Сдано."), lambda: actions.hand_over(page, period, standing=who, by=who.account)
    )


@require_POST
@door("journal.check_pages")
def check_pages(request: HttpRequest, class_id: int) -> HttpResponse:
    """The class teacher has checked the pages of the class."""
    who = standing(request)
    group = group_for(who, class_id, "journal.check_pages")
    period = _period(request, periods_of(group.year_id, group.scheme))
    return _done(
        request,
        period,
        _("Журналы класса отмечены проверенными."),
        lambda: actions.check_pages(group, period, standing=who, by=who.account),
    )


@require_POST
@door("journal.send_back")
def send_back(request: HttpRequest, course_id: int) -> HttpResponse:
    """A page goes back to its teacher with what is to be mended."""
    who = standing(request)
    page = page_for(who, course_id, "journal.send_back")
    period = _period(request, periods_of(page.year_id, page.scheme))
    why = request.POST.get("why", "")
    return _done(
        request,
        period,
        _("Возвращено учителю."),
        lambda: actions.send_back(page, period, why, standing=who, by=who.account),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door("journal.open_correction")
def corrections(request: HttpRequest, class_id: int) -> HttpResponse:
    """Orders about corrections of a class in a period, and the form of a new one."""
    who = standing(request)
    group = group_for(who, class_id, "journal.open_correction")
    period = _period(request, periods_of(group.year_id, group.scheme))
    form = OrderForm(request.POST or None, initial={"issued_on": who.on, "starts": who.on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_correction(group, period, form.order(), standing=who, by=who.account)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Приказ внесён, правка открыта."))
            return redirect(f"{reverse('journal:corrections', args=[group.id])}?period={period.id}")
    facts = {"group": group, "period": period, "orders": orders_of(period).get(group.id, []), "form": form}
    return render(request, "journal/corrections.html", facts, status=422 if form.errors else 200)


def _period(request: HttpRequest, periods: tuple[Period, ...]) -> Period:
    asked = request.POST.get("period") or request.GET.get("period", "")
    found = next((period for period in periods if str(period.id) == asked), None)
    if found is None:
        raise Http404
    return found


def _done(request: HttpRequest, period: Period, said: str, deed: Callable[[], object]) -> HttpResponse:
    """Do it, tell it, and go back to the page of the closing."""
    try:
        deed()
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, said)
    return redirect(f"{reverse('journal:closing')}?period={period.id}")
