"""Клетки страницы: каждая запись — свой короткий ответ."""

from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from letopis.journal import actions, forms
from letopis.journal.access import Page, page_for
from letopis.journal.actions.marks import Saved
from letopis.journal.actions.period_marks import SavedFinal
from letopis.journal.craft.register import CORRECTED, LessonRow, Tuple, final_flags
from letopis.journal.models import Lesson
from letopis.journal.queries.changes import changes_since
from letopis.journal.queries.history import (
    author_of,
    authors_of_cells,
    cell_about,
    history_lines,
    period_mark_about,
)
from letopis.journal.queries.load import breaches_at
from letopis.people.access import door, standing
from letopis.regulation.refusals import Refused
from letopis.school.queries import Period, periods_of
from letopis.screen.craft.sentences import sentence


@require_POST
@door("journal.read")
def cell(request: HttpRequest, course_id: int) -> JsonResponse:
    """Write one cell."""
    who = standing(request)
    typed = forms.read_cell(request.body)
    try:
        saved = actions.put_mark(course_id, typed, standing=who, by=who.account)
    except Refused as refusal:
        return _conflict(refusal, cell_about(course_id, typed.student, typed.lesson))
    return JsonResponse({**_told(saved), "at": _now()})


@require_POST
@door("journal.read")
def cells(request: HttpRequest, course_id: int) -> JsonResponse:
    """Write many cells; each has its own outcome, in the order they came."""
    who = standing(request)
    page = page_for(who, course_id, "journal.read")
    typed = forms.read_cells(request.body)
    outcomes = actions.put_marks(page.id, typed, standing=who, by=who.account)
    disputed = [
        (one.lesson, one.student)
        for one, outcome in zip(typed, outcomes, strict=True)
        if _is_conflict(outcome)
    ]
    authors = authors_of_cells(page.id, disputed) if disputed else {}
    told = [
        _outcome(outcome, authors.get((one.lesson, one.student), ("", "")))
        for one, outcome in zip(typed, outcomes, strict=True)
    ]
    return JsonResponse({"cells": told, "at": _now()})


def _outcome(outcome: Saved | Refused, author: tuple[str, str]) -> dict[str, object]:
    """What would have been answered to the cell alone, with its status."""
    if isinstance(outcome, Saved):
        return {"status": 200, **_told(outcome)}
    if _is_conflict(outcome):
        return {"status": 409, "theirs": outcome.facts["theirs"], "who": author[0], "at": author[1]}
    return {"status": 422, "code": outcome.code, "sentence": sentence(outcome)}


def _is_conflict(outcome: Saved | Refused) -> bool:
    return isinstance(outcome, Refused) and outcome.code == "conflict"


def _told(saved: Saved) -> dict[str, object]:
    flags = CORRECTED if saved.is_corrected else 0
    return {"value": saved.value, "flags": flags, "mean": saved.mean, "proposal": saved.proposal}


@require_safe
@never_cache
@door("journal.read")
def changes(request: HttpRequest, course_id: int) -> JsonResponse:
    """What others have changed on the page since a position of the trace."""
    page = page_for(standing(request), course_id, "journal.read")
    return JsonResponse(changes_since(page, _period(request, page), _number(request, "since")))


@require_POST
@door("journal.read")
def note(request: HttpRequest, course_id: int) -> JsonResponse:
    """Write the note of one cell."""
    who = standing(request)
    noted = forms.read_note(request.body)
    try:
        text = actions.put_note(course_id, noted, standing=who, by=who.account)
    except Refused as refusal:
        return _conflict(refusal, cell_about(course_id, noted.student, noted.lesson))
    return JsonResponse({"note": text, "at": _now()})


