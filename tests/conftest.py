"""Общее всех рассказов: день, школа, вход по роли."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from tests.cast import NOON, Cast, make_cast


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
