"""Меню: комнаты сами называют свои страницы, человек видит те, что ему открыты (п. 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.functional import Promise

from letopis.regulation.access import Standing, permits


@dataclass(frozen=True)
class Entry:
    """One page of the menu.

    Attributes:
        title: a noun of the school, lazy text.
        url: name of the address, without arguments.
        deed: deed of the roles table that opens it; it must not need an object.
        icon: name of the lucide icon beside it on the start page.
        order: place from the left: 10, 20, …
        about: what a person does there, for the start page, lazy text.
    """

    title: str | Promise
    url: str
    deed: str
    icon: str
    order: int
    about: str | Promise = ""


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Put a page into the menu; a room calls it once, in its `apps.ready`."""
    _entries[entry.url] = entry
    _open_to.cache_clear()


def entries_for(standing: Standing) -> list[Entry]:
    """The pages open to this person, in the order of the menu."""
    return _open_to(standing.roles, standing.deeds)


@lru_cache(maxsize=1000)
def _open_to(roles: frozenset[str], deeds: frozenset[str]) -> list[Entry]:
    """Pages that need no object are open or shut to all who have the same posts and the same deeds."""
    anybody = Standing(0, date.min, roles, deeds=deeds)
    open_ = [entry for entry in _entries.values() if permits(entry.deed, anybody)]
    return sorted(open_, key=lambda entry: entry.order)
