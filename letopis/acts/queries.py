"""Справочники для страницы: строки, источник, что ещё не подтверждено, история."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from letopis.people.queries import names_of
from letopis.school.craft.reference import NAMES
from letopis.school.queries import reference_data, reference_versions

HIDDEN = frozenset({"is_proven", "source", "kind"})


@dataclass(frozen=True)
class Row:
    """One row of a reference.

    Attributes:
        place: its place in its group.
        cells: values as texts, in the order of the group's columns.
        is_proven: the source was read, or the school confirmed it.
    """

    group: str
    place: int
    cells: tuple[str, ...]
    source: str
    is_proven: bool


@dataclass(frozen=True)
class Group:
    """Rows of one kind in a reference."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Version:
    """A version the school put in."""

    version: int
    at: object
    who: str
    source: str


def reference_titles() -> list[tuple[str, str, int]]:
    """Every reference: name, title, how many rows wait for the school's check."""
    found = []
    for name in NAMES:
        data = reference_data(name)
        waiting = sum(not row.is_proven for group in groups_of(data) for row in group.rows)
        found.append((name, str(data.get("title", name)), waiting))
    return found


def groups_of(data: Mapping[str, Any]) -> list[Group]:
    """A reference as tables."""
    return [_group(name, rows) for name, rows in data.items() if isinstance(rows, list) and rows]


def _group(name: str, rows: list[dict[str, Any]]) -> Group:
    columns = tuple(dict.fromkeys(key for row in rows for key in row if key not in HIDDEN))
    return Group(
        name,
        columns,
        tuple(
            Row(
                name,
                place,
                tuple(_text(row.get(column, "")) for column in columns),
                str(row.get("source", row.get("article", ""))),
                bool(row.get("is_proven", True)),
            )
            for place, row in enumerate(rows)
        ),
    )


def _text(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, list):
        return ", ".join(_text(part) for part in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_text(part)}" for name, part in value.items())
    return str(value)


def versions_of(name: str) -> list[Version]:
    """The school's own versions, the newest first."""
    found = reference_versions(name)
    names = names_of(one.by for one in found)
    return [Version(one.version, one.at, names.get(one.by, ""), one.source) for one in found]