@require_POST
@door("journal.read")
def period_mark(request: HttpRequest, course_id: int) -> JsonResponse:
    """Write one period mark."""
    who = standing(request)
    page = page_for(who, course_id, "journal.read")
    period = _period(request, page)
    wanted = forms.read_period_mark(request.body)
    try:
        saved = actions.put_period_mark(page, period, wanted, standing=who, by=who.account)
    except Refused as refusal:
        return _conflict(refusal, period_mark_about(page, wanted.student, period.id))
    return JsonResponse({"value": saved.value, "flags": _flags(saved), "at": _now()})


@require_POST
@door("journal.read")
def confirm(request: HttpRequest, course_id: int) -> JsonResponse:
    """Write the proposed period marks a teacher confirmed."""
    who = standing(request)
    page = page_for(who, course_id, "journal.read")
    proposals = forms.read_confirmed(request.body)
    written, refused = actions.confirm_period_marks(
        page, _period(request, page), proposals, standing=who, by=who.account
    )
    return JsonResponse(
        {
            "finals": [[saved.student, saved.value, _flags(saved)] for saved in written],
            "refused": [[student, sentence(refusal)] for student, refusal in refused],
        }
    )


@require_safe
@door("journal.read")
def history(request: HttpRequest, course_id: int) -> JsonResponse:
    """What was ever recorded about one cell or period mark."""
    page = page_for(standing(request), course_id, "journal.read")
    student, lesson, period = (_number(request, name) for name in ("student", "lesson", "period"))
    about = cell_about(page.id, student, lesson) if lesson else period_mark_about(page, student, period)
    return JsonResponse({"rows": history_lines(about)})


@require_POST
@door("journal.read")
def lesson(request: HttpRequest, course_id: int) -> JsonResponse:
    """Write a lesson."""
    who = standing(request)
    page = page_for(who, course_id, "journal.read")
    lesson_id, text, old = forms.read_lesson(request.body)
    try:
        saved = actions.put_lesson(page, lesson_id, text, old=old, standing=who, by=who.account)
    except Refused as refusal:
        if refusal.code != "conflict" or lesson_id is None:
            raise
        stands = Lesson.objects.select_related("work_type").get(pk=lesson_id)
        author, at = author_of((page.ref, stands.ref))
        return JsonResponse({"lesson": _tuple(stands), "who": author, "at": at}, status=409)
    return JsonResponse({"lesson": _tuple(saved), **_warned(page, saved)})


def _warned(page: Page, saved: Lesson) -> dict[str, str]:
    """A control work against the norm is written all the same, and told of."""
    if saved.work_type is None or not saved.work_type.is_control:
        return {}
    found = [sentence(Refused(one.kind, "1.4", **one.facts)) for one in breaches_at(page, saved.date)]
    return {"warning": " ".join(found)} if found else {}


def _tuple(saved: Lesson) -> Tuple:
    kind = saved.work_type
    row = LessonRow(
        *(saved.pk, saved.date.isoformat(), saved.number, saved.topic, saved.homework),
        type_id=kind.pk if kind else None,
        short=kind.short if kind else "",
        weight=float(kind.weight) if kind else 1,
    )
    return row.as_tuple(locked=False)


def _conflict(refusal: Refused, about: tuple[int, int]) -> JsonResponse:
    """Two values and whose; any other refusal goes on to be said as a sentence."""
    if refusal.code != "conflict":
        raise refusal
    who, at = author_of(about)
    return JsonResponse({"theirs": refusal.facts["theirs"], "who": who, "at": at}, status=409)


def _flags(saved: SavedFinal) -> int:
    return final_flags(by_calculation=saved.by_calculation, corrected=saved.is_corrected)


def _now() -> str:
    return date_format(timezone.localtime(), "H:i")


def _number(request: HttpRequest, name: str) -> int:
    asked = request.GET.get(name, "0")
    if not asked.isdecimal() or len(asked) > 18:
        raise Http404
    return int(asked)


def _period(request: HttpRequest, page: Page) -> Period:
    number = _number(request, "period")
    found = next((one for one in periods_of(page.year_id, page.scheme) if one.id == number), None)
    if found is None:
        raise Http404
    return found
