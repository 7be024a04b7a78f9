"""Портал в настоящем браузере: подключить, выйти, войти через него; правила страниц этому не мешают."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect

from letopis.keys.models import PortalLink
from letopis.keys.queries import keys_of
from letopis.people.models import Account
from tests.cast import NOON, PASSWORD, Cast, make_cast, with_password
from tests.keys.provider import Provider

pytestmark = [pytest.mark.once, pytest.mark.browser]


@pytest.fixture
def deputy(transactional_db: None, provider: Provider) -> Iterator[Account]:
    """Somebody of the cast, seen by the server's threads too."""
    with time_machine.travel(NOON, tick=True):
        cast: Cast = make_cast()
        account = cast.accounts["deputy"]
        with_password(account)
        yield account


def log_in(page: Page) -> None:
    page.get_by_label("Имя для входа").fill("deputy")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Войти", exact=True).click()


def test_from_a_stranger_at_the_portal_to_the_register(
    deputy: Account, live_server: Any, page: Page, provider: Provider
) -> None:
    """The first try says what to do and leads there; the second lets in, to the page that was wanted."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
    button = page.get_by_role("link", name="Войти через «Школьный портал»")
    page.goto(f"{live_server}/login/")
    button.click()
    expect(page.get_by_role("alert")).to_contain_text("не подключён ни к одной")
    page.get_by_role("link", name="Войти по имени и паролю").click()
    log_in(page)
    expect(page.get_by_role("heading", name="Второй ключ", level=1)).to_be_visible()
    page.get_by_role("link", name="Подключить", exact=True).click()
    page.get_by_label("Ваш пароль").fill(PASSWORD)
    page.get_by_role("button", name="Подключить").click()
    expect(page.get_by_text("Им ещё не входили")).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"{live_server}/journal/")
    button.click()
    expect(page).to_have_url(f"{live_server}/journal/")
    assert PortalLink.objects.get(account=deputy).used_at is not None
    assert keys_of(deputy) == []
    assert provider.heard.count("/token") == 3
    assert complaints == []
