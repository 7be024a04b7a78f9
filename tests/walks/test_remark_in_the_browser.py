"""Прогулка по контролю: от списка до самого урока, и замечание от первого слова до закрытия."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.cast import Cast
from tests.walks.conftest import Window

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_not_in_order_leads_to_the_very_lesson(cast: Cast, window: Window) -> None:
    page = window("deputy")
    page.goto("/control/?kind=empty_lesson")
    row = page.get_by_role("row", name=re.compile("7 «А», Алгебра"))
    expect(row).to_contain_text("нет ни отметок, ни пропусков")
    row.get_by_role("link", name="21.09").click()
    expect(page).to_have_url(re.compile(rf"/journal/{cast.algebra.pk}/\?period=\d+#lesson-\d+$"))
    expect(page.locator("#c0-1")).to_have_attribute("tabindex", "0")


def test_a_remark_lives_from_its_first_word_to_its_closing(cast: Cast, window: Window) -> None:
    deputy, teacher = window("deputy"), window("teacher")
    deputy.goto("/control/?kind=empty_lesson")
    row = deputy.get_by_role("row", name=re.compile("7 «А», Алгебра"))
    row.get_by_role("link", name="Замечание").click()
    expect(deputy.get_by_label("Что исправить")).to_have_value(re.compile("14.09, 21.09"))
    deputy.get_by_role("button", name="Сделать замечание").click()
    expect(deputy.get_by_text("Замечание сделано")).to_be_visible()

    teacher.goto("/")
    teacher.get_by_role("link", name=re.compile("1 замечание ждёт вас")).click()
    teacher.get_by_label("Ответ на замечание").fill("Внёс отметки за 14 сентября")
    teacher.get_by_role("button", name="Ответить").click()
    expect(teacher.get_by_text("Ответ записан.")).to_be_visible()
    expect(teacher.get_by_label("Ответ на замечание")).to_have_count(0)

    deputy.goto("/")
    deputy.get_by_role("link", name=re.compile("1 замечание ждёт вас")).click()
    deputy.get_by_label("Почему ответа мало").fill("Осталось 21 сентября")
    deputy.get_by_role("button", name="Вернуть").click()
    expect(deputy.get_by_text("Замечание возвращено учителю.")).to_be_visible()

    teacher.goto("/control/remarks/")
    teacher.get_by_label("Ответ на замечание").fill("Внёс всё")
    teacher.get_by_role("button", name="Ответить").click()

    deputy.goto("/control/remarks/?state=answered")
    deputy.get_by_role("button", name="Закрыть замечание").click()
    expect(deputy.get_by_text("Замечание закрыто.")).to_be_visible()
    teacher.goto("/control/remarks/?state=closed")
    expect(teacher.get_by_text("Внёс всё")).to_be_visible()
    expect(teacher.get_by_text(re.compile("Закрыто: Deputyова"))).to_be_visible()
