"""Реестр фактов: каждая комната говорит, что у неё стоит сейчас, чтобы сверить с летописью."""

from __future__ import annotations

import json
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
        told: what stands there, in the same words.
    """

    name: str
    deeds: frozenset[str]
    standing: Callable[[], Iterator[tuple[Pair, Mapping[str, Any]]]]
    named: Callable[[Pair], str]
    told: Callable[[Mapping[str, Any]], str] = str

    def shown(self, after: str) -> str:
        """What was recorded, in the words of its room; "" after a removal."""
        return self.told(json.loads(after)) if after else "—"


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind of fact known to verification; called once at start-up by its room."""
    KINDS[kind.name] = kind
