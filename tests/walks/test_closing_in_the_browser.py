"""Прогулка по закрытию: сдать, вернуть, проверить, закрыть; потом правка закрытого по приказу."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from letopis.journal.models import PeriodMark
from letopis.school.models import Edition
from letopis.school.queries import forget
from tests.cast import Cast, close_quarter
from tests.walks.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def bind(**closing: bool) -> None:
    """The act says so."""
    edition = Edition.objects.get()
    rules = json.loads(json.dumps(edition.rules))
    rules["closing"] = {"binding": False, "corrections_by_act": False, **closing}
    Edition.objects.update(rules=rules)
    forget()


def marked(cast: Cast, *, but: object = None) -> None:
    """Everybody has 4 in the first quarter."""
    pages = ((cast.algebra, [cast.anna, cast.boris, cast.vera, cast.late_comer]), (cast.english, [cast.anna]))
    for course, pupils in pages:
        for pupil in pupils:
            if pupil != but:
                PeriodMark.objects.create(course=course, student=pupil, period=cast.quarters[0], value="4")


def hand_over(page: Page, cast: Cast) -> None:
    """The teacher opens the page of closing and hands the first page over."""
    page.goto(f"/closing/?period={cast.quarters[0].pk}")
    page.get_by_role("button", name="Сдать").first.click()


def test_a_closing_is_blocked_sent_back_and_passed(cast: Cast, window: Window) -> None:
    bind(binding=True)
    marked(cast, but=cast.vera)
    teacher, leader, deputy = window("teacher"), window("class_teacher"), window("deputy")
    closing = f"/closing/?period={cast.quarters[0].pk}"
    hand_over(teacher, cast)
    expect(teacher.locator(".note.bad")).to_contain_text("Волкова Вера")
    PeriodMark.objects.create(course=cast.algebra, student=cast.vera, period=cast.quarters[0], value="4")
    hand_over(teacher, cast)
    expect(teacher.get_by_text("Сдано.")).to_be_visible()
    hand_over(leader, cast)

    leader.get_by_label("Что исправить").first.fill("Нет отметки за контрольную")
    leader.get_by_role("button", name="Вернуть").first.click()
    expect(leader.get_by_text("Возвращено учителю.")).to_be_visible()
    teacher.goto(closing)
    expect(teacher.get_by_text(re.compile("контрольную"))).to_be_visible()
    hand_over(teacher, cast)

    deputy.goto(closing)
    row = deputy.get_by_role("row", name=re.compile("^7 «А»")).first
    expect(row.get_by_role("button", name="Закрыть")).to_have_count(0)
    leader.goto(closing)
    leader.get_by_role("button", name="Проверено, передать завучу").click()
    expect(leader.get_by_text("отмечены проверенными")).to_be_visible()
    deputy.goto(closing)
    row.get_by_role("button", name="Закрыть").click()
    expect(deputy.get_by_text("Период закрыт у 1 класса.")).to_be_visible()


def test_what_is_closed_is_corrected_by_an_order_that_stays(cast: Cast, window: Window) -> None:
    bind(corrections_by_act=True)
    marked(cast)
    close_quarter(cast)
    principal, deputy = window("principal"), window("deputy")
    principal.goto(f"/closing/?period={cast.quarters[0].pk}")
    principal.get_by_role("link", name="Правка по приказу").first.click()
    principal.get_by_label("Номер приказа").fill("12")
    principal.get_by_label("Правят по").fill("2026-11-20")
    principal.get_by_label("Почему").fill("Пересмотр работы")
    principal.get_by_role("button", name="Внести приказ").click()
    expect(principal.get_by_text("Приказ внесён, правка открыта.")).to_be_visible()
    expect(principal.get_by_role("row", name=re.compile("№ 12"))).to_contain_text("Пересмотр работы")

    deputy.goto(f"/journal/{cast.algebra.pk}/?period={cast.quarters[0].pk}")
    said = deputy.evaluate(
        """async ([address, body]) => {
          const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value
            || document.cookie.match(/csrftoken=([^;]+)/)?.[1];
          const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
          return (await fetch(address, { method: "POST", headers, body: JSON.stringify(body) })).status;
        }""",
        [
            f"/journal/{cast.algebra.pk}/period-mark/?period={cast.quarters[0].pk}",
            {"student": cast.anna.pk, "old": "4", "new": "5", "reason": ""},
        ],
    )
    assert said == 200
    deputy.goto(f"/closing/?period={cast.quarters[0].pk}")
    expect(deputy.get_by_text(re.compile(r"Приказ №\s12")).first).to_be_visible()
    mark = PeriodMark.objects.get(student=cast.anna, course=cast.algebra)
    assert (mark.value, mark.is_corrected) == ("5", True)
    assert mark.reason.startswith("приказ № 12 от")
