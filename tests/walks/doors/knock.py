"""Чем стучатся в адрес: свой предмет, чужой предмет, что прислать."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

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

    own: Callable[[Cast, str], Json] = field(default=lambda _cast, _role: {})
    foreign: Callable[[Cast, str], Json] | None = None
    body: Callable[[Cast, Json], Json] | None = None
    query: Callable[[Cast, Json], Json] = field(default=lambda _cast, _arguments: {})
    is_json: bool = False


def page(cast: Cast, _role: str) -> Json:
    return {"course_id": cast.algebra.pk}


def foreign_page(cast: Cast, _role: str) -> Json:
    return {"course_id": cast.algebra_7b.pk}


def class_(cast: Cast, _role: str) -> Json:
    return {"class_id": cast.class_7a.pk}


def foreign_class(cast: Cast, _role: str) -> Json:
    return {"class_id": cast.class_7b.pk}


def pupil(cast: Cast, _role: str) -> Json:
    return {"student_id": cast.anna.pk}


def foreign_pupil(cast: Cast, _role: str) -> Json:
    return {"student_id": cast.stranger.pk}


def card(cast: Cast, role: str) -> Json:
    return {**class_(cast, role), **pupil(cast, role)}


def foreign_card(cast: Cast, role: str) -> Json:
    return {**foreign_class(cast, role), **foreign_pupil(cast, role)}


def told(cast: Cast, role: str) -> Json:
    return {**page(cast, role), **pupil(cast, role)}


def foreign_told(cast: Cast, role: str) -> Json:
    return {**foreign_page(cast, role), **foreign_pupil(cast, role)}


def nothing(_cast: Cast, _arguments: Json) -> Json:
    return {}
