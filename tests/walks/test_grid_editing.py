"""Прогулка по сетке: столбец с клавиатуры, заполнение выделенного, вставка из таблицы, отмена и возврат."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import expect

from letopis.journal.models import Entry
from letopis.trace.models import TraceRecord
from letopis.trace.queries import verified
from tests.cast import Cast, close_quarter, saved
from tests.walks.conftest import Window
from tests.walks.grid import (
    clipboard,
    column,
    full_class,
    kept,
    keys,
    opened,
    paste,
    settled,
    stand,
    told,
    traces,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_column_of_26_marks_is_typed_without_a_mouse(cast: Cast, window: Window) -> None:
    pupils = full_class(cast)
    page = opened(window("teacher"), cast)
    page.locator("#c0-0").focus()
    marks = [str(2 + row % 4) for row in range(len(pupils))]
    keys(page, *(key for mark in marks for key in (mark, "ArrowDown")))
    expect(page.locator("#c0-1")).to_be_focused()
    settled(page)
    expect(page.locator("td.s-s")).to_have_count(0)
    assert list(kept(cast).values()) == marks
    assert traces() == [("", mark) for mark in marks]


def test_typing_goes_on_after_a_sign_that_was_refused(cast: Cast, window: Window) -> None:
    page = opened(window("teacher"), cast)
    page.locator("#c0-0").focus()
    keys(page, "7", "ArrowDown")
    expect(page.locator("#c0-0")).to_have_attribute("aria-invalid", "true")
    keys(page, "4", "ArrowDown", "5", "ArrowDown", "ArrowUp")
    settled(page)
    assert sorted(kept(cast).values()) == ["4", "5"]


def test_a_column_is_filled_with_one_value_in_one_request(cast: Cast, window: Window) -> None:
    full_class(cast)
    page = opened(window("teacher"), cast)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    page.locator("thead th[data-l='0']").click()
    told(page, "Выделено клеток: 26")
    expect(page.locator("td[aria-selected='true']")).to_have_count(26)
    keys(page, "5", "Enter")
    told(page, "Записано клеток: 26")
    assert [url.rpartition("/journal/")[2] for url in asked] == [f"{cast.algebra.pk}/cells/"]
    assert set(kept(cast).values()) == {"5"}
    assert len(traces()) == 26
    assert verified().holds


def test_a_selection_by_keys_is_filled_down_and_erased(cast: Cast, window: Window) -> None:
    page = opened(window("teacher"), cast)
    page.locator("#c0-0").focus()
    keys(page, "4", "Enter", "ArrowUp", "Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    told(page, "Записано клеток: 2")
    assert column(page, 0, 4) == ["4", "4", "4", ""]
    keys(page, "Control+a")
    told(page, "Выделено клеток: 4")
    keys(page, "Control+a")
    told(page, "Выделено клеток: 8")
    keys(page, "Delete")
    told(page, "Записано клеток: 3")
    assert not kept(cast)
    keys(page, "Escape")
    expect(page.locator("td.sel")).to_have_count(0)
    expect(page.locator("#c0-0")).to_be_focused()


def test_cells_are_selected_by_dragging_and_go_to_the_clipboard(cast: Cast, window: Window) -> None:
    page = opened(window("teacher"), cast)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    stand(page, 0, 0)
    keys(page, "5", "ArrowDown", "3", "ArrowUp")
    settled(page)
    page.locator("#c0-0").hover()
    page.mouse.down()
    page.locator("#c1-1").hover()
    page.mouse.up()
    expect(page.locator("td.sel")).to_have_count(4)
    keys(page, "Control+c")
    told(page, "Скопировано клеток: 4")
    assert clipboard(page) == "5\t\r\n3\t"


def test_a_block_is_pasted_and_its_wrong_value_stays_marked_and_unsent(cast: Cast, window: Window) -> None:
    page = opened(window("teacher"), cast)
    stand(page, 0, 1)
    keys(page, "3", "Enter")
    settled(page)
    stand(page, 0, 0)
    paste(page, '4\t\r\n7\t"н"\r\nн 5\t2\r\n\t5\r\n3\t3\r\n')
    told(page, "Записано клеток: 5. Не принято: 1")
    told(page, "За край сетки не вошло значений: 2")
    assert column(page, 0, 4) == ["4", "7", "н 5", ""]
    assert column(page, 1, 4) == ["3", "н", "2", "5"]
    expect(page.locator("#c1-0")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name=re.compile("Не принято: 1")).click()
    expect(page.locator("#tray-cell")).to_contain_text("«7» нет в шкале")
    assert kept(cast) == {"Авдеева": "4", "Волкова": "н 5"}
    keys(page, "Control+z")
    told(page, "Отменено клеток: 6")
    assert column(page, 0, 4) == ["", "", "", ""]
    assert not kept(cast)


def test_undo_and_redo_are_new_edits_with_their_traces(cast: Cast, window: Window) -> None:
    page = opened(window("teacher"), cast)
    undo, redo = (page.get_by_role("button", name=name, exact=True) for name in ("Отменить", "Вернуть"))
    expect(undo).to_have_attribute("aria-disabled", "true")
    stand(page, 0, 0)
    keys(page, "3", "Enter")
    settled(page)
    stand(page, 0, 0)
    keys(page, "5", "Enter")
    expect(page.locator("td.s-k")).to_have_count(0)
    undo.click()
    expect(page.locator("#c0-0")).to_have_text("3")
    expect(page.locator("#c0-0")).to_be_focused()
    settled(page)
    keys(page, "Control+z")
    expect(page.locator("#c0-0")).to_have_text("")
    expect(undo).to_have_attribute("aria-disabled", "true")
    settled(page)
    keys(page, "Control+Shift+z")
    settled(page)
    redo.click()
    expect(page.locator("#c0-0")).to_have_text("5")
    settled(page)
    assert kept(cast) == {"Авдеева": "5"}
    assert traces() == [("", "3"), ("3", "5"), ("5", "3"), ("3", ""), ("", "3"), ("3", "5")]


def test_undo_leaves_what_another_has_written_since(
    cast: Cast, window: Window, enter: Callable[[str], Client]
) -> None:
    page = opened(window("teacher"), cast)
    stand(page, 0, 0)
    keys(page, "Shift+ArrowDown", "4", "Enter")
    told(page, "Записано клеток: 2")
    other = {"lesson": cast.lesson.pk, "student": cast.anna.pk, "old": "4", "new": "2", "reason": ""}
    address = f"/journal/{cast.algebra.pk}/cell/"
    saved(enter("teacher").post(address, other, content_type="application/json"))
    keys(page, "Control+z")
    told(page, "1 клетку с тех пор изменили, она осталась как есть")
    assert kept(cast) == {"Авдеева": "2"}


def test_nothing_is_written_into_a_closed_period(cast: Cast, window: Window) -> None:
    close_quarter(cast)
    page = opened(window("teacher"), cast, f"?period={cast.quarters[0].pk}")
    stand(page, 0, 0)
    paste(page, "5\n4\n")
    told(page, "Пропущено закрытых клеток: 2. Период «I четверть» закрыт")
    page.locator("thead th[data-l='0']").click()
    keys(page, "5")
    expect(page.locator("#state")).to_contain_text("закрыт")
    keys(page, "Delete", "Control+d")
    assert not Entry.objects.exists()


def test_a_deputy_corrects_a_closed_column_with_one_reason(cast: Cast, window: Window) -> None:
    close_quarter(cast)
    page = opened(window("deputy"), cast, f"?period={cast.quarters[0].pk}")
    stand(page, 0, 0)
    keys(page, "Shift+ArrowDown", "5", "Enter")
    dialog = page.get_by_role("dialog", name=re.compile("Авдеева"))
    expect(dialog).to_contain_text("Основание одно на все исправления, их здесь 2")
    dialog.get_by_label("Основание").fill("Пересмотр работ, приказ 12")
    dialog.get_by_role("button", name="Записать с основанием").click()
    told(page, "Записано клеток: 2")
    found = TraceRecord.objects.filter(deed="journal.correct_mark")
    assert ["приказ 12" in (row.body or "") for row in found] == [True, True]


def test_a_reader_selects_and_copies_but_writes_nothing(cast: Cast, window: Window) -> None:
    page = opened(window("class_teacher"), cast)
    expect(page.get_by_role("button", name="Отменить", exact=True)).to_have_count(0)
    page.locator("thead th[data-l='0']").click()
    keys(page, "5", "Delete")
    expect(page.locator("#state")).to_contain_text("открыт вам для чтения")
    paste(page, "5\n5\n")
    told(page, "Журнал открыт вам для чтения")
    keys(page, "Control+z")
    told(page, "Отменять нечего")
    assert not Entry.objects.exists()
