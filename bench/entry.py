"""The login: name and password, the hash of it, the session and its line in the list of sessions."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from bench import ground
from bench.figure import Figure

TIMES, WARM = 25, 3


def login() -> Iterator[Figure]:
    """How long a person waits after the password: the median of fresh logins, each from a new browser."""
    ground.stand_in(ground.demo_school())
    yield Figure("login.ms", median(_once() for _number in range(TIMES + WARM)))


def _once() -> float:
    from django.test import Client

    client, form = Client(), {"username": "teacher", "password": "letopis-demo"}
    begun = time.perf_counter()
    response = client.post("/login/", form)
    took = (time.perf_counter() - begun) * 1000
    if response.status_code != 302:
        raise SystemExit(f"login: {response.status_code}")
    return took
