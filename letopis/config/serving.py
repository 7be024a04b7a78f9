"""Сервер школы: что проверить до запуска и чем его запустить."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from letopis.regulation.refusals import Refused

IDLE = 600  # seconds an idle thread keeps its database connection
STAMP = "collected"
LOCK = "serving.lock"


@contextmanager
def held() -> Iterator[int]:
    """Be the only program that serves this place or puts another in its stead; gives the lock's file number.

    Raises:
        Refused: serve.running.
    """
    number = _lock()
    try:
        yield number
    finally:
        os.close(number)


def _lock() -> int:
    place = Path(settings.HOME)
    place.mkdir(parents=True, exist_ok=True)
    number = os.open(place / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(number)
        raise Refused("serve.running", place=str(place)) from error
    return number


def check_address(host: str, port: int) -> None:
    """Whether a server can listen there.

    Raises:
        Refused: serve.port_taken, serve.no_address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Refused("serve.port_taken", port=port, next=port + 1) from error
            raise Refused("serve.no_address", host=host, port=port, said=error.strerror or "") from error
        except OverflowError as error:
            raise Refused("serve.no_address", host=host, port=port, said=str(error)) from error


def address(host: str, port: int) -> str:
    """The address as a browser takes it."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def unapplied_migrations() -> int:
    """How many changes of the tables wait; every one of them on a fresh database."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_fresh() -> bool:
    """Whether the database has no tables at all."""
    return not connection.introspection.table_names()


def collect_static() -> bool:
    """Gather the pages' files under their hashed names if any is newer than they; tells whether."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    newest = max((_changed(path) for path in _static_files()), default=0.0)
    if stamp.exists() and stamp.stat().st_mtime >= newest:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.touch()
    return True


def _static_files() -> list[Path]:
    found = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            found.append(Path(storage.path(path)))
    return [*found, *(Path(app.path) for app in apps.get_app_configs())]


def _changed(path: Path) -> float:
    return path.stat().st_mtime


def server_command(host: str, port: int) -> list[str]:
    """The server's own command: one worker that serves pages, seals the trace and does the long works."""
    return [
        *(sys.executable, "-m", "granian"),
        *("--interface", "wsgi", "--http", "1", "--no-ws"),
        *("--host", host, "--port", str(port)),
        *("--workers", "1", "--blocking-threads", str(settings.LETOPIS_THREADS)),
        *("--blocking-threads-idle-timeout", str(IDLE)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "2"),
        *("--log-level", "warning"),
        "letopis.config.wsgi:application",
    ]


def become_server(host: str, port: int, lock: int) -> None:
    """Turn this process into the server, which keeps the lock; returns only if that is impossible."""
    connection.close()
    os.set_inheritable(lock, True)  # noqa: FBT003 - the name of the call says what is true
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "letopis.config.settings")
    command = server_command(host, port)
    os.execv(command[0], command)  # noqa: S606 - our own interpreter, no shell, fixed words
