"""Прогулки по отметкам и пропускам: справка видна родителю сразу, пересдача и точка с клавиатуры, заметка."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from letopis.journal.models import Entry
from letopis.regulation.marks import parse_cell
from letopis.regulation.refusals import Refused
from letopis.school.queries import settings_on
from tests.cast import TODAY, Cast
from tests.journal.test_documents import absent
from tests.walks.conftest import Window

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CELLS = [
    "5", "54", "н 4", "4н", "2/4", "5 2/3н", "незач/зач", ".", "н.", ". 4", "4.", "", "зач",
    "7", "2/7", "2/", "/4", "2/3/4", "2/зач", "н б", "нн", "2 3 4 5", "..",
]  # fmt: skip


def test_a_certificate_is_entered_from_the_day_and_the_parent_sees_it_at_once(
    cast: Cast, window: Window
) -> None:
    absent(cast, cast.anna, TODAY.replace(day=26))
    teacher, parent = window("class_teacher"), window("parent")
    parent.goto(f"/pupils/{cast.anna.pk}/")
    expect(parent.get_by_text("Справка врача")).to_have_count(0)
    teacher.goto(f"/absences/{cast.class_7a.pk}/?view=day&day=2026-10-26")
    row = teacher.get_by_role("row", name=re.compile("Авдеева Анна"))
    expect(row).to_contain_text("причины нет")
    row.get_by_text("Документ…").click()
    row.get_by_label("Номер").fill("214")
    row.get_by_role("button", name="Внести документ").click()
    expect(teacher.get_by_text("Документ внесён")).to_be_visible()
    expect(teacher.get_by_role("row", name=re.compile("Авдеева Анна"))).to_contain_text("справка врача")
    parent.reload()
    expect(parent.get_by_text(re.compile("Справка врача"))).to_be_visible()
    expect(parent.locator(".facts")).to_contain_text("1 по болезни")
    register = window("teacher")
    register.goto(f"/journal/{cast.algebra.pk}/")
    expect(register.locator("#c0-1 .a.ex")).to_have_text("н")
    register.locator("#c0-1").click()
    expect(register.locator("#tray-cell")).to_contain_text("Пропуск по документу")


def test_a_dot_a_mark_and_its_re_take_are_typed_without_a_mouse(cast: Cast, window: Window) -> None:
    page = window("teacher")
    page.goto(f"/journal/{cast.algebra.pk}/")
    page.locator("#c0-0").focus()
    page.keyboard.press(".")
    page.keyboard.press("Enter")
    page.keyboard.press("2")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("/")
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    expect(page.locator("#state")).to_contain_text("Сохранено")
    expect(page.locator("#c0-0 .e")).to_be_visible()
    expect(page.locator("#c1-0")).to_have_text("2/4")
    expect(page.locator("tr[data-p='1'] .avg")).to_have_text("4,00")
    values = dict(Entry.objects.values_list("student__surname", "value"))
    assert values == {"Авдеева": ".", "Белов": "2/4"}


def test_a_note_is_written_beside_the_cell_and_marks_its_corner(cast: Cast, window: Window) -> None:
    page = window("teacher")
    page.goto(f"/journal/{cast.algebra.pk}/")
    page.locator("#c0-0").click()
    page.get_by_label("Заметка").fill("Разберите задачу 5")
    page.get_by_role("button", name="Сохранить заметку").click()
    expect(page.locator("#c0-0")).to_have_class(re.compile(r"\bs-n\b"))
    parent = window("parent")
    parent.goto(f"/pupils/{cast.anna.pk}/")
    expect(parent.locator("q")).to_contain_text("Разберите")


def test_the_page_and_the_server_read_a_cell_alike(cast: Cast, window: Window) -> None:
    page = window("teacher")
    page.goto(f"/journal/{cast.algebra.pk}/")
    script = page.locator("script[src*='journal/register']").get_attribute("src")
    assert script
    read = """async ([src, cells]) => {
      const { readCell, scaleOf, numbersIn } = await import(new URL("cell.js", new URL(src, location)));
      const scale = scaleOf(JSON.parse(document.getElementById("register").textContent));
      return cells.map((text) => readCell(text, scale)).map(({ value, wrong }) =>
        wrong ? null : [value, numbersIn(value, scale.retakes)]);
    }"""
    assert page.evaluate(read, [script, CELLS]) == json.loads(json.dumps([by_server(text) for text in CELLS]))


def by_server(text: str) -> tuple[str, tuple[int, ...]] | None:
    """What the server makes of a cell, None if it refuses."""
    try:
        cell = parse_cell(text, settings_on(TODAY).scale)
    except Refused:
        return None
    return cell.text, cell.numbers
