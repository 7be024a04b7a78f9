"""Что знает каркас каждой страницы: меню этого человека, его роли, выбранная тема."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from letopis.regulation.access import Standing
from letopis.screen.craft import menu, posts
from letopis.screen.craft.board import BOARDS, SYSTEM

SHOWN = 7  # as many pages stand in the bar itself; the rest of a longer menu opens beside them


def frame(request: HttpRequest) -> dict[str, Any]:
    """Facts of the frame for every template; the menu is made only where it is drawn."""
    theme = request.COOKIES.get(f"{settings.LETOPIS_COOKIES}theme", "")
    standing = standing_in(request)
    menu_of_page = cache(lambda: _drawn(request.path, standing))
    return {
        "theme": theme if theme in BOARDS else "",
        "board": BOARDS.get(theme, SYSTEM),
        "worker": _worker(),
        "menu": menu_of_page,
        "menu_shown": lambda: menu_of_page()[: _shown(menu_of_page())],
        "menu_rest": lambda: menu_of_page()[_shown(menu_of_page()) :],
        "roles": lambda: posts.titles_of(standing.roles),
        "bar": lambda: _seen_in_bar(request, standing, menu_of_page()),
    }


def _shown(links: list[dict[str, Any]]) -> int:
    """How many pages stand in the bar: all, if only one would be left for the rest."""
    return len(links) if len(links) <= SHOWN + 1 else SHOWN


def _seen_in_bar(request: HttpRequest, standing: Standing, links: list[dict[str, Any]]) -> tuple[object, ...]:
    """Everything the bar shows: two pages where this is the same have the same bar."""
    person = request.user if standing.account else None
    drawn = tuple((link["url"], link["current"]) for link in links)
    return str(person), sorted(standing.roles), drawn


def seen_in_frame(request: HttpRequest) -> tuple[object, ...]:
    """Everything the frame shows: two pages where this is the same have the same frame."""
    standing = standing_in(request)
    theme = request.COOKIES.get(f"{settings.LETOPIS_COOKIES}theme", "")
    person = (request.user.pk, str(request.user))
    return *person, sorted(standing.roles), sorted(standing.deeds), theme, request.get_full_path()


def standing_in(request: HttpRequest) -> Standing:
    """Who asks for the page; nobody, where the door was not reached."""
    found = getattr(request, "standing", None)
    return found if isinstance(found, Standing) else Standing(0, timezone.localdate())


def _drawn(path: str, standing: Standing) -> list[dict[str, Any]]:
    """Entries of the menu with their addresses; the one the page belongs to is current."""
    links = [(entry, _address(entry.url)) for entry in menu.entries_for(standing)]
    nearest = max((url for _entry, url in links if _holds(url, path)), key=len, default="")
    return [{"entry": entry, "url": url, "current": url == nearest} for entry, url in links]


@cache
def _worker() -> str:
    """Address of the script that works without a network; "" where files have no names to keep them by."""
    return reverse("entrance:worker") if hasattr(staticfiles_storage, "hashed_files") else ""


@cache
def _address(name: str) -> str:
    return reverse(name)


def _holds(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
