"""Все адреса программы и по предмету к каждому: свой (Анны из 7 «А») и чужой (7 «Б»)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from letopis.journal.models import Lesson
from letopis.people.models import Account
from tests.cast import Cast

Json = dict[str, Any]


@dataclass(frozen=True)
class Knock:
    """How an address is tried.

    Attributes:
        own: arguments of the address about 7 «А», its pupil or its page; None where it has no object.
        foreign: the same about 7 «Б».
        body: what is sent, for an address that writes, given the arguments; None to read.
        is_json: the body is JSON, as the register's page sends it.
    """

    own: Callable[[Cast], Json] = field(default=lambda _cast: {})
    foreign: Callable[[Cast], Json] | None = None
    body: Callable[[Cast, Json], Json] | None = None
    query: Callable[[Cast, Json], Json] = field(default=lambda _cast, _arguments: {})
    is_json: bool = False


def every_address(patterns: Any = None, space: str = "") -> Iterator[str]:
    """Names of all addresses of the program."""
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from every_address(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def _page(cast: Cast) -> Json:
    return {"course_id": cast.algebra.pk}


def _foreign_page(cast: Cast) -> Json:
    return {"course_id": cast.algebra_7b.pk}


def _class(cast: Cast) -> Json:
    return {"class_id": cast.class_7a.pk}


def _foreign_class(cast: Cast) -> Json:
    return {"class_id": cast.class_7b.pk}


def _pupil(cast: Cast) -> Json:
    return {"student_id": cast.anna.pk}


def _foreign_pupil(cast: Cast) -> Json:
    return {"student_id": cast.stranger.pk}


def _there(cast: Cast, arguments: Json) -> tuple[Lesson, int]:
    """A lesson of the page that runs, and a pupil of it."""
    lesson = Lesson.objects.filter(course_id=arguments["course_id"]).latest("date")
    pupil = cast.anna if arguments["course_id"] == cast.algebra.pk else cast.stranger
    return lesson, pupil.pk


def _cell(cast: Cast, arguments: Json) -> Json:
    lesson, pupil = _there(cast, arguments)
    return {"lesson": lesson.pk, "student": pupil, "old": "", "new": "5", "reason": ""}


def _period_mark(cast: Cast, arguments: Json) -> Json:
    return {"student": _there(cast, arguments)[1], "old": "", "new": "5", "reason": "для рассказа"}


def _confirmed(cast: Cast, arguments: Json) -> Json:
    return {"students": [[_there(cast, arguments)[1], "5"]]}


def _lesson(_cast: Cast, _arguments: Json) -> Json:
    return {"id": None, "date": "2026-10-22", "number": 5, "topic": "Новая", "homework": "", "type": None, "old": {}}


def _quarter(cast: Cast, _arguments: Json) -> Json:
    return {"period": cast.quarters[0].pk}


def _history(cast: Cast, arguments: Json) -> Json:
    lesson, pupil = _there(cast, arguments)
    return {"student": pupil, "lesson": lesson.pk}


JOURNAL = {
    "journal:courses": Knock(),
    "journal:register": Knock(_page, _foreign_page),
    "journal:cell": Knock(_page, _foreign_page, _cell, is_json=True),
    "journal:history": Knock(_page, _foreign_page, query=_history),
    "journal:period_mark": Knock(_page, _foreign_page, _period_mark, _quarter, is_json=True),
    "journal:confirm": Knock(_page, _foreign_page, _confirmed, _quarter, is_json=True),
    "journal:lesson": Knock(_page, _foreign_page, _lesson, is_json=True),
    "journal:closing": Knock(),
    "words": Knock(),
}
