"""Все адреса программы и по предмету к каждому: свой (Анны из 7 «А») и чужой (7 «Б»)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.walks.doors.acts import ACTS
from tests.walks.doors.conditions import CONDITIONS
from tests.walks.doors.control import CONTROL
from tests.walks.doors.entrance import ENTRANCE
from tests.walks.doors.exchange import EXCHANGE
from tests.walks.doors.jobs import JOBS
from tests.walks.doors.journal import JOURNAL
from tests.walks.doors.keys import KEYS
from tests.walks.doors.knock import Json, Knock
from tests.walks.doors.office import OFFICE
from tests.walks.doors.planning import PLANNING
from tests.walks.doors.register_book import REGISTER_BOOK
from tests.walks.doors.results import RESULTS
from tests.walks.doors.rights import RIGHTS
from tests.walks.doors.timetable import TIMETABLE

__all__ = ["DOORS", "Json", "Knock", "every_address", "every_pattern"]

DOORS: dict[str, Knock] = {
    **ENTRANCE,
    **JOURNAL,
    **RESULTS,
    **CONTROL,
    **PLANNING,
    **REGISTER_BOOK,
    **JOBS,
    **EXCHANGE,
    **ACTS,
    **TIMETABLE,
    **OFFICE,
    **KEYS,
    **RIGHTS,
    **CONDITIONS,
}


def every_pattern(patterns: Any = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """All addresses of the program by their names."""
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from every_pattern(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", pattern


def every_address(patterns: Any = None) -> list[str]:
    """Names of all addresses of the program."""
    return [name for name, _pattern in every_pattern(patterns)]
