"""Снимок базы на ходу и возвращение базы на место: SQLite файлом, PostgreSQL её собственными средствами."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from django.db import connection

from letopis.regulation.refusals import Refused

NAME = "database"  # of the database inside a backup
ASIDE = "before_restore_"  # start of the name under which an old PostgreSQL schema is kept
STEPS = 50_000  # steps of SQLite's machine between two looks at the progress

Watch = Callable[[int, int], None]  # takes bytes done and bytes in all


def vendor() -> str:
    """Which of the two databases this installation has."""
    return connection.vendor


def place() -> Path:
    """Where the SQLite database lies."""
    return Path(str(connection.settings_dict["NAME"]))


def snapshot(target: Path, watch: Watch) -> None:
    """The database as it stands at this moment; the school goes on working meanwhile.

    Raises:
        Refused: backup.no_database, backup.tool_missing, backup.tool_failed.
    """
    target.unlink(missing_ok=True)
    if vendor() == "sqlite":
        _copy_sqlite(target, watch)
    else:
        _run(
            "pg_dump",
            ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", f"--file={target}"],
        )


def _copy_sqlite(target: Path, watch: Watch) -> None:
    """`VACUUM INTO`: one read transaction, writers do not wait, erased bytes do not come along."""
    if not place().is_file():
        raise Refused("backup.no_database", file=str(place()))
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(place(), isolation_level=None, timeout=60)) as source:
        pages, size = (source.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))

        def look() -> None:
            watch(target.stat().st_size, pages * size)

        source.set_progress_handler(look, STEPS)
        source.execute("VACUUM INTO ?", [str(target)])


def is_empty() -> bool:
    """Whether the place of the database is free."""
    if vendor() == "sqlite":
        return not place().exists() or not connection.introspection.table_names()
    return not connection.introspection.table_names()


def settle(file: Path) -> None:
    """Everything SQLite keeps beside a database goes into its one file, so that it can be renamed."""
    with closing(sqlite3.connect(file, isolation_level=None)) as unpacked:
        unpacked.execute("PRAGMA journal_mode=DELETE")


def fill(source: Path) -> None:
    """Fill an empty PostgreSQL database from its snapshot, all or nothing.

    Raises:
        Refused: backup.tool_missing, backup.tool_failed.
    """
    connection.close()
    words = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(source)]
    _run("pg_restore", words)


def put_aside(stamp: str) -> str:
    """Keep the tables of a PostgreSQL database under another name, leave an empty place; returns the name."""
    name = f"{ASIDE}{stamp}"
    _rename("public", name)
    return name


def bring_back(name: str) -> None:
    """Undo `put_aside` after a restore that did not hold; "" only empties the place again."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
        if name:
            cursor.execute("DROP SCHEMA public")
            cursor.execute(f'ALTER SCHEMA "{name}" RENAME TO public')


def _rename(old: str, new: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER SCHEMA "{old}" RENAME TO "{new}"')
        cursor.execute(f'CREATE SCHEMA "{old}"')


def _run(tool: str, words: Sequence[str]) -> None:
    """One of PostgreSQL's own programs on this database; the password goes by environment, unseen.

    Whoever stops this program stops that one too and waits for its end: it writes nothing afterwards.
    """
    arguments, extra = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    command = [tool, *arguments[1:-1], f"--dbname={arguments[-1]}", *words]
    env = {**os.environ, **(extra or {})}
    try:
        running = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603 - fixed words
    except FileNotFoundError as error:
        raise Refused("backup.tool_missing", tool=tool) from error
    try:
        _out, said = running.communicate()
    finally:
        running.kill()
        running.wait()
    if running.returncode:
        raise Refused("backup.tool_failed", tool=tool, said=said.decode(errors="replace").strip()[-600:])
