"""Список классов и сводная ведомость."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from letopis.people.access import door, standing
from letopis.regulation import access, indicators
from letopis.regulation.access import Standing
from letopis.regulation.averages import shown
from letopis.results.access import ClassPage, class_for
from letopis.results.craft.figures import pupil_told
from letopis.results.craft.sheet import Sheet
from letopis.results.printouts import foot_rows, print_class_sheet
from letopis.results.queries import class_sheet as sheet_asked
from letopis.results.queries import classes_of, is_unmarked
from letopis.school.queries import (
    Period,
    edition_on,
    period_at,
    periods_of,
    title_of,
    year_on,
    years,
)
from letopis.screen.access import paper_shown
from letopis.screen.queries import filled_shell

# Whom to help and whom to praise, in this order.
LISTED = (indicators.FAILING, indicators.ONE_THREE, indicators.ONE_FOUR, indicators.EXCELLENT)
COUNTED = ("5", "4", "3", "2", indicators.NOT_ATTESTED)  # the stacked bars of a subject, always in this order


@require_safe
@door("results.list")
def classes(request: HttpRequest) -> HttpResponse:
    """Classes of a year one may see, by grade."""
    who = standing(request)
    year = next((one for one in years() if str(one.pk) == request.GET.get("year")), year_on(who.on))
    found = classes_of(year.pk, _only(who)) if year else {}
    facts = {
        "by_grade": sorted(found.items()),
        "year": year,
        "years": [(one.pk, title_of(one)) for one in years()],
        "sees_all": _only(who) is None,
    }
    return render(request, "results/classes.html", facts)


def _only(who: Standing) -> frozenset[int] | None:
    """Classes one is limited to, None for the whole school."""
    return None if access.permits("results.class_sheet", who) else who.classes


@require_safe
@door("results.class_sheet")
def class_sheet(request: HttpRequest, class_id: int) -> HttpResponse:
    """The class sheet of one period, drawn from compact data."""
    who = standing(request)
    page = class_for(who, class_id, "results.class_sheet")
    periods = periods_of(page.year_id, page.scheme)
    period = period_asked(request, periods, who)
    if period is None:
        return render(request, "results/no_periods.html", {"page": page})
    sheet = sheet_asked(page, period, who.on)
    facts, texts = _facts(page, periods, period, sheet), _texts(sheet)
    facts["has_ended"] = period.ends < who.on
    data = ("sheet-data", _data(page, period, sheet) if sheet.judged else {})
    return filled_shell(request, "results/class_sheet.html", facts, data, texts)


def period_asked(request: HttpRequest, periods: tuple[Period, ...], who: Standing) -> Period | None:
    """The period the address names, else the last one that ended, else the one that runs.

    Raises:
        Http404: the address names a period that is not of these.
    """
    asked = request.GET.get("period", "")
    if asked:
        found = next((period for period in periods if str(period.id) == asked), None)
        if found is None:
            raise Http404
        return found
    ended = [period for period in periods if period.ends <= who.on and period.scheme != "year"]
    return ended[-1] if ended else period_at(periods, who.on)


def _facts(page: ClassPage, periods: tuple[Period, ...], period: Period, sheet: Sheet) -> dict[str, Any]:
    """What the shell of the page shows; nothing that changes with a mark but whether there is any."""
    edition = edition_on(period.ends)
    about = {"id": page.id, "title": page.title, "year_title": page.year_title, "teacher": page.teacher}
    return {
        "page": about,
        "period": {"id": period.id, "title": period.title},
        "periods": [(one.short, one.title, f"?period={one.id}", one.id == period.id) for one in periods],
        "edition": edition.number if edition else None,
        "unmarked": is_unmarked(page, period.ends),
        "present": len(sheet.present),
        "judged": bool(sheet.judged),
        "missing": bool(sheet.missing),
        "listed": [kind for kind in LISTED if sheet.standing(kind)],
    }


def _texts(sheet: Sheet) -> dict[str, str]:
    """Figures over the sheet, whom to help and whom to praise, as the shell's holes take them."""
    size, given, nothing = sheet.judged, sheet.given, "–"
    lists = {kind: sheet.standing(kind) for kind in LISTED}
    passing = size - len(lists[indicators.FAILING])
    good = len(sheet.standing(indicators.EXCELLENT, indicators.GOOD_PUPIL, indicators.ONE_FOUR))
    part_of = gettext("%(part)s из %(size)s")
    entered = gettext("Выставлено %(given)s отметок из %(expected)s.")
    return {
        "pass_rate": str(_percent(passing, size)),
        "passing": part_of % {"part": passing, "size": size},
        "quality_rate": str(_percent(good, size)),
        "good": part_of % {"part": good, "size": size},
        "mean": shown(sheet.whole.mean) or nothing,
        "simonov": shown(sheet.whole.simonov, 0) or nothing,
        "entered": entered % {"given": given, "expected": given + sheet.missing},
        **{kind: str(len(found)) for kind, found in lists.items()},
        **{f"who_{kind}": ", ".join(map(pupil_told, found)) for kind, found in lists.items()},
    }


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _data(page: ClassPage, period: Period, sheet: Sheet) -> dict[str, Any]:
    """The sheet as the page's script reads it: marks row by row, flags only where something is special."""
    return {
        "subjects": sheet.subjects,
        "pupils": [
            [pupil.id, pupil.name, [mark.text for mark in pupil.marks], shown(pupil.mean), pupil.standing]
            for pupil in sheet.pupils
        ],
        "flags": [
            [row, column, mark.flags]
            for row, pupil in enumerate(sheet.pupils)
            for column, mark in enumerate(pupil.marks)
            if mark.flags
        ],
        "left": [
            [row, date_format(pupil.left, "j E")] for row, pupil in enumerate(sheet.pupils) if pupil.left
        ],
        "foot": [[line.name, line.values, line.whole] for line in foot_rows(sheet)],
        "counts": [[one.counts.get(mark, 0) for mark in COUNTED] for one in sheet.shares],
        "levels": dict(sheet.whole.judging.levels),
        "pupil": reverse("results:pupil", args=[0]),
        "how": f"{reverse('results:figures', args=[page.id])}?period={period.id}",
    }


@require_safe
@door("results.print")
def sheet_paper(request: HttpRequest, class_id: int) -> HttpResponse:
    """The class sheet as PDF/A, to look at or to print."""
    who = standing(request)
    page = class_for(who, class_id, "results.print")
    period = period_asked(request, periods_of(page.year_id, page.scheme), who)
    if period is None:
        raise Http404
    explain = bool(request.GET.get("explain"))
    paper = print_class_sheet(page, period, sheet_asked(page, period, who.on), explain=explain)
    title = gettext("Сводная ведомость, %(group)s, %(period)s %(year)s") % {
        "group": page.title,
        "period": period.title,
        "year": page.year_title.replace("/", "-"),
    }
    return pdf(paper, f"{title}.pdf")


def pdf(paper: bytes, name: str) -> HttpResponse:
    """A paper shown in the page, with a name for whoever saves it."""
    headers = {"Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store"}
    return paper_shown(HttpResponse(paper, content_type="application/pdf", headers=headers))
