"""Окна браузера для прогулок: кто вошёл, в том и журнал."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.cast import Cast

Window = Callable[[str], Page]


@pytest.fixture
def window(cast: Cast, live_server: object, browser: Browser) -> Iterator[Window]:
    """A browser of somebody who has logged in; scripts that fail fail the story."""
    complaints: list[str] = []
    contexts = []

    def opened(role: str) -> Page:
        client = Client()
        client.force_login(cast.accounts[role])
        context = browser.new_context(base_url=str(live_server))
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": str(live_server)}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        contexts.append(context)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
