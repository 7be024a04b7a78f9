"""Кто живёт по расписанию: комнаты выше сами говорят, что делать, когда оно изменилось."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Follower = Callable[["Altered", int], object]


@dataclass(frozen=True)
class Altered:
    """What a change of the timetable touches.

    Attributes:
        courses: ids of pages of the register, None for all pages of the year.
        year: id of the school year.
        since, until: days whose lessons may be other ones now; until None for the rest of the year.
        cancelled: (page, day, number) of the lesson that is taken away, if one is.
    """

    year: int
    courses: frozenset[int] | None
    since: date
    until: date | None = None
    cancelled: tuple[int, date, int] | None = None


_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Have a room told of changes, in their transaction; it may refuse them. Called once at start-up."""
    _followers.append(follower)


def tell(altered: Altered, by: int) -> None:
    """Tell everybody who follows the timetable."""
    for follower in _followers:
        follower(altered, by)
