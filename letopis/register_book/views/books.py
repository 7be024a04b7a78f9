"""Бумажный журнал: список классов, что напечатать у класса, вся школа."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from letopis.people.access import door, standing
from letopis.register_book import actions
from letopis.register_book.craft.parts import Wanted
from letopis.register_book.forms import BookForm
from letopis.register_book.queries import course_titles
from letopis.regulation import access
from letopis.results.access import class_for
from letopis.results.queries import classes_of
from letopis.school.queries import title_of, year_on, years


@require_safe
@door("register_book.list")
def books(request: HttpRequest) -> HttpResponse:
    """Classes of a year whose book one may print, by grade."""
    who = standing(request)
    sees_all = access.permits("register_book.print", who)
    year = next((one for one in years() if str(one.pk) == request.GET.get("year")), year_on(who.on))
    found = classes_of(year.pk, None if sees_all else who.classes) if year else {}
    facts = {
        "by_grade": sorted(found.items()),
        "year": year,
        "years": [(one.pk, title_of(one)) for one in years()],
        "sees_all": sees_all,
    }
    return render(request, "register_book/books.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@door("register_book.print")
def book(request: HttpRequest, class_id: int) -> HttpResponse:
    """What to print of one class; printing is a job."""
    who = standing(request)
    page = class_for(who, class_id, "register_book.print")
    form = BookForm(course_titles(page.id), request.POST or None)
    if request.method == "POST" and form.is_valid():
        job = actions.print_class_book(page, form.wanted(), standing=who, by=who.account)
        return redirect("jobs:job", job.pk)
    return render(request, "register_book/book.html", {"page": page, "form": form})


@require_POST
@door("register_book.print")
def school_books(request: HttpRequest) -> HttpResponse:
    """Books of every class of the year asked for, of the current one if none is."""
    who = standing(request)
    access.check("register_book.print", who)
    asked = request.POST.get("year", "")
    year = next((one for one in years() if str(one.pk) == asked), None) if asked else year_on(who.on)
    if year is None:
        raise Http404
    numbers = [id_ for _grade, found in sorted(classes_of(year.pk, None).items()) for id_, _title in found]
    job = actions.print_school_books(numbers, Wanted(), standing=who, by=who.account)
    return redirect("jobs:job", job.pk)
