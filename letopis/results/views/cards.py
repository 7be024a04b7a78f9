"""Табели: предпросмотр одного, печать класса, печать школы."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from letopis.people.access import door, standing
from letopis.regulation import access
from letopis.results import actions
from letopis.results.access import ClassPage, class_for, class_page, pupil_for
from letopis.results.printouts import print_cards
from letopis.results.queries import card_pupils, classes_of, year_marks
from letopis.results.views.sheets import pdf
from letopis.school.queries import settings_on, year_on, years


@require_http_methods(["GET", "HEAD", "POST"])
@door("results.print")
def report_cards(request: HttpRequest, class_id: int) -> HttpResponse:
    """Preview of one card, and the button for the whole class."""
    who = standing(request)
    page = class_for(who, class_id, "results.print")
    if request.method == "POST":
        job = actions.print_class_cards(page, explain=bool(request.POST.get("explain")), by=who.account)
        return redirect("jobs:job", job.pk)
    pupils = card_pupils(page, who.on)
    asked = request.GET.get("pupil", "")
    chosen = next((id_ for id_ in pupils if str(id_) == asked), next(iter(pupils), None))
    facts = {"page": page, "pupils": list(pupils.items()), "chosen": chosen, "name": pupils.get(chosen or 0)}
    return render(request, "results/report_cards.html", facts)


@require_safe
@door("results.print")
def card_paper(request: HttpRequest, class_id: int, student_id: int) -> HttpResponse:
    """One pupil's card as PDF/A."""
    who = standing(request)
    page = class_for(who, class_id, "results.print")
    pupils = card_pupils(page, who.on)
    if student_id not in pupils:
        raise Http404
    return _card(request, page, student_id, pupils[student_id])


def _card(request: HttpRequest, page: ClassPage, pupil: int, name: str) -> HttpResponse:
    """The card; with ?explain=1 an appendix says how its marks came about."""
    today, explain = standing(request).on, bool(request.GET.get("explain"))
    marks = year_marks(page, settings_on(min(today, page.year_ends)), {pupil: name})
    title = gettext("Табель, %(name)s, %(year)s") % {"name": name, "year": page.year_title.replace("/", "-")}
    return pdf(print_cards(page, marks, [pupil], explain=explain), f"{title}.pdf")


@require_safe
@door("results.pupil")
def own_card(request: HttpRequest, student_id: int) -> HttpResponse:
    """One's own card, or one's child's, of any class they were in."""
    who = standing(request)
    pupil = pupil_for(who, student_id, "results.pupil")
    asked = request.GET.get("class", "")
    found = next((one for one in pupil.classes if not asked or str(one.class_group) == asked), None)
    if found is None:
        raise Http404
    return _card(request, class_page(found.class_group), student_id, pupil.full_name)


@require_POST
@door("results.print")
def school_cards(request: HttpRequest) -> HttpResponse:
    """Cards of every class of the year asked for, of the current one if none is."""
    who = standing(request)
    access.check("results.print", who)
    asked = request.POST.get("year", "")
    year = next((one for one in years() if str(one.pk) == asked), None) if asked else year_on(who.on)
    if year is None:
        raise Http404
    numbers = [id_ for _grade, found in sorted(classes_of(year.pk, None).items()) for id_, _title in found]
    return redirect("jobs:job", actions.print_school_cards(numbers, by=who.account).pk)
