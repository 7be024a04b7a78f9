"""Свой вход через портал: подключает сам человек своим паролем, один портал — одному человеку."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from letopis.keys.access import the_portal
from letopis.keys.actions import accept_portal, add_application, connect_portal, reset_keys
from letopis.keys.craft.portal import Portal
from letopis.keys.models import PortalLink
from letopis.keys.queries import print_of_subject
from letopis.office.actions import reset_password
from letopis.people.models import Account
from letopis.regulation.refusals import Refused
from letopis.trace.models import TraceRecord
from tests.cast import NOON, PASSWORD, Cast, with_password
from tests.keys.provider import Provider

TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
GO, CONFIRM, REMOVE = "/keys/portal/go/", "/keys/portal/", "/keys/portal/remove/"


def recognised(client: Client, provider: Provider) -> Any:
    """Press the button, be recognised, come back."""
    return client.get(provider.visited(client.get(GO)["Location"]))


def connected(client: Client, provider: Provider) -> Any:
    recognised(client, provider)
    return client.post(CONFIRM, {"password": PASSWORD})


def named() -> Portal:
    found = the_portal()
    assert found is not None
    return found


def said(response: Any) -> str:
    """The message the next page shows."""
    return " ".join(str(one) for one in get_messages(response.wsgi_request))


def words(client: Client, address: str = "/keys/") -> str:
    return client.get(address).content.decode().replace("\u00a0", " ")


def test_connected_by_the_person_with_their_password(
    client: Client, deputy: Account, provider: Provider
) -> None:
    assert "узнает вас вместо имени и пароля" in words(client)
    assert recognised(client, provider)["Location"] == CONFIRM
    assert not PortalLink.objects.exists()  # being recognised alone connects nothing
    assert "к записи deputy" in words(client, CONFIRM)
    response = client.post(CONFIRM, {"password": PASSWORD})
    assert (response["Location"], said(response)) == ("/keys/", "Вход через «Школьный портал» подключён.")
    link = PortalLink.objects.get()
    assert (link.account, link.issuer) == (deputy, provider.issuer)
    assert provider.person not in link.subject
    trace = TraceRecord.objects.get(deed="keys.connect_portal")
    assert (trace.by, trace.subject) == (deputy.ref, deputy.ref)
    page = words(client)
    assert "Им ещё не входили" in page
    assert "узнает вас вместо" not in page


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_cannot_begin_the_connecting(client: Client, provider: Provider, site: str) -> None:
    response = client.get(GO, headers={"Sec-Fetch-Site": site})
    assert response["Location"] == "/keys/"
    assert "keys.portal" not in client.session


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_ones_own_page_begins_it(client: Client, provider: Provider, site: str) -> None:
    assert "/authorize?" in client.get(GO, headers={"Sec-Fetch-Site": site})["Location"]


def test_a_wrong_password_connects_nothing(client: Client, provider: Provider) -> None:
    recognised(client, provider)
    response = client.post(CONFIRM, {"password": "чужой"})
    assert response.status_code == 422
    assert "Пароль не подошёл" in response.content.decode().replace("\u00a0", " ")
    assert not PortalLink.objects.exists()
    assert client.post(CONFIRM, {"password": PASSWORD}).status_code == 302
    assert PortalLink.objects.exists()


def test_who_was_not_recognised_has_nothing_to_confirm(client: Client, provider: Provider) -> None:
    for response in (client.get(CONFIRM), client.post(CONFIRM, {"password": PASSWORD})):
        assert response["Location"] == "/keys/"
        assert "вас ещё не узнал" in said(response)
    assert not PortalLink.objects.exists()


def test_being_recognised_is_good_for_ten_minutes_and_once(deputy: Account, provider: Provider) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = Client()
        client.force_login(deputy)
        recognised(client, provider)
        clock.shift(timedelta(minutes=11))
        client.post(CONFIRM, {"password": PASSWORD})
        assert not PortalLink.objects.exists()
        connected(client, provider)
        client.post(REMOVE, {"password": PASSWORD})
        client.post(CONFIRM, {"password": PASSWORD})
        assert not PortalLink.objects.exists()


def test_another_person_who_logs_in_meanwhile_gets_nothing(
    client: Client, cast: Cast, provider: Provider
) -> None:
    address = provider.visited(client.get(GO)["Location"])
    client.force_login(cast.accounts["principal"])
    assert client.get(address).status_code == 422
    assert client.get(CONFIRM)["Location"] == "/keys/"


def test_a_return_led_into_another_browser_connects_nothing_there(
    client: Client, cast: Cast, provider: Provider
) -> None:
    """Whoever lures a teacher to the return of their own question would enter as the teacher for ever."""
    thief = Client()
    thief.force_login(cast.accounts["pupil"])
    address = provider.visited(thief.get(GO)["Location"])
    response = client.get(address)
    assert (response.status_code, "К своим ключам" in response.content.decode()) == (422, True)
    assert client.get(CONFIRM)["Location"] == "/keys/"


def test_what_was_begun_as_an_entry_connects_nothing(
    client: Client, deputy: Account, provider: Provider
) -> None:
    other = Client()
    address = provider.visited(other.get("/login/portal/")["Location"])
    other.force_login(deputy)
    assert other.get(address).status_code == 422
    assert not PortalLink.objects.exists()


def test_one_person_connects_one_name_and_one_name_opens_one_account(
    client: Client, cast: Cast, deputy: Account, provider: Provider
) -> None:
    connected(client, provider)
    response = client.get(GO)
    assert (response["Location"], "уже подключён" in said(response)) == ("/keys/", True)
    with pytest.raises(Refused, match=r"portal\.connected"):
        connect_portal(deputy, named(), "another", by=deputy.ref)
    other = Client()
    principal = cast.accounts["principal"]
    with_password(principal)
    other.force_login(principal)
    response = connected(other, provider)
    assert "к другой учётной записи" in said(response)
    assert PortalLink.objects.get().account == deputy
    assert TraceRecord.objects.filter(deed="keys.connect_portal").count() == 1


def test_the_database_itself_keeps_to_it(deputy: Account, cast: Cast) -> None:
    now = timezone.now()
    facts = {"issuer": "https://a.example", "subject": "x", "made_at": now}
    PortalLink.objects.create(account=deputy, **facts)
    for account, more in (
        (deputy, {"subject": "y"}),
        (cast.accounts["principal"], {}),
        (cast.accounts["principal"], {"subject": ""}),
        (cast.accounts["principal"], {"subject": "z", "issuer": ""}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PortalLink.objects.create(account=account, **(facts | more))


def test_disconnected_by_the_person_with_their_password(
    client: Client, deputy: Account, provider: Provider
) -> None:
    assert client.get(REMOVE).status_code == 404
    connected(client, provider)
    assert "Отключить вход через «Школьный портал»" in words(client, REMOVE)
    assert client.post(REMOVE, {"password": "чужой"}).status_code == 422
    assert PortalLink.objects.exists()
    assert client.post(REMOVE, {"password": PASSWORD})["Location"] == "/keys/"
    assert not PortalLink.objects.exists()
    assert TraceRecord.objects.filter(
        deed="keys.disconnect_portal", subject=deputy.ref, by=deputy.ref
    ).exists()
    connected(client, provider)
    assert PortalLink.objects.exists()


def test_a_reset_of_password_or_keys_ends_it(
    client: Client, deputy: Account, cast: Cast, provider: Provider
) -> None:
    """Whoever has got into an account and connected their own portal is out with the new password."""
    clerk = cast.accounts["clerk"].ref
    connected(client, provider)
    reset_password(deputy, by=clerk)
    assert not PortalLink.objects.exists()
    connect_portal(deputy, named(), print_of_subject(named(), "person-1"), by=deputy.ref)
    before = timezone.now() - timedelta(days=1)
    add_application(deputy, TOTP, pyotp.TOTP(TOTP).at(before), before, by=deputy.ref)
    reset_keys(deputy, "телефон потерян", by=clerk)
    assert not PortalLink.objects.exists()
    assert TraceRecord.objects.filter(deed="keys.disconnect_portal", by=clerk).count() == 2
    with pytest.raises(Refused, match=r"portal\.unlinked"):
        accept_portal(named(), print_of_subject(named(), "person-1"), timezone.now(), by=0)


def test_a_silent_portal_is_told_at_the_keys(client: Client, provider: Provider, settings: Any) -> None:
    settings.LETOPIS_OIDC_ISSUER = "http://127.0.0.1:1/realm"
    response = client.get(GO)
    assert (response["Location"], "не отвечает" in said(response)) == ("/keys/", True)


def test_without_a_portal_its_pages_are_not_there(client: Client) -> None:
    assert "portal" not in words(client)
    for address in (GO, CONFIRM, REMOVE):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [GO, CONFIRM, REMOVE])
def test_nobody_connects_without_a_login(provider: Provider, cast: Cast, address: str) -> None:
    assert Client().get(address)["Location"].startswith("/login/?next")


def test_every_role_has_it_for_itself(cast: Cast, provider: Provider) -> None:
    for role, account in cast.accounts.items():
        client = Client()
        client.force_login(account)
        with_password(account)
        client.force_login(account)
        provider.person = role
        connected(client, provider)
        assert PortalLink.objects.get(account=account).issuer == provider.issuer, role
