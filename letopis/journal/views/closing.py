"""Закрытие периода: чего не хватает, что готово, что закрыто."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from letopis.journal import actions
from letopis.journal.queries import ClassState, closing_states
from letopis.journal.queries.closing import PageState
from letopis.people.access import door, standing
from letopis.regulation import access
from letopis.regulation.access import Standing, Target
from letopis.regulation.refusals import Refused
from letopis.school.queries import Period, all_periods, period_at, year_on
from letopis.screen.craft.sentences import sentence


@require_http_methods(["GET", "HEAD", "POST"])
@door("journal.see_closing")
def closing(request: HttpRequest) -> HttpResponse:
    """Readiness of the classes one may see; the deputy head closes from here."""
    who = standing(request)
    year = year_on(who.on)
    if year is None:
        return render(request, "journal/closing.html", {"states": [], "periods": []})
    periods = all_periods(year.pk)
    period = _asked(request, periods) or _ended_last(periods, who)
    if period is None:
        return render(request, "journal/closing.html", {"states": [], "periods": []})
    states = visible(who, closing_states(year.pk, period))
    if request.method == "POST":
        return _close(request, period, states)
    facts = {
        "period": period,
        "periods": [(one.title, f"?period={one.id}", one.id == period.id) for one in periods],
        "states": states,
        "ready": [state for state in states if _is_ready(state)],
        "has_ended": period.ends <= who.on,
        "may_close": access.permits("journal.close_period", who),
        "may_order": access.permits("journal.open_correction", who),
        "own": {page.course for state in states for page in state.pages if _is_own(who, state, page)},
        "led": who.classes,
    }
    return render(request, "journal/closing.html", facts)


def _asked(request: HttpRequest, periods: tuple[Period, ...]) -> Period | None:
    asked = request.GET.get("period", "")
    found = next((period for period in periods if str(period.id) == asked), None)
    if asked and found is None:
        raise Http404
    return found


def _ended_last(periods: tuple[Period, ...], who: Standing) -> Period | None:
    """The period that is to be closed now: the last one that has ended, else the current one."""
    ended = [period for period in periods if period.ends <= who.on]
    return max(ended, key=lambda period: period.ends, default=None) or period_at(periods, who.on)


def visible(who: Standing, states: list[ClassState]) -> list[ClassState]:
    """Classes one may see; a teacher sees the pages of their own in them."""
    found = []
    for state in states:
        if access.permits("journal.see_class_closing", who, Target(class_group=state.id)):
            found.append(state)
            continue
        own = tuple(page for page in state.pages if _is_own(who, state, page))
        if own:
            found.append(replace(state, pages=own))
    return found


def _is_own(who: Standing, state: ClassState, page: PageState) -> bool:
    target = Target(course=page.course, class_group=state.id)
    return access.permits("journal.hand_over", who, target) and page.course in who.courses


def _close(request: HttpRequest, period: Period, states: list[ClassState]) -> HttpResponse:
    """Close one class, or every class that is complete."""
    who = standing(request)
    access.check("journal.close_period", who)
    asked = request.POST.get("class", "")
    chosen = [state for state in states if (str(state.id) == asked if asked else _is_ready(state))]
    closed = 0
    for state in chosen:
        try:
            actions.close_period(state.id, period, standing=who, by=who.account)
        except Refused as refusal:
            messages.error(request, f"{state.title}. {sentence(refusal)}")
        else:
            closed += 1
    if closed:
        text = ngettext("Период закрыт у %(count)s класса.", "Период закрыт у %(count)s классов.", closed)
        messages.success(request, text % {"count": closed})
    elif not chosen:
        messages.info(request, _("Закрывать нечего: ни у одного класса нет всех отметок."))
    return redirect(f"{reverse('journal:closing')}?period={period.id}")


def _is_ready(state: ClassState) -> bool:
    return state.is_ready and not state.closed_on
