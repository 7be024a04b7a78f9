"""Отказ правил становится страницей или ответом сценарию с одной и той же фразой."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import sentence

DENIED, AGAINST_RULES = 403, 422


class RefusalMiddleware:
    """Answers a refusal that no page has caught."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing of its own before the page."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, refused: Exception) -> HttpResponse | None:
        """403 where the person may not, 422 where the rules do not allow."""
        if not isinstance(refused, Refused):
            return None
        if refused.code.startswith("access."):
            return answer(request, DENIED, _("Нет доступа"), sentence(refused), refused.code)
        return answer(request, AGAINST_RULES, _("Так нельзя"), sentence(refused), refused.code)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, not a person who waits for a page."""
    return "json" in request.headers.get("Accept", "") or request.headers.get("Sec-Fetch-Mode") in {
        "cors",
        "same-origin",
    }


def answer(request: HttpRequest, status: int, title: str, text: str, code: str) -> HttpResponse:
    """A sentence instead of what was asked for: a page, or JSON for a script."""
    if wants_json(request):
        return JsonResponse({"sentence": text, "code": code}, status=status)
    page = render_to_string("screen/refusal.html", {"title": title, "sentence": text}, request)
    return HttpResponse(page, status=status)
