"""Опустошить базу между рассказами: записанного она не отдаёт, поэтому стражей на время снимают."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection

GUARDED = ("trace_tracerecord", "trace_checkpoint")


@contextmanager
def unguarded() -> Iterator[None]:
    """The trace's triggers stand down; nothing in the program can do this."""
    stand_down = _postgresql if connection.vendor == "postgresql" else _sqlite
    with stand_down():
        yield


@contextmanager
def _postgresql() -> Iterator[None]:
    _run(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in GUARDED)
    yield
    _run(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in GUARDED)


@contextmanager
def _sqlite() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'trace_%%'", []
        )
        triggers = cursor.fetchall()
    _run(f"DROP TRIGGER {name}" for name, _sql in triggers)
    yield
    _run(sql for _name, sql in triggers)


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
