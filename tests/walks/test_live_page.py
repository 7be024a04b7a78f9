"""Живая страница в браузере: чужая отметка видна сама, набранное цело, потерянный ответ не пишет дважды."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, Route, expect

from letopis.journal.models import Entry, Lesson
from letopis.trace.models import TraceRecord
from tests.cast import Cast, saved
from tests.walks.conftest import Window

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SOON = 12_000  # milliseconds: a look every five seconds and a slow machine


def test_another_persons_mark_appears_by_itself(cast: Cast, window: Window) -> None:
    reader, teacher = window("deputy"), window("teacher")
    for page in (reader, teacher):
        page.goto(f"/journal/{cast.algebra.pk}/")
    teacher.locator("#c0-0").focus()
    teacher.keyboard.press("4")
    teacher.keyboard.press("Enter")
    expect(reader.locator("#c0-0")).to_have_text("4", timeout=SOON)


def test_what_is_being_typed_stays_and_meets_the_other_value_when_saved(
    cast: Cast, window: Window, enter: Callable[[str], Client]
) -> None:
    page = window("teacher")
    page.goto(f"/journal/{cast.algebra.pk}/")
    page.locator("#c0-0").focus()
    page.keyboard.press("5")
    other = {"lesson": cast.lesson.pk, "student": cast.anna.pk, "old": "", "new": "3"}
    with page.expect_response(
        lambda answer: "changes" in answer.url and '"3"' in answer.text(), timeout=SOON
    ):
        saved(
            enter("teacher").post(f"/journal/{cast.algebra.pk}/cell/", other, content_type="application/json")
        )
    expect(page.locator("#c0-0 input")).to_be_focused()
    expect(page.locator("#c0-0 input")).to_have_value("5")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("Спорных: 1")).click()
    expect(page.get_by_role("button", name=re.compile("ваша запись"))).to_be_visible()
    assert Entry.objects.get().value == "3"


def changed_topic(page: Page, cast: Cast, client: Client) -> None:
    """Somebody writes a topic: the page learns of it and draws its columns anew."""
    lesson = Lesson.objects.get(pk=cast.lesson.pk)
    day, topic = lesson.date.isoformat(), lesson.topic
    old = {"date": day, "number": lesson.number, "topic": topic, "homework": lesson.homework, "type": None}
    body = {"id": lesson.pk, **old, "topic": "Квадратные уравнения", "old": old}
    saved(client.post(f"/journal/{cast.algebra.pk}/lesson/", body, content_type="application/json"))
    expect(page.locator("th[title*='Квадратные уравнения']")).to_have_count(1, timeout=SOON)


def test_who_stands_in_a_cell_stands_in_it_when_the_columns_are_drawn_anew(
    cast: Cast, window: Window, enter: Callable[[str], Client]
) -> None:
    page = window("teacher")
    page.goto(f"/journal/{cast.algebra.pk}/")
    page.locator("#c1-0").focus()
    changed_topic(page, cast, enter("teacher"))
    expect(page.locator("#c1-0")).to_be_focused()
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    expect(page.locator("#c1-0")).to_have_text("4")


def test_in_the_list_too_the_field_stays_and_what_is_typed_in_it(
    cast: Cast, window: Window, enter: Callable[[str], Client]
) -> None:
    page = window("teacher")
    page.goto(f"/journal/{cast.algebra.pk}/")
    page.locator("#c1-0").click()
    page.get_by_role("button", name="Урок", exact=True).click()
    field = page.locator("#list li[data-p='1'] input")
    field.focus()
    changed_topic(page, cast, enter("teacher"))
    expect(field).to_be_focused()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(page.locator("#state")).to_contain_text("Сохранено")
    assert Entry.objects.get().value == "5"


def test_a_mark_whose_answer_was_lost_is_sent_again_and_written_once(cast: Cast, window: Window) -> None:
    page = window("teacher")
    page.goto(f"/journal/{cast.algebra.pk}/")
    lost: list[str] = []

    def lose_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch()
        route.abort()

    page.route("**/cell/", lose_first)
    page.locator("#c0-0").focus()
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    expect(page.locator("#state")).to_contain_text("Сохранено", timeout=SOON)
    assert len(lost) == 1
    assert Entry.objects.get().value == "4"
    assert TraceRecord.objects.filter(deed="journal.put_mark").count() == 1
