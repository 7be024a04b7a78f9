"""Новая редакция в браузере: завуч меняет шкалы и ступени, страница называет ошибку, все видят разницу."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from letopis.school.models import Edition
from letopis.school.queries import forget, settings_on
from tests.cast import Cast
from tests.walks.conftest import Window

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def row(page: Page, table: str, number: int) -> dict[str, str]:
    """Names of the fields of a row, by the last part of their names."""
    fields = page.locator(f'[data-rows="{table}"] tbody tr').nth(number).locator("[name]")
    names = [one.get_attribute("name") or "" for one in fields.all()]
    return {name.rsplit("-", 1)[-1]: f'[name="{name}"]' for name in names}


def fill(page: Page, table: str, number: int, **values: str) -> None:
    """Type into a row."""
    fields = row(page, table, number)
    for name, value in values.items():
        page.locator(fields[name]).fill(value)


def test_a_deputy_changes_the_other_scales_and_everybody_reads_the_difference(
    cast: Cast, window: Window, browser: Browser, live_server: object
) -> None:
    page = window("deputy")
    page.goto("/acts/")
    page.get_by_role("link", name="Новая редакция").click()
    page.get_by_label("Действует с").fill("2026-11-02")
    fill(page, "scales", 0, name="Без двоек")
    scales = page.locator('[data-rows="scales"]')
    scales.get_by_role("button", name="Ещё строка").click()
    fill(page, "scales", 4, name="Семь баллов", marks="7 6 5 4 3 2 один")
    fill(page, "levels", 1, sign="")
    fill(page, "steps", 0, least="85")
    page.get_by_label(re.compile("^Зачёт за период")).fill("60")
    page.get_by_label("Год зачтён, если зачтены").select_option("last")
    page.get_by_role("checkbox", name=re.compile("^Завуч закрывает только")).check()
    page.get_by_role("checkbox", name=re.compile("^Закрытое исправляют только")).check()
    page.get_by_role("button", name="Ввести в действие").click()

    expect(page.locator(".note.bad")).to_contain_text("Редакция не принята")
    wrong = page.locator('[data-rows="scales"] td', has=page.locator(".red"))
    expect(wrong).to_contain_text("Непонятно: один.")
    wrong.locator("input").fill("7 6 5 4 3 2 1")
    page.get_by_role("button", name="Ввести в действие").click()
    expect(page.get_by_text(re.compile("Редакция 2.принята")).first).to_be_visible()

    forget()
    after = settings_on(date(2026, 11, 2))
    assert after.special_scales["three_up"].name == "Без двоек"
    assert [one.marks[-1] for one in after.special_scales.values() if one.marks] == ["5", "7"]
    assert (list(after.levels.names), after.pass_rule.annual) == (["выс", "баз", "низ"], "last")
    assert (after.closing.binding, after.closing.corrections_by_act) == (True, True)

    with browser.new_context(base_url=str(live_server)) as nobody:  # without login
        reader = nobody.new_page()
        reader.goto(f"/acts/{Edition.objects.latest('number').pk}/")
        changes = reader.get_by_role("region", name="Что изменилось")
        for name, before, now in (
            ("Без двоек", "«3–5, без двоек»", "«Без двоек»"),
            ("Семь баллов", "—", "1 2 3 4 5 6 7"),
            ("пов", "повышенный", "—"),
            ("Зачёт за период", "50", "60"),
            ("Год зачтён", "все периоды", "последний период"),
            ("Завуч закрывает только", "нет", "да"),
        ):
            line = changes.get_by_role("row").filter(has=reader.get_by_role("rowheader", name=name))
            expect(line.get_by_role("cell").nth(0)).to_contain_text(before)
            expect(line.get_by_role("cell").nth(1)).to_contain_text(now)
        changes.get_by_role("link", name=re.compile("редакцией 1")).click()
        expect(reader.get_by_text("сравнивать её не с чем")).to_be_visible()
