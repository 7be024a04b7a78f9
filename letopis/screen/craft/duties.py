"""Дела: комнаты сами говорят, что ждёт человека; он видит их в начале дня, срочные первыми (п. 4.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from letopis.regulation.access import Standing, permits

# How pressing a duty is, the most pressing first.
LATE = "late"
WAITING = "waiting"
KNOWN = "known"
WEIGHTS = (LATE, WAITING, KNOWN)


@dataclass(frozen=True)
class Duty:
    """One thing that waits for a person.

    Attributes:
        weight: one of `WEIGHTS`.
        text: what waits, with its number; `more`: what is known of it besides, may be empty.
        url: the page on which it is done.
    """

    weight: str
    text: str
    url: str
    more: str = ""


Ask = Callable[[Standing], Iterable[Duty]]
_asked: dict[str, tuple[str, Ask]] = {}


def register(name: str, deed: str, ask: Ask) -> None:
    """Let a room tell its duties to those who may do a deed; called once, in `apps.ready`."""
    _asked[name] = (deed, ask)


def duties_of(standing: Standing) -> list[Duty]:
    """Everything that waits for a person, the most pressing first, else in the order of the rooms."""
    found = [duty for deed, ask in _asked.values() if permits(deed, standing) for duty in ask(standing)]
    return sorted(found, key=lambda duty: WEIGHTS.index(duty.weight))
