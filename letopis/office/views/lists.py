"""Списки людей: ученики, сотрудники, родители; поиск по фамилии, по классу, по страницам."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from letopis.office import queries
from letopis.people.access import door, standing
from letopis.regulation import access

ON_PAGE = 50
TABS = (
    ("office:pupils", _("Ученики")),
    ("office:staff", _("Сотрудники")),
    ("office:parents", _("Родители")),
)


@require_safe
@door("people.list")
def pupils(request: HttpRequest) -> HttpResponse:
    """Pupils with their classes."""
    who, group = standing(request), _class(request)
    gone = "gone" in request.GET
    found = queries.pupils(who.on, _text(request), group, gone=gone)
    return _list(request, "office/pupils.html", found, group, gone=gone)


@require_safe
@door("people.list")
def staff(request: HttpRequest) -> HttpResponse:
    """Employees with their posts."""
    gone = "gone" in request.GET
    found = queries.staff(standing(request).on, _text(request), gone=gone)
    return _list(request, "office/staff.html", found, None, gone=gone)


@require_safe
@door("people.list")
def parents(request: HttpRequest) -> HttpResponse:
    """Legal representatives with their children."""
    group = _class(request)
    found = queries.parents(standing(request).on, _text(request), group)
    return _list(request, "office/parents.html", found, group, gone=False)


def _text(request: HttpRequest) -> str:
    return request.GET.get("text", "").replace("\0", "").strip()[:100]


def _class(request: HttpRequest) -> int | None:
    asked = request.GET.get("class", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None


def _list(
    request: HttpRequest, template: str, found: QuerySet[Any, Model], group: int | None, *, gone: bool
) -> HttpResponse:
    who = standing(request)
    asked = {"text": _text(request), "class": group or "", "gone": "1" if gone else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    context = {
        "page": Paginator(found, ON_PAGE).get_page(request.GET.get("page")),
        "query": f"{query}&" if query else "",
        "text": asked["text"],
        "group": group,
        "gone": gone,
        "classes": queries.classes_on(who.on),
        "tabs": TABS,
        "may_record": access.permits("people.record", who),
    }
    return render(request, template, context)
