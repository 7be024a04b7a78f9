"""Отказ правил становится страницей или ответом сценарию с одной и той же фразой."""

from __future__ import annotations

import logging
from collections.abc import Callable
from mimetypes import guess_type
from pathlib import Path
from typing import Any, TypeVar, cast

from csp.constants import HEADER as POLICY
from csp.constants import SELF
from csp.utils import build_policy
from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from letopis.regulation.refusals import Refused
from letopis.screen.craft.board import SYSTEM
from letopis.screen.craft.sentences import sentence

DENIED, NOT_THIS_WAY, TOO_BIG, AGAINST_RULES, NOT_NOW = 403, 405, 413, 422, 503
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})  # no page is asked in another way
BIGGEST = 2**63 - 1  # no table has a row with a greater number, and no database can be asked for one

R = TypeVar("R", bound=HttpResponseBase)
_log = logging.getLogger(__name__)


class RefusalMiddleware:
    """Answers a refusal that no page has caught, and what Django refuses without a word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Say in words that an address is not asked in this way, or that too much is sent."""
        if _length(request) > settings.LETOPIS_LARGEST_REQUEST:
            return _too_big(request)
        if request.method not in METHODS:
            return _not_this_way(request, ", ".join(sorted(METHODS)))
        response = self.get_response(request)
        if response.status_code != NOT_THIS_WAY:
            return response
        return _not_this_way(request, response["Allow"])

    def process_view(
        self, _request: HttpRequest, _view: object, _args: tuple[object, ...], kwargs: dict[str, object]
    ) -> None:
        """A number no table can hold names nothing.

        Raises:
            Http404: such a number stands in the address.
        """
        if any(isinstance(value, int) and value > BIGGEST for value in kwargs.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, refused: Exception) -> HttpResponse | None:
        """403 where the person may not, 422 where the rules do not allow, 503 where the database cannot."""
        if isinstance(refused, OperationalError):
            return _database_refused(request, refused)
        if not isinstance(refused, Refused):
            return None
        if refused.code.startswith("access."):
            return answer(request, DENIED, _("Нет доступа"), sentence(refused), refused.code)
        return answer(request, AGAINST_RULES, _("Так нельзя"), sentence(refused), refused.code)


def _length(request: HttpRequest) -> int:
    """How many bytes are being sent; without a number in the header the server gives nothing to read."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else 0


def _too_big(request: HttpRequest) -> HttpResponse:
    most = settings.LETOPIS_LARGEST_REQUEST // 1024 // 1024
    text = _("Отправлено слишком много: сервер принимает не больше %(most)s МБ. Разделите файл и повторите.")
    return answer(request, TOO_BIG, _("Слишком большой файл"), text % {"most": most}, "page.too_big")


def _database_refused(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """The database did not take it: the disk is full, it is busy or gone. The register's page sends again."""
    _log.error("the database refused: %s", str(error).partition("\n")[0])
    text = _(
        "База данных сейчас не принимает записей, чаще всего потому, что на диске сервера нет "
        "места. Принятое раньше не пострадало. Сообщите администратору и повторите позже."
    )
    refused_as(request, "page.database")
    if wants_json(request):
        return JsonResponse({"sentence": text, "code": "page.database"}, status=NOT_NOW)
    return plainly(text, NOT_NOW)


def plainly(text: str, status: int) -> HttpResponse:
    """A page that asks neither the database nor the person's session: one of them may be what failed."""
    context = {"title": _("Не получилось"), "sentence": text, "board": SYSTEM}
    return HttpResponse(render_to_string("screen/refusal.html", context), status=status)


def _not_this_way(request: HttpRequest, allowed: str) -> HttpResponse:
    text = _("Так к этому адресу не обращаются. Вернитесь на предыдущую страницу и нажмите кнопку на ней.")
    said = answer(request, NOT_THIS_WAY, _("Запрос не понят"), text, "page.method")
    said["Allow"] = allowed
    return said


def refused_as(request: HttpRequest, code: str) -> None:
    """Remember why the request was refused, for the log of security."""
    cast("Any", request).refused = code


def refusal_of(request: HttpRequest) -> str:
    """Code of the refusal the request got, "" if it got none in words."""
    return str(getattr(request, "refused", ""))


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, not a person who waits for a page."""
    return "json" in request.headers.get("Accept", "") or request.headers.get("Sec-Fetch-Mode") in {
        "cors",
        "same-origin",
    }


def answer(request: HttpRequest, status: int, title: str, text: str, code: str) -> HttpResponse:
    """A sentence instead of what was asked for: a page, or JSON for a script."""
    refused_as(request, code)
    if wants_json(request):
        return JsonResponse({"sentence": text, "code": code}, status=status)
    page = render_to_string("screen/refusal.html", {"title": title, "sentence": text}, request)
    return HttpResponse(page, status=status)


def file_given(path: Path, name: str, mime: str = "", *, saved: bool = True) -> HttpResponse:
    """A file whole, to be saved or shown: whoever takes it slowly keeps no other page waiting."""
    kind = mime or guess_type(name)[0] or "application/octet-stream"
    disposition = content_disposition_header(saved, name)
    response = HttpResponse(path.read_bytes(), content_type=kind)
    if disposition:
        response["Content-Disposition"] = disposition
    return response


def paper_shown(response: R) -> R:
    """A paper to be looked at: the browser's own reader of papers is an object to some of them."""
    response[POLICY] = build_policy(replace={"object-src": [SELF]})
    return response
