"""Кто смотрел сведения об учениках: заметить каждую открытую страницу и сказать, кому этот список виден."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from letopis.people.models import Account, Student
from letopis.regulation import access
from letopis.regulation.access import Standing, Target
from letopis.rights.craft.looks import CLASS, MEMORY, SCHOOL, Seen, object_of, page_of

SHOWN = frozenset({200, 304})  # the page was given, or the browser was told that it has it already


class LookMiddleware:
    """Notes in memory who has been shown what; the page waits for nothing and the database is not asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the page, then note it."""
        response = self.get_response(request)
        match = request.resolver_match
        page = page_of(match.view_name) if match and response.status_code in SHOWN else ""
        if match and page and isinstance(request.user, Account):
            kind, number = getattr(request, "about", None) or object_of(match.kwargs)
            MEMORY.note(Seen(request.user.ref, page, kind, number), timezone.now())
        return response


def about_class(request: HttpRequest, class_id: int | None) -> None:
    """Say what a page is about whose address does not: a class, None for the whole school."""
    cast("Any", request).about = (SCHOOL, 0) if class_id is None else (CLASS, class_id)


def see_school(standing: Standing) -> None:
    """Whether one may see who looked at whom in the whole school.

    Raises:
        Refused: access.denied.
    """
    access.check("rights.see_looks", standing)


def student_for(standing: Standing, student_id: int) -> Student:
    """The pupil, if one may see who looked at them: one's own record, or the whole school's.

    Raises:
        Http404: there is no such pupil.
        Refused: access.denied.
    """
    access.check("rights.see_looks", standing, Target(student=student_id))
    found = Student.objects.filter(pk=student_id).first()
    if found is None:
        raise Http404
    return found
