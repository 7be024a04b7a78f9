"""Справочник под правкой: значения строки, которые правят на листе, и весь справочник снова как файл TOML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from letopis.regulation.refusals import Refused

KEPT = frozenset({"is_proven", "source", "kind"})  # what a person does not type
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def typed_values(row: Mapping[str, Any]) -> dict[str, str]:
    """Values of a row that can be typed: texts, numbers, days, and borders of marks as "from.3"."""
    found: dict[str, str] = {}
    for key, value in row.items():
        if key in KEPT or isinstance(value, bool):
            continue
        if isinstance(value, (str, int, date)):
            found[key] = str(value)
        elif isinstance(value, Mapping):
            found.update({f"{key}.{part}": str(one) for part, one in value.items() if isinstance(one, int)})
    return found


def row_with(row: Mapping[str, Any], changes: Mapping[str, str]) -> dict[str, Any]:
    """The row with typed values in place; each keeps the kind of value it was.

    Raises:
        Refused: reference.bad_value naming the value that does not fit.
    """
    made = dict(row)
    known = typed_values(row)
    for name, text in changes.items():
        if name not in known or text == known[name]:
            continue
        key, _dot, part = name.partition(".")
        if part:
            made[key] = {**made[key], part: _as(made[key][part], text)}
        else:
            made[key] = _as(made[key], text)
    return made


def _as(old: object, text: str) -> object:
    try:
        if isinstance(old, int):
            return int(text)
        if isinstance(old, date):
            return date.fromisoformat(text)
    except ValueError as wrong:
        raise Refused("reference.bad_value", value=text) from wrong
    return text


def toml_of(data: Mapping[str, Any]) -> str:
    """The reference as a file to correct and load back."""
    tables = {name: rows for name, rows in data.items() if _is_table(rows)}
    lines = [f"{name} = {_toml(value)}" for name, value in data.items() if name not in tables]
    for name, rows in tables.items():
        for row in rows:
            lines += ["", f"[[{name}]]", *(f"{_key(key)} = {_toml(value)}" for key, value in row.items())]
    return "\n".join(lines) + "\n"


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, Mapping) for row in value)


def _toml(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_toml(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)
