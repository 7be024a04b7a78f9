"""Исправление закрытого в браузере: окно спрашивает пароль, набранное и основание остаются в клетках."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Locator, Page, expect

from letopis.journal.models import Entry
from tests.cast import PASSWORD, Cast, close_quarter, with_password
from tests.walks.conftest import Window
from tests.walks.grid import keys, opened, settled, stand

GROUND = "Пересмотр работ, приказ 12"


@pytest.fixture
def page(cast: Cast, window: Window) -> Page:
    """The register of a closed quarter before the deputy, who entered long ago."""
    with_password(cast.accounts["deputy"])
    close_quarter(cast)
    return opened(aged(window("deputy")), cast, f"?period={cast.quarters[0].pk}")


def aged(page: Page) -> Page:
    """The last proof of who it is was long ago."""
    cookies = page.context.cookies()
    key = next(one["value"] for one in cookies if one["name"] == settings.SESSION_COOKIE_NAME)
    session = SessionStore(key)
    session["sure"] = 0
    session.save()
    return page


def corrected(page: Page) -> Locator:
    """Two cells are corrected with a ground; the window that asks who it is."""
    stand(page, 0, 0)
    keys(page, "Shift+ArrowDown", "5", "Enter")
    ground = page.get_by_role("dialog", name=re.compile("Авдеева"))
    ground.get_by_label("Основание").fill(GROUND)
    ground.get_by_role("button", name="Записать с основанием").click()
    asked = page.get_by_role("dialog", name="Это точно вы?")
    expect(asked).to_be_visible()
    assert not Entry.objects.exists()
    return asked


def test_the_password_is_asked_once_for_all_cells_and_they_are_written(cast: Cast, page: Page) -> None:
    asked = corrected(page)
    field = asked.get_by_label("Ваш пароль")
    expect(field).to_be_focused()
    field.fill("не тот")
    field.press("Enter")
    expect(asked.get_by_role("alert")).to_contain_text("Не подошло")
    field.fill(PASSWORD)
    asked.get_by_role("button", name="Подтвердить и записать").click()
    expect(asked).to_be_hidden()
    settled(page)
    assert sorted(Entry.objects.values_list("value", flat=True)) == ["5", "5"]


def test_who_thinks_better_of_it_keeps_what_was_typed_with_its_ground(cast: Cast, page: Page) -> None:
    asked = corrected(page)
    asked.get_by_role("button", name="Не записывать").click()
    expect(asked).to_be_hidden()
    expect(page.locator("#c0-0")).to_contain_text("5")
    expect(page.locator("td.s-r")).to_have_count(2)
    assert not Entry.objects.exists()
    stand(page, 0, 0)
    keys(page, "5", "Enter")
    ground = page.get_by_role("dialog", name=re.compile("Авдеева"))
    expect(ground.get_by_label("Основание")).to_have_value(GROUND)
    ground.get_by_role("button", name="Записать с основанием").click()
    asked.get_by_label("Ваш пароль").fill(PASSWORD)
    asked.get_by_label("Ваш пароль").press("Enter")
    expect(asked).to_be_hidden()
    expect(page.locator("td.s-s, td.s-q")).to_have_count(0)
    assert list(Entry.objects.values_list("student", "value")) == [(cast.anna.pk, "5")]


def test_after_five_wrong_words_the_entry_ends_and_what_was_typed_waits(cast: Cast, page: Page) -> None:
    asked = corrected(page)
    for _number in range(5):
        asked.get_by_label("Ваш пароль").fill("угадаю")
        with page.expect_response(re.compile("/sure/")):
            asked.get_by_label("Ваш пароль").press("Enter")
    expect(asked).to_be_hidden()
    expect(page.locator("td.s-q")).to_have_count(2)
    assert not Entry.objects.exists()
