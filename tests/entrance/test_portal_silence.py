"""Портал молчит или лжёт о себе, неудачи считаются, в журнале нет лишнего."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from letopis.entrance.craft.lock import MOST_FAILURES
from letopis.keys.access import the_portal
from letopis.keys.actions import connect_portal
from letopis.keys.craft import calling, portal
from letopis.keys.models import PortalLink
from letopis.keys.queries import print_of_subject
from letopis.people.models import Account
from letopis.trace.models import TraceRecord
from tests.cast import Cast
from tests.entrance.through import BACK, GO, come, connected, go, words
from tests.keys.provider import (
    DESCRIBED,
    KEYS,
    SECRET,
    TICKETS,
    Provider,
    signed,
)


@pytest.fixture
def deputy(cast: Cast, provider: Provider) -> Account:
    return connected(cast, provider)


# Limits, silence, logs


def test_many_bent_returns_of_one_browser_wait_and_others_do_not(deputy: Account, provider: Provider) -> None:
    client = Client()
    for _number in range(MOST_FAILURES - 1):
        go(provider, client)
        assert client.get(BACK, {"state": "guessed"}).status_code == 422
    go(provider, client)
    assert client.get(BACK, {"state": "guessed"}).status_code == 429
    assert client.get(go(provider, client)).status_code == 429
    assert come(provider)["Location"] == "/"


def test_one_name_without_an_account_waits_and_the_school_does_not(
    deputy: Account, provider: Provider
) -> None:
    provider.person = "person-2"
    assert [come(provider).status_code for _number in range(MOST_FAILURES)] == [422] * 9 + [429]
    provider.person = "person-1"
    assert come(provider)["Location"] == "/"


@pytest.mark.parametrize(
    "says",
    [
        (500, {}, b""),
        (404, {}, b""),
        (403, {}, b"{}"),
        (302, {"Location": "https://evil.example/"}, b""),
        (200, {}, b"<html>"),
        (200, {}, b"[]"),
        (200, {}, b'{"issuer": "https://evil.example"}'),
        (200, {}, b'{"x": "' + b"x" * calling.MOST + b'"}'),
        (200, {}, b"[" * 200_000),
    ],
    ids=["500", "404", "403", "sent on", "page", "list", "other issuer", "too long", "deep"],
)
def test_a_portal_that_gives_no_usable_description_is_silent(
    cast: Cast, provider: Provider, says: tuple[int, dict[str, str], bytes]
) -> None:
    provider.says[DESCRIBED] = says
    response = Client().get(GO)
    assert (response.status_code, "не отвечает" in words(response)) == (503, True)


@pytest.mark.parametrize("part", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize(
    "address", [None, 7, "http://portal.example/", "ftp://127.0.0.1/", "https://a:b@c.example/"]
)
def test_a_portal_is_asked_over_https_only(cast: Cast, provider: Provider, part: str, address: Any) -> None:
    provider.about = {part: address}
    assert Client().get(GO).status_code == 503


@pytest.mark.parametrize("path", [KEYS, TICKETS])
def test_a_portal_that_falls_silent_midway_counts_nothing_against_anybody(
    deputy: Account, provider: Provider, path: str
) -> None:
    for _time in range(MOST_FAILURES + 1):
        portal._known.clear()
        client = Client()
        address = go(provider, client)
        provider.says[path] = (502, {}, b"")
        response = client.get(address)
        assert (response.status_code, "не отвечает" in words(response)) == (503, True)
        provider.says.clear()
    portal._known.clear()
    assert come(provider)["Location"] == "/"


def test_keys_that_cannot_be_read_are_silence(deputy: Account, provider: Provider) -> None:
    provider.says[KEYS] = (200, {}, b'{"keys": 7}')
    assert come(provider).status_code == 503


def test_a_slow_portal_holds_nobody_and_is_left_alone_for_a_while(
    cast: Cast, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "WHOLE", 0.2)
    provider.slow = 1.0
    assert [Client().get(GO).status_code for _time in range(3)] == [503] * 3
    assert len(provider.heard) == 1
    monkeypatch.setattr(portal, "PAUSE", 0.0)
    portal._known.clear()
    provider.slow = 0
    monkeypatch.setattr(calling, "WHOLE", 5.0)
    assert Client().get(GO).status_code == 302


def test_a_portal_that_is_not_there_is_silent(cast: Cast, provider: Provider, settings: Any) -> None:
    settings.LETOPIS_OIDC_ISSUER = "http://127.0.0.1:1/realm"
    assert Client().get(GO).status_code == 503


def test_without_a_portal_there_is_neither_button_nor_address(cast: Cast, settings: Any) -> None:
    assert "Войти через" not in words(Client().get("/login/"))
    assert Client().get(GO).status_code == 404
    assert Client().get(BACK).status_code == 404


def test_nothing_the_portal_has_given_is_kept_or_logged(
    deputy: Account, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    given: list[str] = []
    provider.signer = lambda facts: given.append(signed(facts)) or given[-1]
    client = Client()
    assert client.get(go(provider, client))["Location"] == "/"
    provider.claims = {"nonce": "another"}
    come(provider)
    provider.claims, provider.person = {}, "person-2"
    come(provider)
    kept = [json.dumps(row.get_decoded()) for row in Session.objects.all()]
    kept += [str(row.__dict__) for row in PortalLink.objects.all()]
    kept += [row.body for row in TraceRecord.objects.all()]
    for word in (*given, "not-kept", "person-1", "person-2", SECRET):
        assert not any(word in text for text in kept), word
        assert word not in caplog.text, word
    told = [record.message for record in caplog.records if record.name == "letopis.security"]
    assert any("entry.done" in line and "entrance:portal_back" in line for line in told)
    assert any("entry.failed" in line and "portal.untrusted" in line for line in told)
    assert any("entry.failed" in line and "portal.unlinked" in line for line in told)


def test_every_role_may_enter_so(cast: Cast, provider: Provider) -> None:
    named = the_portal()
    assert named is not None
    for role, account in cast.accounts.items():
        provider.person = role
        connect_portal(account, named, print_of_subject(named, role), by=account.ref)
        assert come(provider)["Location"] in {"/", reverse("entrance:password")}, role
    cache.clear()
