"""Как идут через портал: нажать кнопку, назваться там, вернуться."""

from __future__ import annotations

from typing import Any

from django.test import Client

from letopis.keys.access import the_portal
from letopis.keys.actions import connect_portal
from letopis.keys.queries import print_of_subject
from letopis.people.models import Account
from tests.cast import Cast, with_password
from tests.keys.provider import Provider

GO, BACK = "/login/portal/", "/login/portal/back/"


def connected(cast: Cast, provider: Provider) -> Account:
    """The deputy, who has connected the portal."""
    account, named = cast.accounts["deputy"], the_portal()
    assert named is not None
    with_password(account)
    connect_portal(account, named, print_of_subject(named, provider.person), by=account.ref)
    return account


def words(response: Any) -> str:
    return str(response.content.decode()).replace("\u00a0", " ")


def go(provider: Provider, client: Client, query: str = "") -> str:
    """Press the button, prove oneself at the portal: the address of the return."""
    return provider.visited(client.get(GO + query)["Location"])


def come(provider: Provider, client: Client | None = None, query: str = "") -> Any:
    client = client or Client()
    return client.get(go(provider, client, query))


def is_in(client: Client) -> bool:
    return client.get("/journal/").status_code == 200
