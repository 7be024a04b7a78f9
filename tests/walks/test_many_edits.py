"""Много правок одной отправкой: каждая клетка знает свой исход, отмена возвращает все сразу."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, expect

from letopis.journal.models import Entry
from tests.cast import Cast
from tests.walks.conftest import Window

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = """async (edits) => {
  const { saving } = await import(document.querySelector("script[src*='journal/register']").src);
  return (await saving.save(edits)).map(({ before, value }) => [before, value]);
}"""


def column(*texts: str) -> list[dict[str, object]]:
    """Edits down the first column of the page."""
    return [{"p": p, "l": 0, "text": text} for p, text in enumerate(texts)]


def values() -> dict[str, str]:
    """What stands in the database, by surname."""
    return dict(Entry.objects.exclude(value="").values_list("student__surname", "value"))


def opened(cast: Cast, window: Window) -> tuple[Page, list[str]]:
    """The register in a teacher's window, and the addresses it writes to."""
    page = window("teacher")
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(request.url.rstrip("/").rpartition("/")[2])

    page.on("request", note)
    page.goto(f"/journal/{cast.algebra.pk}/")
    return page, sent


def test_many_cells_travel_together_and_each_knows_its_outcome(cast: Cast, window: Window) -> None:
    page, sent = opened(cast, window)
    assert page.evaluate(SAVE, column("4", "9", "н 3")) == [["", "4"], ["", "н 3"]]
    expect(page.locator("#c0-0")).to_have_text("4")
    expect(page.locator("#c1-0")).to_have_class(re.compile(r"\bs-r\b"))
    expect(page.locator("#state")).to_contain_text("Не принято: 1")
    assert sent == ["cells"]
    assert sorted(values().values()) == ["4", "н 3"]


def test_one_press_takes_back_what_was_written_together(cast: Cast, window: Window) -> None:
    page, _sent = opened(cast, window)
    page.evaluate(SAVE, column("4", "5", "3"))
    assert len(values()) == 3
    page.locator("#c0-0").focus()
    page.keyboard.press("Control+z")
    expect(page.locator("#c2-0")).to_have_text("")
    expect(page.locator("#state")).to_contain_text("Сохранено")
    expect(page.locator("#c0-0")).not_to_have_class(re.compile(r"\bs-s\b"))
    assert values() == {}
