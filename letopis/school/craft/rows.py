"""Значения прямых запросов: одна и та же дата, момент и число из любой из двух баз."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import connection

Value = date | int | str | None


def asked(sql: str, values: Sequence[Value] | Mapping[str, Value]) -> list[tuple[Any, ...]]:
    """Rows of one direct question; used where a page's speed rests on it."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


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
