"""Вход через портал: узнанного и подключённого впускают, остальное как при всяком входе."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from letopis.keys.actions import add_application, disconnect_portals
from letopis.keys.craft import portal
from letopis.keys.models import PortalLink
from letopis.people.models import Account
from letopis.trace.models import TraceRecord
from tests.cast import PASSWORD, Cast
from tests.entrance.through import BACK, GO, come, connected, is_in, words
from tests.keys.provider import (
    CODES,
    DESCRIBED,
    KEYS,
    Provider,
    key,
    public,
    serve,
    signed,
)

TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def deputy(cast: Cast, provider: Provider) -> Account:
    return connected(cast, provider)


# The way in


def test_whom_the_portal_knows_and_who_has_connected_it_enters(deputy: Account, provider: Provider) -> None:
    client = Client()
    assert "Войти через «Школьный портал»" in words(client.get("/login/?next=/journal/"))
    assert come(provider, client, "?next=/journal/")["Location"] == "/journal/"
    assert is_in(client)
    assert PortalLink.objects.get().used_at is not None
    assert TraceRecord.objects.filter(deed="keys.connect_portal", subject=deputy.ref).count() == 1


def test_the_portal_stands_for_the_password_only_the_second_key_is_asked_as_always(
    deputy: Account, provider: Provider
) -> None:
    before = timezone.now() - timedelta(days=1)
    add_application(deputy, TOTP, pyotp.TOTP(TOTP).at(before), before, by=deputy.ref)
    provider.claims = {"acr": "2", "amr": ["mfa"]}
    client = Client()
    assert come(provider, client, "?next=/journal/")["Location"] == "/login/second/"
    assert not is_in(client)
    typed = {"code": pyotp.TOTP(TOTP).at(timezone.now())}
    assert client.post("/login/second/", typed)["Location"] == "/journal/"


def test_a_password_that_must_be_changed_is_changed_first(deputy: Account, provider: Provider) -> None:
    Account.objects.filter(pk=deputy.pk).update(must_change_password=True)
    assert come(provider, query="?next=/journal/")["Location"] == "/password/"


def test_the_session_has_the_terms_of_every_other(deputy: Account, provider: Provider) -> None:
    client, usual = Client(), Client()
    come(provider, client)
    usual.post("/login/", {"username": "deputy", "password": PASSWORD})
    assert client.session["idle"] == usual.session["idle"]
    assert client.session.get_expire_at_browser_close()


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_it_leads_to_no_other_site(deputy: Account, provider: Provider, page: str) -> None:
    assert come(provider, query=f"?{urlencode({'next': page})}")["Location"] == "/"


def test_who_is_in_already_is_not_sent_to_the_portal(deputy: Account, provider: Provider) -> None:
    client = Client()
    come(provider, client)
    assert client.get(GO)["Location"] == "/"


@pytest.mark.parametrize(
    ("site", "to"), [("cross-site", "/login/"), ("same-site", "/login/"), ("none", CODES)]
)
def test_another_site_sends_nobody_to_the_portal(cast: Cast, provider: Provider, site: str, to: str) -> None:
    sent = Client().get(GO, headers={"Sec-Fetch-Site": site})["Location"]
    assert urlsplit(sent).path == to


def test_the_portal_that_takes_its_secret_in_the_form_gets_it_there(
    deputy: Account, provider: Provider
) -> None:
    provider.about = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert come(provider)["Location"] == "/"


def test_a_question_of_the_portal_is_asked_anew_each_time(provider: Provider, cast: Cast) -> None:
    asked = [dict(parse_qsl(urlsplit(Client().get(GO)["Location"]).query)) for _time in range(2)]
    assert all(one["redirect_uri"] == f"http://testserver{BACK}" for one in asked)
    for part in ("state", "nonce", "code_challenge"):
        assert asked[0][part] != asked[1][part]
        assert len(asked[0][part]) >= 43


def test_the_address_of_the_return_is_the_declared_one(provider: Provider, cast: Cast, settings: Any) -> None:
    settings.LETOPIS_ADDRESS = "https://school.example"
    asked = dict(parse_qsl(urlsplit(Client().get(GO)["Location"]).query))
    assert asked["redirect_uri"] == f"https://school.example{BACK}"


def test_description_and_keys_are_asked_for_once(deputy: Account, provider: Provider) -> None:
    for _time in range(3):
        assert come(provider)["Location"] == "/"
    assert (provider.heard.count(DESCRIBED), provider.heard.count(KEYS)) == (1, 1)


def test_a_key_the_portal_has_changed_is_looked_for_once(
    deputy: Account, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert come(provider)["Location"] == "/"
    provider.published, provider.signer = [public("second")], lambda facts: signed(facts, "second")
    assert come(provider).status_code == 422  # a look for it was not long ago
    monkeypatch.setattr(portal, "AGAIN", 0.0)
    assert come(provider)["Location"] == "/"
    assert provider.heard.count(KEYS) == 2


def test_a_ticket_without_a_key_name_is_by_the_only_key(deputy: Account, provider: Provider) -> None:
    provider.signer = lambda facts: jwt.encode(facts, key("first"), algorithm="RS256")
    assert come(provider)["Location"] == "/"
    provider.published.append(public("second"))
    portal._known.clear()
    assert come(provider).status_code == 422


# Who it is


def test_an_unlinked_person_is_told_what_to_do(deputy: Account, provider: Provider) -> None:
    provider.person = "person-2"
    client = Client()
    response = come(provider, client)
    assert response.status_code == 422
    assert "не подключён ни к одной учётной записи" in words(response)
    assert "Войдите по имени и паролю и подключите" in words(response)
    assert 'href="/login/?next=/keys/"' in words(response)
    assert not is_in(client)
    assert not Account.objects.filter(username__contains="person").exists()


def test_a_shut_account_does_not_enter(deputy: Account, provider: Provider) -> None:
    Account.objects.filter(pk=deputy.pk).update(is_active=False)
    client = Client()
    response = come(provider, client)
    assert (response.status_code, "учётная запись закрыта" in words(response)) == (422, True)
    assert not is_in(client)


def test_a_disconnected_portal_lets_nobody_in(deputy: Account, provider: Provider) -> None:
    disconnect_portals(deputy, by=deputy.ref)
    assert come(provider).status_code == 422


def test_the_same_name_at_another_portal_is_another_person(
    deputy: Account, provider: Provider, settings: Any
) -> None:
    other, server = serve()
    settings.LETOPIS_OIDC_ISSUER = other.issuer
    assert come(other).status_code == 422
    server.shutdown()
    server.server_close()
