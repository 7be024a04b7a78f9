"""Пункты своего акта: отказ называет пункт положения, действующего в этой школе, или обходится без него."""

from __future__ import annotations

from collections.abc import Callable

Own = Callable[[str], str]
_own: list[Own] = []


def register(own: Own) -> None:
    """Tell who knows the numbers of the school's own act; a room calls it once, in its `apps.ready`."""
    _own[:] = [own]


def own_clause(clause: str) -> str:
    """The clause of the school's act for a clause of the model one; "" where it has none."""
    return _own[0](clause) if _own and clause else clause
