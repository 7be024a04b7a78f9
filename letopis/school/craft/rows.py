"""Значения прямых запросов: одна и та же дата, момент и число из любой из двух баз."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.db import connection

Value = date | int | str | None


def asked(sql: str, values: Sequence[Value] | Mapping[str, Value]) -> list[tuple[Any, ...]]:
    """Rows of one direct question; used where a page's speed rests on it."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def asked_together(
    questions: tuple[tuple[str, int], ...], values: Mapping[str, Value]
) -> list[list[list[Any]]]:
    """Rows of several questions, each with the number of its columns, for the price of one.

    The database writes the rows down as JSON, so days must be asked for as text. SQLite gives the
    interpreter's lock away at every row, and another page's thread takes it: here it is one row.
    """
    [told] = asked(_together(questions, connection.vendor), values)
    return [json.loads(rows) for rows in told]


_AS_JSON = {
    "sqlite": "json_group_array(json_array({columns})){only} || ''",  # joined: text inside other JSON too
    "postgresql": "CAST(COALESCE(json_agg(json_build_array({columns})){only}, '[]') AS text)",
}
NO_ROWS = "[]"


def as_json(columns: str, vendor: str, only: str = "") -> str:
    """SQL for the rows of a group as one JSON text: a list of lists, `NO_ROWS` where there are none.

    Args:
        columns: what stands in each list.
        vendor: the database's kind.
        only: a condition the rows must meet, "" for all.
    """
    return _AS_JSON[vendor].format(columns=columns, only=f" FILTER (WHERE {only})" if only else "")


@lru_cache(maxsize=50)
def _together(questions: tuple[tuple[str, int], ...], vendor: str) -> str:
    named, written = [], []
    for number, (sql, width) in enumerate(questions):
        columns = ", ".join(f"c{column}" for column in range(width))
        named.append(f"q{number}({columns}) AS ({sql})")
        written.append(f"(SELECT {as_json(columns, vendor)} FROM q{number})")  # noqa: S608 - our own names
    return f"WITH {', '.join(named)} SELECT {', '.join(written)}"


def day_of(value: date | str | None) -> date | None:
    """A day; SQLite gives text, PostgreSQL a date."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def known_day(value: date | str) -> date:
    """A day that is always there."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def moment_of(value: datetime | str | None) -> datetime | None:
    """A moment in UTC; SQLite gives text without a zone."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if value is None or value.tzinfo:
        return value
    return value.replace(tzinfo=UTC)


def weight_of(value: Decimal | float | str | None) -> Fraction:
    """A weight as an exact fraction; 1 for an ordinary lesson."""
    return Fraction(1) if value is None else Fraction(str(value))
