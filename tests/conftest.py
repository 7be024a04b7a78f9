"""Общее всех рассказов: день, школа, вход по роли; чего на этой машине нет, о том сказано вслух."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from django.utils import translation

from letopis.school import queries as school_queries
from tests.cast import NOON, Cast, make_cast
from tests.flushing import unguarded
from tests.keys.provider import CLIENT, SECRET, Provider, serve

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
POSTGRESQL = os.environ.get("LETOPIS_TEST_DATABASE", "").startswith("postgres")
ONCE = ("tests/regulation/", "tests/house/", "tests/demo/")
# What the tests would like to have, and what is left out without it.
ABSENT = {
    name: said
    for name, there, said in (
        ("chromium", CHROMIUM, "walks in a browser (no Chromium: install it or name it in CHROMIUM)"),
        ("postgresql", POSTGRESQL, "anything on PostgreSQL (set LETOPIS_TEST_DATABASE=postgres://...)"),
    )
    if not there
}


def pytest_configure(config: pytest.Config) -> None:
    """Fail at once when something is missing that this run must have."""
    required = set(filter(None, os.environ.get("LETOPIS_REQUIRE", "").split(",")))
    if missing := required & ABSENT.keys():
        raise pytest.UsageError(f"required and not here: {', '.join(sorted(missing))}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a browser where there is none, and on PostgreSQL what is run once."""
    if POSTGRESQL:
        once = [item for item in items if _is_once(item)]
        items[:] = [item for item in items if not _is_once(item)]
        config.hook.pytest_deselected(items=once)
    if not CHROMIUM:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="no Chromium"))


def _is_once(item: pytest.Item) -> bool:
    """Whether no database can change the outcome: pure rules, the own files, the demo, drawn pages."""
    return bool(item.get_closest_marker("once")) or item.nodeid.startswith(ONCE)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One loud line about what was not run."""
    if POSTGRESQL:
        terminalreporter.write_line("run on SQLite only: rules, the house itself and what is marked `once`")
    if ABSENT:
        terminalreporter.write_line(f"!!! NOT RUN: {'; '.join(ABSENT.values())} !!!", red=True, bold=True)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, started so that it works as root and in a container.

    From now on the browser's driver keeps a loop in this thread; Django may work beside it to the end.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


@pytest.fixture(autouse=True, scope="session")
def flushing_past_the_guards() -> Iterator[None]:
    """Between stories that commit, the database is emptied although it refuses to be."""
    ordinary = BaseDatabaseOperations.execute_sql_flush

    def flush(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        with unguarded():
            ordinary(operations, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Before the database is dropped, whoever still holds it lets go.

    A browser's loop gives Django a second connection in the same thread; the first one outlives its stories.
    """
    yield
    if POSTGRESQL:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def russian() -> Iterator[None]:
    """A story begins in Russian and knows nothing of the school of the one before it."""
    school_queries.forget()
    with translation.override("ru"):
        yield


@pytest.fixture
def noon() -> Iterator[None]:
    """Every story happens on one day."""
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture
def cast(db: None, noon: None) -> Cast:
    """The school as it stands before the story begins."""
    return make_cast()


@pytest.fixture
def enter(cast: Cast) -> Callable[[str], Client]:
    """A browser of somebody who has logged in."""

    def entered(role: str) -> Client:
        client = Client(headers={"Accept": "application/json"})
        client.force_login(cast.accounts[role])
        return client

    return entered


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """A portal people may enter by, named by the school."""
    found, server = serve()
    settings.LETOPIS_OIDC_ISSUER, settings.LETOPIS_OIDC_NAME = found.issuer, "Школьный портал"
    settings.LETOPIS_OIDC_CLIENT_ID, settings.LETOPIS_OIDC_CLIENT_SECRET = CLIENT, SECRET
    yield found
    server.shutdown()
    server.server_close()
