"""Откуда пришли: своему посреднику верят, чужой приписке — нет."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

from letopis.entrance.models import LoginTries
from letopis.entrance.queries import key_of
from letopis.keys.craft.address import asked_from


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 0, "10.0.0.1"),
        ("6.6.6.6", 0, "10.0.0.1"),
        ("6.6.6.6, 10.0.0.7", 1, "10.0.0.7"),
        ("6.6.6.6, 10.0.0.7, 10.0.0.8", 2, "10.0.0.7"),
        ("10.0.0.7", 2, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
        (" , ", 1, "10.0.0.1"),
    ],
)
def test_only_what_the_schools_own_proxies_wrote_is_believed(
    forwarded: str, proxies: int, address: str
) -> None:
    meta = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}
    assert asked_from(meta, proxies) == address


def test_failures_behind_a_proxy_are_counted_by_who_came_and_not_for_the_whole_school(db: None) -> None:
    with override_settings(LETOPIS_PROXIES=1):
        typed = {"username": "teacher", "password": "мимо"}
        Client().post("/login/", typed, headers={"X-Forwarded-For": "6.6.6.6, 10.0.0.7"})
    assert LoginTries.objects.filter(key=key_of("*", "10.0.0.7")).exists()
    assert not LoginTries.objects.filter(key__in=[key_of("*", "127.0.0.1"), key_of("*", "6.6.6.6")]).exists()
