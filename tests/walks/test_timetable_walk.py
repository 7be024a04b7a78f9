"""Замена от страницы завуча до отметки заменяющего — в настоящем браузере."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from letopis.journal.models import Lesson
from letopis.people.access import standing_of
from letopis.timetable import actions
from letopis.timetable.actions import SlotText
from tests.cast import NOON, TODAY, Cast, make_cast

pytestmark = [pytest.mark.once, pytest.mark.browser]
WAIT = 10_000  # ms, for a machine shared by many


@pytest.fixture
def school(transactional_db: None) -> Iterator[Cast]:
    """The school with algebra of 7 «А» as the third lesson of Wednesdays."""
    with time_machine.travel(NOON, tick=True):
        cast = make_cast()
        deputy = standing_of(cast.accounts["deputy"], TODAY)
        text = SlotText(cast.algebra.pk, 3, 3, "204", date(2026, 10, 21))
        actions.put_slot(text, standing=deputy, by=deputy.account)
        yield cast


@pytest.fixture
def sit_down(school: Cast, live_server: Any, context: BrowserContext) -> Callable[[str], Page]:
    """A browser's page of somebody who has logged in; the next one takes the seat of the last."""

    def seated(role: str) -> Page:
        client = Client()
        client.force_login(school.accounts[role])
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.clear_cookies()
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(WAIT)
        return page

    return seated


def test_a_substitution_goes_from_the_deputys_page_to_the_substitutes_mark(
    school: Cast, sit_down: Callable[[str], Page], live_server: Any
) -> None:
    deputy = sit_down("deputy")
    deputy.goto(f"{live_server.url}/substitutions/")
    deputy.get_by_label("Учитель, которого нет").select_option(label="Teacherова\u00a0Н.\u00a0И.")
    lesson = deputy.locator(".own-day li", has_text="7 «А»")
    lesson.get_by_label("Кто проведёт урок 3").select_option(label="Foreign_teacherова\u00a0Н.\u00a0И.")
    lesson.get_by_role("button", name="Записать").click()
    expect(deputy.locator(".chip.later")).to_contain_text("Foreign_teacherова")

    substitute = sit_down("foreign_teacher")
    substitute.goto(f"{live_server.url}/")
    substitute.get_by_role("link", name="7 «А» Алгебра").first.click()
    expect(substitute.locator("#pane thead .sub")).to_have_text("28")
    cell = substitute.locator('td[tabindex="0"]')
    cell.click()
    substitute.keyboard.type("5")
    substitute.keyboard.press("ArrowDown")
    expect(substitute.locator("#state")).to_contain_text("Сохранено")

    assert school.anna.entries.get().value == "5"
    assert school.anna.entries.get().lesson.date == TODAY


def test_a_week_fits_a_phone_and_a_lesson_is_put_by_keyboard_alone(
    school: Cast, sit_down: Callable[[str], Page], live_server: Any
) -> None:
    page = sit_down("deputy")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/timetable/?class={school.class_7a.pk}")
    expect(page.locator(".day.today .lesson")).to_contain_text("Алгебра")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.goto(f"{live_server.url}/timetable/edit/{school.class_7a.pk}/")
    page.get_by_role("button", name="Поставить урок: четверг, урок 2").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Предмет").select_option(label="Алгебра")
    page.get_by_role("button", name="Поставить", exact=True).press("Enter")
    expect(page.locator(".said")).to_contain_text("Урок поставлен")


def test_a_pupil_turns_the_diary_by_days_on_a_phone(
    school: Cast, sit_down: Callable[[str], Page], live_server: Any
) -> None:
    Lesson.objects.filter(course=school.algebra, date=date(2026, 10, 26)).update(homework="№ 212, 214")
    page = sit_down("pupil")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Дневник").last.click()
    expect(page.locator(".dday.chosen")).to_contain_text("№ 212, 214")
    expect(page.locator(".dday:visible")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("navigation", name="Дни недели").get_by_role("link", name="Чт").click()
    expect(page.locator(".dday.chosen h2")).to_contain_text("Четверг, 29 октября")
