"""Файлы к домашнему заданию: приложить, убрать, открыть; день, к которому задано."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from letopis.files.queries import path_of
from letopis.journal import actions, forms
from letopis.journal.access import file_for, page_for
from letopis.journal.queries.homework import FileLine, homework_of
from letopis.journal.views.pages import page_in_period
from letopis.people.access import door, standing
from letopis.screen.access import file_given


@require_safe
@never_cache
@door("journal.read")
def homework(request: HttpRequest, course_id: int) -> JsonResponse:
    """Files of the period's lessons and the days their homework is set for."""
    page, _periods, period = page_in_period(request, course_id)
    files, due = homework_of(page.id, period)
    return JsonResponse(
        {
            "files": {lesson: [_line(one) for one in lines] for lesson, lines in files.items()},
            "due": {lesson: day.isoformat() for lesson, day in due.items()},
        }
    )


@require_POST
@door("journal.read")
def attach(request: HttpRequest, course_id: int, lesson_id: int) -> JsonResponse:
    """Attach a file to the homework of a lesson."""
    who = standing(request)
    page = page_for(who, course_id, "journal.read")
    file = request.FILES.get("file")
    name, data = "", b""
    if isinstance(file, UploadedFile):
        forms.check_size(file.size or 0)
        name, data = file.name or "", file.read()
    added = actions.attach_file(page, lesson_id, name, data, standing=who, by=who.account)
    return JsonResponse({"file": _line(FileLine(added.pk, added.name, added.file.size))})


@require_POST
@door("journal.read")
def remove(request: HttpRequest, course_id: int, file_id: int) -> JsonResponse:
    """Take a file away."""
    who = standing(request)
    page = page_for(who, course_id, "journal.read")
    actions.remove_file(page, file_id, standing=who, by=who.account)
    return JsonResponse({})


@require_POST
@door("journal.read")
def due(request: HttpRequest, course_id: int, lesson_id: int) -> JsonResponse:
    """Name the day the homework is set for."""
    who = standing(request)
    page = page_for(who, course_id, "journal.read")
    day = forms.read_due(request.body)
    saved = actions.put_due(page, lesson_id, day, standing=who, by=who.account)
    return JsonResponse({"due": saved.homework_due.isoformat() if saved.homework_due else None})


@require_safe
@door("journal.open_homework")
def homework_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """The file itself, to be kept, never opened inside the program's page."""
    file = file_for(standing(request), file_id)
    path = path_of(file.digest)
    if not path.is_file():
        raise Http404
    answer = file_given(path, file.name, file.mime)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _line(one: FileLine) -> list[object]:
    return [one.id, one.name, one.size, reverse("journal:homework_file", args=[one.id])]
