"""Первый вход в настоящем браузере: лист с квадратом, свой пароль, второй раз лист не открывает."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect

from letopis.office import actions
from tests.cast import NOON, Cast, make_cast

OWN = "дождь-над-школой-5"

pytestmark = pytest.mark.browser


@pytest.fixture
def school(transactional_db: None) -> Iterator[Cast]:
    """The cast, seen by the server's threads too."""
    with time_machine.travel(NOON, tick=True):
        yield make_cast()


def choose_password(page: Page) -> None:
    page.get_by_label("Придумайте пароль").fill(OWN)
    page.get_by_label("Пароль ещё раз").fill(OWN)
    page.get_by_role("button", name="Войти").click()


def test_the_square_of_the_sheet_fills_name_and_code_and_opens_once(
    school: Cast, live_server: Any, page: Page
) -> None:
    one = actions.drawn([school.accounts["parent"]])[0]
    actions.issue([one], by=school.accounts["clerk"].ref)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{live_server.url}/enter/#parent/{one.code}")
    expect(page.get_by_label("Имя для входа")).to_have_value("parent")
    expect(page.get_by_label("Код с листа")).to_have_value(one.code)
    assert "#" not in page.url, "the code does not stay in the history of a shared computer"
    choose_password(page)
    expect(page.get_by_text("Пароль записан")).to_be_visible()
    expect(page.get_by_text("Авдеева Анна", exact=True)).to_be_visible()
    page.goto(f"{live_server.url}/enter/#parent/{one.code}")
    choose_password(page)
    expect(page.get_by_role("alert")).to_contain_text("имя или код не подошли")
    assert wrong == []


def test_a_clerk_dismisses_a_teacher_who_is_out_at_the_next_page(
    school: Cast, live_server: Any, page: Page, browser: Any
) -> None:
    for role in ("clerk", "teacher"):
        school.accounts[role].set_password(OWN)
        school.accounts[role].save()
    other = browser.new_context().new_page()
    for seat, role in ((page, "clerk"), (other, "teacher")):
        seat.goto(f"{live_server.url}/login/")
        seat.get_by_label("Имя для входа").fill(role)
        seat.locator("input[name=password]").fill(OWN)
        seat.get_by_role("button", name="Войти", exact=True).click()
        expect(seat.get_by_role("heading", level=1)).to_be_visible()
    employee = school.accounts["teacher"].employee
    page.goto(f"{live_server.url}/people/staff/{employee.pk}/")
    page.get_by_role("link", name="Увольнение").click()
    page.get_by_label("Номер приказа").fill("15-к")
    page.get_by_role("button", name="Записать увольнение").click()
    expect(page.get_by_text("вход закрыт").first).to_be_visible()
    other.goto(f"{live_server.url}/journal/")
    expect(other).to_have_url(f"{live_server.url}/login/?next=/journal/")
    other.context.close()
