"""Табели: предпросмотр одного, печать класса, печать школы."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from letopis.people.access import door, standing
from letopis.regulation import access
from letopis.results import actions
from letopis.results.access import ClassPage, class_for, class_page, pupil_for
from letopis.results.printouts import print_cards
from letopis.results.queries import YearMarks, classes_of, year_marks
from letopis.results.views.sheets import pdf
from letopis.school.queries import settings_on, year_on


@require_http_methods(["GET", "HEAD", "POST"])
@door("results.print")
def report_cards(request: HttpRequest, class_id: int) -> HttpResponse:
    """Preview of one card, and the button for the whole class."""
    who = standing(request)
    page = class_for(who, class_id, "results.print")
    if request.method == "POST":
        return redirect("jobs:job", actions.print_class_cards(page, by=who.account).pk)
    marks = _marks(page, request)
    asked = request.GET.get("pupil", "")
    chosen = next((id_ for id_ in marks.pupils if str(id_) == asked), next(iter(marks.pupils), None))
    facts = {"page": page, "pupils": list(marks.pupils.items()), "chosen": chosen}
    return render(request, "results/report_cards.html", facts)


def _marks(page: ClassPage, request: HttpRequest) -> YearMarks:
    today = standing(request).on
    return year_marks(page, settings_on(min(today, page.year_ends)), today)


@require_safe
@door("results.print")
def card_paper(request: HttpRequest, class_id: int, student_id: int) -> HttpResponse:
    """One pupil's card as PDF/A."""
    page = class_for(standing(request), class_id, "results.print")
    return _card(page, student_id, request)


def _card(page: ClassPage, student_id: int, request: HttpRequest) -> HttpResponse:
    marks = _marks(page, request)
    if student_id not in marks.pupils:
        raise Http404
    return pdf(print_cards(page, marks, [student_id]), f"{marks.pupils[student_id]}, {page.year_title}.pdf")


@require_safe
@door("results.pupil")
def own_card(request: HttpRequest, student_id: int) -> HttpResponse:
    """One's own card, or one's child's."""
    who = standing(request)
    page = pupil_for(who, student_id, "results.pupil")
    asked = request.GET.get("class", "")
    found = next((one for one in page.classes if not asked or str(one.class_group) == asked), None)
    if found is None:
        raise Http404
    return _card(class_page(found.class_group), student_id, request)


@require_POST
@door("results.print")
def school_cards(request: HttpRequest) -> HttpResponse:
    """Cards of every class of the school's current year."""
    who = standing(request)
    access.check("results.print", who)
    year = year_on(who.on)
    if year is None:
        raise Http404
    numbers = [id_ for _grade, found in sorted(classes_of(year.pk, None).items()) for id_, _title in found]
    return redirect("jobs:job", actions.print_school_cards(numbers, by=who.account).pk)
