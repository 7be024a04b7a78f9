"""Сетка журнала для прогулок: полный класс, клетки по именам, вставка из буфера, что записано."""

from __future__ import annotations

import json
import re
from datetime import date

from playwright.sync_api import Page, expect

from letopis.journal.models import Entry
from letopis.people.models import Enrolment, Student
from letopis.trace.models import TraceRecord
from tests.cast import FIRST, Cast

LETTERS = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮ"
PUT = "journal.put_mark"


def full_class(cast: Cast, size: int = 26) -> list[Student]:
    """7 «А» with as many pupils as this, in the order of the page."""
    known = Enrolment.objects.filter(class_group=cast.class_7a).count()
    for letter in LETTERS[: size - known]:
        pupil = Student.objects.create(
            surname=f"Ю{letter.lower()}рьев", given_name="Илья", birth_date=date(2013, 1, 1)
        )
        Enrolment.objects.create(student=pupil, class_group=cast.class_7a, starts=FIRST)
    return list(Student.objects.filter(enrolments__class_group=cast.class_7a).order_by("surname"))


def opened(page: Page, cast: Cast, more: str = "") -> Page:
    """The algebra page, drawn."""
    page.goto(f"/journal/{cast.algebra.pk}/{more}")
    expect(page.locator("table.grid")).to_be_attached()
    return page


def stand(page: Page, row: int, column: int) -> None:
    """Choose a cell."""
    page.locator(f"#c{row}-{column}").click()


def keys(page: Page, *names: str) -> None:
    """Press keys one after another."""
    for name in names:
        page.keyboard.press(name)


def paste(page: Page, text: str) -> None:
    """Put a text on the clipboard as a spreadsheet does, and press Ctrl+V."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def clipboard(page: Page) -> str:
    """What stands on the clipboard."""
    return str(page.evaluate("navigator.clipboard.readText()"))


def told(page: Page, text: str) -> None:
    """The page tells the outcome."""
    expect(page.locator("#told")).to_contain_text(text)


def settled(page: Page) -> None:
    """Everything is acknowledged."""
    expect(page.locator("#state")).to_contain_text("Сохранено")
    expect(page.locator("#state")).not_to_contain_text(re.compile("Сохраняется|Ждут"))
    expect(page.locator("td.s-s, td.s-q")).to_have_count(0)


def column(page: Page, number: int, rows: int) -> list[str]:
    """What is seen down a column."""
    return [page.locator(f"#c{row}-{number}").inner_text().replace("\u00a0", " ") for row in range(rows)]


def kept(cast: Cast) -> dict[str, str]:
    """Filled cells of the running lesson by surname."""
    found = Entry.objects.filter(lesson=cast.lesson).exclude(value="")
    return dict(found.values_list("student__surname", "value"))


def traces() -> list[tuple[str, str]]:
    """Every mark put, what was and what became, in the order of the trace."""
    bodies = [json.loads(row.body or "{}") for row in TraceRecord.objects.filter(deed=PUT).order_by("pk")]
    return [tuple(body.get(when, {}).get("value", "") for when in ("before", "after")) for body in bodies]
