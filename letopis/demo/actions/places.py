"""Где строить показательную школу: SQLite в новом файле рядом, PostgreSQL в одной транзакции пустой базы."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from letopis.demo.actions.building import Order, Told, build
from letopis.demo.queries import EMPTY, REAL, state

# Speed before safety: a file that was not built to its end is thrown away.
_HASTY = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;"
_BUILDING = ".building"


class NotEmptyError(Exception):
    """The database holds something the demo school must not touch."""


def rebuild(order: Order, told: Told | None = None) -> None:
    """Put a new demo school in the place of an empty database or of an older demo school.

    Raises:
        NotEmptyError: a real school is there, or on PostgreSQL any school.
    """
    found, _build = state()
    if found == REAL or (connection.vendor != "sqlite" and found != EMPTY):
        raise NotEmptyError
    if connection.vendor != "sqlite":
        call_command("migrate", verbosity=0)
        build(order, told)
        return
    with _new_file():
        call_command("migrate", verbosity=0)
        build(order, told)


@contextmanager
def _new_file() -> Iterator[None]:
    """Work in a new database file beside the real one; it takes the real one's place only when complete."""
    settings = connection.settings_dict
    final, options = Path(settings["NAME"]), settings["OPTIONS"]
    fresh = final.with_name(final.name + _BUILDING)
    final.parent.mkdir(parents=True, exist_ok=True)
    connection.close()
    _remove(fresh)
    settings["NAME"], settings["OPTIONS"] = str(fresh), {**options, "init_command": _HASTY}
    try:
        yield
        connection.close()
        _remove(final)
        fresh.rename(final)
    finally:
        connection.close()
        _remove(fresh)
        settings["NAME"], settings["OPTIONS"] = str(final), options


def _remove(file: Path) -> None:
    """Remove a database file with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            file.with_name(file.name + ending).unlink()
