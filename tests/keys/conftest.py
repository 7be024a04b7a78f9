"""Чьи ключи: завуч с паролем, вошедший в своём браузере."""

from __future__ import annotations

import pytest
from django.test import Client

from letopis.people.models import Account
from tests.cast import Cast, with_password


@pytest.fixture
def deputy(cast: Cast) -> Account:
    return with_password(cast.accounts["deputy"])


@pytest.fixture
def client(deputy: Account) -> Client:
    client = Client()
    client.force_login(deputy)
    return client
