"""Реестр фактов: каждая комната говорит, что у неё стоит сейчас, чтобы сверить с летописью."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Pair = tuple[int, int]


@dataclass(frozen=True)
class Kind:
    """A kind of official fact.

    Attributes:
        name: e.g. "journal.entry".
        deeds: deeds whose last record says what must stand now.
        standing: yields (subject, object) and what stands now, equal to the record's "after".
        named: the place of a fact in words a school person understands.
    """

    name: str
    deeds: frozenset[str]
    standing: Callable[[], Iterator[tuple[Pair, Mapping[str, Any]]]]
    named: Callable[[Pair], str]


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind of fact known to verification; called once at start-up by its room."""
    KINDS[kind.name] = kind
