"""Пропуски: кого сегодня нет, класс за день и неделю, итоги по причинам, документы."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from letopis.journal import actions, forms
from letopis.journal.access import Group, group_for
from letopis.journal.craft.attendance import day_rows, week_rows
from letopis.journal.queries.absences import tallies_of
from letopis.journal.queries.absentees import absentees, month_of, systematic
from letopis.journal.queries.days import class_days, pupils_between
from letopis.journal.queries.documents import documents_of
from letopis.journal.views.pages import period_asked
from letopis.people.access import door, standing
from letopis.regulation import access
from letopis.regulation.absences import Tally
from letopis.regulation.access import Standing, Target
from letopis.regulation.refusals import Refused
from letopis.school.queries import Period, period_at, periods_of, settings_on, year_on
from letopis.screen.craft.sentences import sentence

SATURDAY, SUNDAY = 5, 6
ONE_DAY = timedelta(days=1)
Facts = dict[str, Any]


@require_safe
@door("journal.list_absences")
def absences(request: HttpRequest) -> HttpResponse:
    """Who is not at school on a day, and who misses systematically in its month."""
    who = standing(request)
    day = forms.read_day(request.GET.get("day", "")) or who.on
    year = year_on(day)
    facts: Facts = {"day": day, **_beside(day, who.on)}
    if year is not None and year.starts <= day <= year.ends:
        settings = settings_on(day)
        only = None if access.permits("journal.see_absences", who) else who.classes
        since, until = month_of(day)
        found = absentees(year.pk, day, settings, only)
        facts |= {
            "absentees": found,
            "whole": sum(one.is_whole or (bool(one.papers) and not one.held) for one in found),
            "unexplained": sum(bool(one.lessons.unexcused) for one in found),
            "systematic": systematic(year.pk, since, min(until, who.on), settings, only),
            "rule": settings.absence_rule,
            "percent": round(settings.absence_rule.systematic * 100),
            "classes": _own_classes(who),
        }
    return render(request, "journal/absences.html", facts)


def _own_classes(who: Standing) -> list[Group]:
    return [group_for(who, id_, "journal.see_absences") for id_ in sorted(who.classes)]


def _beside(day: date, today: date) -> Facts:
    """The school days before and after; Sunday is skipped."""
    before, after = day - ONE_DAY, day + ONE_DAY
    before -= ONE_DAY if before.weekday() == SUNDAY else timedelta()
    after += ONE_DAY if after.weekday() == SUNDAY else timedelta()
    return {"before": before, "after": after, "today": today, "is_today": day == today}


@require_safe
@door("journal.see_absences")
def class_absences(request: HttpRequest, class_id: int) -> HttpResponse:
    """One class: its day, its week, its totals or its documents."""
    who = standing(request)
    group = group_for(who, class_id, "journal.see_absences")
    return _shown(request, group, forms.DocumentForm(), request.GET.get("view", ""))


def _shown(request: HttpRequest, group: Group, form: forms.DocumentForm, asked: str) -> HttpResponse:
    who = standing(request)
    view = asked if asked in VIEWS else "day"
    last = group.year.ends or who.on
    day = forms.read_day(request.GET.get("day", "")) or min(max(who.on, group.year.starts), last)
    target = Target(class_group=group.id)
    facts = {
        "group": group,
        "view": view,
        "day": day,
        "form": form,
        "kinds": settings_on(day).absence_documents,
        "may_excuse": access.permits("journal.excuse", who, target),
        "may_mark": access.permits("journal.mark_absent", who, target) and day <= who.on,
        **_beside(day, who.on),
    }
    facts |= VIEWS[view](request, group, day)
    return render(request, "journal/class_absences.html", facts, status=422 if form.errors else 200)


def _day(_request: HttpRequest, group: Group, day: date) -> Facts:
    settings = settings_on(day)
    found = class_days(group.id, day, day, settings)
    rows = day_rows(found.pupils, found.hours, day, settings.scale, settings.absence_rule)
    subjects: dict[int, list[str]] = {}
    for hour in found.hours:
        names = subjects.setdefault(hour.number, [])
        names += [] if hour.subject in names else [hour.subject]
    return {"rows": rows, "hours": [(number, ", ".join(names)) for number, names in sorted(subjects.items())]}


def _week(_request: HttpRequest, group: Group, day: date) -> Facts:
    settings = settings_on(day)
    monday = day - timedelta(days=day.weekday())
    found = class_days(group.id, monday, monday + timedelta(days=SATURDAY), settings)
    held = {hour.day for hour in found.hours}
    days = [monday + timedelta(days=number) for number in range(SUNDAY)]
    days = [one for one in days if one.weekday() < SATURDAY or one in held]
    rows = week_rows(found.pupils, found.hours, days, settings.scale, settings.absence_rule)
    return {
        "days": days,
        "rows": [(pupil, list(zip(days, states, strict=True)), _gap(days, states)) for pupil, states in rows],
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
    }


def _gap(days: list[date], states: list[Any]) -> tuple[date, date] | None:
    """First and last day of the week that nothing explains."""
    found = [day for day, state in zip(days, states, strict=True) if state and state.needs_reason]
    return (found[0], found[-1]) if found else None


def _totals(request: HttpRequest, group: Group, day: date) -> Facts:
    periods = periods_of(group.year_id, group.scheme)
    period = period_asked(request, periods) or period_at(periods, day)
    base = f"{reverse('journal:class_absences', args=[group.id])}?view=totals"
    return {
        "period": period,
        "periods": [(one.title, f"{base}&period={one.id}", one == period) for one in periods],
        "totals": _tallies(group, period) if period else [],
    }


def _tallies(group: Group, period: Period) -> list[tuple[int, str, Tally]]:
    """Pupils of the class in a period with their absences; three questions."""
    pupils = pupils_between(group.id, period.starts, period.ends)
    found = tallies_of([period], settings_on(period.ends), list(pupils))
    return [(id_, name, found.get((id_, period.id), Tally())) for id_, name in pupils.items()]


def _documents(_request: HttpRequest, group: Group, _day: date) -> Facts:
    last = group.year.ends or date.max
    pupils = pupils_between(group.id, group.year.starts, last)
    return {"documents": documents_of(list(pupils), group.year.starts, last), "pupils": list(pupils.items())}


VIEWS: dict[str, Callable[[HttpRequest, Group, date], Facts]] = {
    "day": _day,
    "week": _week,
    "totals": _totals,
    "documents": _documents,
}


@require_safe
@door("journal.see_absences")
def absence_totals(request: HttpRequest, class_id: int) -> HttpResponse:
    """The totals of one period alone, for the class sheet to put below itself."""
    who = standing(request)
    group = group_for(who, class_id, "journal.see_absences")
    return render(request, "journal/_absence_panel.html", {"group": group, **_totals(request, group, who.on)})


@require_POST
@door("journal.excuse")
def enter_document(request: HttpRequest, class_id: int) -> HttpResponse:
    """Enter a document about absences."""
    who = standing(request)
    group = group_for(who, class_id, "journal.excuse")
    form = forms.DocumentForm(request.POST)
    if form.is_valid():
        try:
            actions.enter_document(group, form.text(), standing=who, by=who.account)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
    if form.errors:
        return _shown(request, group, form, "documents")
    messages.success(request, _("Документ внесён: пропуски в его днях стали уважительными."))
    return _back(request, group)


@require_POST
@door("journal.excuse")
def withdraw_document(request: HttpRequest, class_id: int, document_id: int) -> HttpResponse:
    """Take a document out of force."""
    who = standing(request)
    group = group_for(who, class_id, "journal.excuse")
    why = request.POST.get("why", "")
    try:
        actions.withdraw_document(group, document_id, why, standing=who, by=who.account)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Документ отозван: он остался в списке с причиной отзыва."))
    return _back(request, group)


@require_POST
@door("journal.mark_absent")
def absent_all_day(request: HttpRequest, class_id: int) -> HttpResponse:
    """Mark a pupil absent all day, or take a mistaken mark back."""
    who = standing(request)
    group = group_for(who, class_id, "journal.mark_absent")
    student, day = request.POST.get("student", ""), forms.read_day(request.POST.get("day", "")) or who.on
    deed = actions.unmark_absent if request.POST.get("undo") else actions.mark_absent
    if not student.isdecimal() or len(student) > forms.LONGEST_NUMBER:
        raise Refused("input.malformed")
    try:
        count = deed(group, int(student), day, standing=who, by=who.account)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _told(count, taken_back=bool(request.POST.get("undo"))))
    return _back(request, group)


def _told(count: int, *, taken_back: bool) -> str:
    if taken_back:
        text = ngettext("Знак снят с %(count)s урока.", "Знак снят с уроков: %(count)s.", count)
    else:
        text = ngettext("Отмечен %(count)s урок.", "Отмечено уроков: %(count)s.", count)
    return text % {"count": count}


def _back(request: HttpRequest, group: Group) -> HttpResponse:
    """To the table the person came from."""
    view, day = request.POST.get("view", ""), forms.read_day(request.POST.get("day", ""))
    query = {"view": view if view in VIEWS else "documents", **({"day": day.isoformat()} if day else {})}
    return redirect(f"{reverse('journal:class_absences', args=[group.id])}?{urlencode(query)}")
