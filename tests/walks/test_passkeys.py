"""Ключ доступа в настоящем браузере: подключить, подтвердить им пароль, войти без пароля."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect

from tests.cast import NOON, PASSWORD, Cast, make_cast, with_password

pytestmark = [pytest.mark.once, pytest.mark.browser]


@pytest.fixture
def school(transactional_db: None) -> Iterator[Cast]:
    """The cast, seen by the server's threads too."""
    with time_machine.travel(NOON, tick=True):
        cast = make_cast()
        account = cast.accounts["deputy"]
        with_password(account)
        yield cast


@pytest.fixture
def telephone(page: Page) -> Iterator[Page]:
    """A browser of a telephone that asks for a finger and is always shown the right one."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert wrong == []


def by_password(page: Page, site: str) -> None:
    page.goto(f"{site}/login/")
    page.get_by_label("Имя для входа").fill("deputy")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Войти", exact=True).click()


def leave(page: Page) -> None:
    page.context.clear_cookies()


def test_a_finger_confirms_the_password_and_enters_without_it(
    school: Cast, live_server: Any, telephone: Page
) -> None:
    site = live_server.url.replace("127.0.0.1", "localhost")
    by_password(telephone, site)
    telephone.locator("details.who summary").click()
    telephone.get_by_role("link", name="Второй ключ", exact=True).click()
    telephone.get_by_role("link", name="Ключ доступа").click()
    telephone.wait_for_load_state()
    telephone.get_by_label("Как назвать").fill("Рабочий компьютер")
    telephone.get_by_label("Ваш пароль").fill(PASSWORD)
    telephone.get_by_role("button", name="Создать ключ").click()
    expect(telephone.get_by_role("heading", name="Коды на бумаге")).to_be_visible()
    expect(telephone.locator("ol.codes li")).to_have_count(10)

    leave(telephone)
    by_password(telephone, site)
    expect(telephone).to_have_url(f"{site}/login/second/")
    telephone.get_by_role("button", name="Подтвердить ключом доступа").click()
    expect(telephone).to_have_url(f"{site}/")

    leave(telephone)
    telephone.goto(f"{site}/login/?next=/keys/")
    telephone.get_by_role("button", name="Войти ключом доступа").click()
    expect(telephone).to_have_url(f"{site}/keys/")
    expect(telephone.get_by_text("Рабочий компьютер")).to_be_visible()


def test_a_device_without_a_key_says_so_and_the_password_is_still_there(
    school: Cast, live_server: Any, page: Page
) -> None:
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    site = live_server.url.replace("127.0.0.1", "localhost")
    page.goto(f"{site}/login/")
    page.evaluate(
        "void (navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')))"
    )
    page.get_by_role("button", name="Войти ключом доступа").click()
    expect(page.get_by_text("Браузер не подтвердил вход")).to_be_visible()
    by_password(page, site)
    expect(page).to_have_url(f"{site}/")
