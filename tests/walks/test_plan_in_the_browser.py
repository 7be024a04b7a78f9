"""Прогулка по плану: учитель приносит файл, правит строку на месте, журнал предлагает тему."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from letopis.journal.models import Lesson
from letopis.planning.models import PlanTopic
from tests.cast import TODAY, Cast
from tests.walks.conftest import Window

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "Тема;Часов;Домашнее задание;Вид работы\nТема 26.10;1;;\nЛинейная функция;1;§ 7, № 30;\nИтоги;1;;к/р\n"


def test_a_plan_comes_from_a_file_and_the_register_offers_its_next_topic(
    cast: Cast, window: Window, tmp_path: Path
) -> None:
    file = tmp_path / "план.csv"
    file.write_text(LIST, encoding="utf-8")
    Lesson.objects.create(course=cast.algebra, date=TODAY, number=3, is_planned=True)
    page = window("teacher")
    page.goto(f"/plans/{cast.algebra.pk}/")
    page.get_by_role("link", name="Загрузить из файла").click()
    page.get_by_label("Файл").set_input_files(file)
    page.get_by_role("button", name="Проверить").click()
    page.get_by_role("button", name=re.compile("^Записать")).click()
    page.get_by_role("link", name="Открыть план").click()
    page.wait_for_load_state()
    expect(page.locator("tr.next")).to_contain_text("следующая")

    page.get_by_label("Часов 2").fill("2")
    page.get_by_label("Тема 3").focus()
    expect(page.locator("#plan tbody tr").nth(1)).to_contain_text("сохранено")
    assert PlanTopic.objects.get(place=2).hours == 2
    page.get_by_role("button", name="Добавить тему").click()
    page.get_by_label("Тема").last.fill("Резерв")
    page.keyboard.press("Enter")
    expect(page.locator("#plan tbody tr").nth(3)).to_contain_text("сохранено")
    page.get_by_role("button", name="Выше").nth(3).click()
    expect(page.locator("#plan tbody tr").nth(2).locator("[name=topic]")).to_have_value("Резерв")

    page.goto(f"/journal/{cast.algebra.pk}/")
    page.get_by_role("button", name="Темы и задания").first.click()
    dialog = page.locator("#lessons")
    expect(dialog.get_by_text("отставание 3 ч")).to_be_visible()
    row = dialog.locator("tbody tr").last
    topic = row.get_by_label("Тема")
    expect(topic).to_have_attribute("placeholder", "Линейная функция")
    topic.focus()
    page.keyboard.press("Enter")
    expect(topic).to_have_value("Линейная функция")
    expect(row.get_by_label("Задание")).to_have_value("§ 7, № 30")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("сохранено")
    assert Lesson.objects.get(course=cast.algebra, date=TODAY).topic == "Линейная функция"
