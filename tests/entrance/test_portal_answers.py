"""Чему из ответа портала не верят: чужой возврат, чужой билет, чужая подпись."""

from __future__ import annotations

import base64
import hmac
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
import pytest
import time_machine
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from django.utils import timezone

from letopis.entrance.craft.lock import MOST_FAILURES
from letopis.people.models import Account
from tests.cast import NOON, Cast
from tests.entrance.through import BACK, come, connected, go, is_in, words
from tests.keys.provider import (
    CLIENT,
    TICKETS,
    Provider,
    key,
    public,
    signed,
)


@pytest.fixture
def deputy(cast: Cast, provider: Provider) -> Account:
    return connected(cast, provider)


# What comes back is not what was asked for


def test_a_return_nobody_asked_for_is_refused(deputy: Account, provider: Provider) -> None:
    """Login CSRF: a foreign return, led into another browser, lets nobody in there."""
    address, client = go(provider, Client()), Client()
    response = client.get(address)
    assert response.status_code == 422
    assert "начат не в этом окне браузера" in words(response)
    assert TICKETS not in provider.heard
    assert not is_in(client)


def test_a_return_is_good_once(deputy: Account, provider: Provider) -> None:
    client = Client()
    address = go(provider, client)
    assert client.get(address)["Location"] == "/"
    client.post("/logout/")
    assert client.get(address).status_code == 422


def test_another_state_is_refused_and_ends_the_question(deputy: Account, provider: Provider) -> None:
    client = Client()
    address = go(provider, client)
    assert client.get(address[:-3] + "xyz").status_code == 422
    assert client.get(address).status_code == 422
    assert TICKETS not in provider.heard


def test_ten_minutes_at_the_portal_and_no_longer(deputy: Account, provider: Provider) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for minutes, status in ((9, 302), (11, 422)):
            client = Client()
            address = go(provider, client)
            clock.shift(timedelta(minutes=minutes))
            assert client.get(address).status_code == status


def test_a_refusal_at_the_portal_is_told(deputy: Account, provider: Provider) -> None:
    for _time in range(MOST_FAILURES + 1):
        client = Client()
        query = dict(parse_qsl(urlsplit(go(provider, client)).query))
        response = client.get(BACK, {"error": "access_denied", "state": query["state"]})
        assert (response.status_code, "вы отказались" in words(response)) == (422, True)


@pytest.mark.parametrize(
    "more", [{"code": ""}, {"code": "x" * 5000}, {"code": "guessed"}, {"iss": "https://evil.example"}]
)
def test_a_bent_return_is_refused(deputy: Account, provider: Provider, more: dict[str, str]) -> None:
    client = Client()
    query = dict(parse_qsl(urlsplit(go(provider, client)).query)) | more
    response = client.get(BACK, query)
    assert (response.status_code, "не прошёл проверку" in words(response)) == (422, True)
    assert not is_in(client)


def test_a_portal_that_promises_to_name_itself_must(deputy: Account, provider: Provider) -> None:
    provider.about = {"authorization_response_iss_parameter_supported": True}
    client = Client()
    assert client.get(go(provider, client)).status_code == 422
    client = Client()
    address = f"{go(provider, client)}&{urlencode({'iss': provider.issuer})}"
    assert client.get(address)["Location"] == "/"


# The ticket proves nothing


def unsigned(facts: dict[str, Any]) -> str:
    return jwt.encode(facts, None, algorithm="none")


def by_public_key(facts: dict[str, Any]) -> str:
    """The oldest trick: the public key, which everybody has, taken for a shared secret."""
    head, body, _seal = jwt.encode(facts, "x" * 64, algorithm="HS256", headers={"kid": "first"}).split(".")
    shown = key("first").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    seal = hmac.digest(shown, f"{head}.{body}".encode(), "sha256")
    return f"{head}.{body}.{base64.urlsafe_b64encode(seal).rstrip(b'=').decode()}"


def bent(facts: dict[str, Any]) -> str:
    head, _body, seal = signed(facts).split(".")
    other = signed(facts | {"sub": "person-2"}).split(".")[1]
    return f"{head}.{other}.{seal}"


NOW = 1_793_178_000  # seconds, not long before the day of the stories


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "school-8"},
        {"aud": ["school-8"]},
        {"aud": [CLIENT, "school-8"]},
        {"aud": [CLIENT, "school-8"], "azp": "school-8"},
        {"azp": "school-8"},
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": 7},
        {"exp": NOW - 10_000},
        {"exp": None},
        {"exp": "later"},
        {"iat": NOW * 2},
        {"nbf": NOW * 2},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 300},
    ],
    ids=str,
)
def test_a_ticket_that_says_something_else_is_refused(
    deputy: Account, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    client = Client()
    response = come(provider, client)
    assert (response.status_code, "не прошёл проверку" in words(response)) == (422, True)
    assert not is_in(client)


def test_several_addressees_are_right_if_the_ticket_was_made_for_us(
    deputy: Account, provider: Provider
) -> None:
    provider.claims = {"aud": [CLIENT, "school-8"], "azp": CLIENT}
    assert come(provider)["Location"] == "/"


@pytest.mark.parametrize(("apart", "status"), [(-50, 302), (-70, 422)])
def test_clocks_may_differ_by_a_minute(deputy: Account, provider: Provider, apart: int, status: int) -> None:
    with time_machine.travel(NOON, tick=False):
        provider.claims = {"exp": int(timezone.now().timestamp()) + apart}
        assert come(provider).status_code == status


@pytest.mark.parametrize(
    "signer",
    [
        unsigned,
        by_public_key,
        bent,
        lambda facts: signed(facts, "stranger", kid="first"),
        lambda facts: signed(facts, "stranger"),
        lambda _facts: "",
        lambda _facts: "a.b",
        lambda facts: signed(facts | {"much": "x" * 20_000}),
        lambda facts: jwt.encode(facts, key("first"), algorithm="PS256", headers={"kid": "first"}),
    ],
    ids=[
        "none",
        "hs",
        "bent",
        "foreign key",
        "unknown key",
        "no ticket",
        "not a ticket",
        "too long",
        "other alg",
    ],
)
def test_a_ticket_not_signed_by_the_portal_is_refused(
    deputy: Account, provider: Provider, signer: Any
) -> None:
    provider.signer = signer
    client = Client()
    response = come(provider, client)
    assert (response.status_code, "не прошёл проверку" in words(response)) == (422, True)
    assert not is_in(client)


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_a_short_key_signs_nothing(deputy: Account, provider: Provider) -> None:
    provider.published = [public("short", 1024)]
    provider.signer = lambda facts: jwt.encode(facts, key("short", 1024), "RS256", {"kid": "short"})
    assert come(provider).status_code == 422


@pytest.mark.parametrize(
    "keys", [[], ["first"], [{"kid": "first"}], [{**public("first"), "use": "enc"}], [public("first")] * 2]
)
def test_keys_that_are_no_keys_of_the_portal_are_of_no_use(
    deputy: Account, provider: Provider, keys: Any
) -> None:
    provider.published = keys
    assert come(provider).status_code == 422
