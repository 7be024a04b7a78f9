"""Место для школы: своя папка, своя база, настоящие команды и настоящий сервер отдельными процессами."""

from __future__ import annotations

import http.client
import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).parents[2]
LETOPIS = [sys.executable, "-m", "letopis.config.console"]
PATIENCE = 60.0  # seconds a server may take to answer on a busy machine
POSTGRESQL = os.environ.get("LETOPIS_TEST_DATABASE", "")

# Tests run in the background are deaf to Ctrl+C and their children with them; the commands here must hear it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Done:
    """A command that came to its end."""

    code: int
    out: str
    err: str


@dataclass
class Server:
    """A server that runs."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """As a power cut: every process of the server at once, without a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


class Place:
    """A home and a database of one school, known to nobody else."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.home = home
        self.database = database

    @property
    def file(self) -> Path:
        """The SQLite database."""
        return self.home / "letopis.sqlite3"

    def environment(self, **more: str) -> dict[str, str]:
        rest = {name: value for name, value in os.environ.items() if not name.startswith("LETOPIS_")}
        own = {"LETOPIS_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "letopis.config.settings"}
        return {**rest, **own, **({"LETOPIS_DATABASE": self.database} if self.database else {}), **more}

    def run(self, *words: object, **more: str) -> Done:
        """A command to its end."""
        return self._done([*LETOPIS, *map(str, words)], more)

    def must(self, *words: object, **more: str) -> str:
        """A command that succeeds, and what it says; progress is for eyes, into a file no bar is drawn."""
        done = self.run(*words, **more)
        assert (done.code, done.err) == (0, ""), done.out + done.err
        return done.out

    def script(self, module: str, *words: object) -> str:
        """A module of the tests at work inside this school, as a process of its own."""
        done = self._done([sys.executable, "-W", "error", "-m", module, *map(str, words)], {})
        assert done.code == 0, done.out + done.err
        return done.out

    def begin(self, *words: object, **more: str) -> subprocess.Popen[str]:
        """A command that goes on meanwhile."""
        command = [*LETOPIS, *map(str, words)]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, env=self.environment(**more), cwd=ROOT, stdout=pipe, stderr=pipe, text=True
        )

    def _done(self, command: list[str], more: dict[str, str]) -> Done:
        env = self.environment(**more)
        done = subprocess.run(
            command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def started(self, port: int = 0, **more: str) -> Server:
        """The server, answering, at a free port or where it stood before; whoever starts it ends it."""
        port = port or free_port()
        command = [*LETOPIS, "serve", "--port", str(port)]
        with (self.home / "server.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                env=self.environment(**more),
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        server = Server(port, process)
        try:
            self._wait(server)
        except BaseException:
            server.kill()
            raise
        return server

    @contextmanager
    def served(self, **more: str) -> Iterator[Server]:
        """The server as long as the story needs it."""
        server = self.started(**more)
        try:
            yield server
        finally:
            if server.process.poll() is None:
                server.process.terminate()
                server.process.wait(20)

    def _wait(self, server: Server) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and server.process.poll() is None:
            if answers(server.port):
                return
            time.sleep(0.05)
        raise AssertionError((self.home / "server.log").read_text())

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What stands in the database, asked past the program."""
        if self.database:
            with closing(psycopg.connect(self.database)) as line:
                return line.execute(sql.encode()).fetchall()
        with closing(sqlite3.connect(self.file, timeout=20)) as line:
            return line.execute(sql).fetchall()

    def tables(self) -> list[str]:
        """Names of the tables there are."""
        if self.database:
            found = self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        else:
            found = self.rows("SELECT name FROM sqlite_master") if self.file.exists() else []
        return [name for (name,) in found]

    def tamper(self, sql: str) -> None:
        """Write into the database past the program."""
        if self.database:
            with closing(psycopg.connect(self.database, autocommit=True)) as line:
                line.execute(sql.encode())
            return
        with closing(sqlite3.connect(self.file, timeout=20)) as line:
            line.execute(sql)
            line.commit()

    def without_guards(self, sql: str) -> None:
        """Write into the trace as its owner can: the triggers that guard it are taken away first."""
        if self.database:
            self.tamper(f"ALTER TABLE trace_tracerecord DISABLE TRIGGER USER; {sql}")
            return
        triggers = self.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers:
            self.tamper(f"DROP TRIGGER {name}")
        self.tamper(sql)

    def like(self, home: Path) -> Place:
        """A place beside, with a copy of everything that stands here; nobody may be at work here."""
        shutil.copytree(self.home, home)
        return Place(home, new_database(self.database) if self.database else "")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether pages are served there."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/login/")
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def new_database(template: str = "") -> str:
    """Address of a PostgreSQL database just made, empty or a copy; "" where SQLite is tested."""
    if not POSTGRESQL:
        return ""
    name = f"walk_{os.getpid()}_{secrets.token_hex(4)}"
    words = f' TEMPLATE "{template.rpartition("/")[2]}"' if template else ""
    _on_postgresql(f'CREATE DATABASE "{name}"{words}')
    return f"{POSTGRESQL.rpartition('/')[0]}/{name}"


def drop_database(address: str) -> None:
    """The end of a database made here."""
    if address:
        _on_postgresql(f'DROP DATABASE IF EXISTS "{address.rpartition("/")[2]}" WITH (FORCE)')


def _on_postgresql(sql: str) -> None:
    address = f"{POSTGRESQL.rpartition('/')[0]}/postgres"
    with closing(psycopg.connect(address, autocommit=True)) as line:
        line.execute(sql.encode())
