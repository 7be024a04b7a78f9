"""Общее всех рассказов: день, школа, вход по роли."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client

from tests.cast import NOON, Cast, make_cast
from tests.flushing import unguarded


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
