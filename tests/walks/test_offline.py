"""Без сети: набранное ждёт в браузере, переживает закрытие, уходит один раз и только от имени набравшего."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Route, expect

from letopis.journal.models import Entry
from letopis.trace.models import TraceRecord
from tests.cast import Cast, saved
from tests.walks.conftest import Window

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SOON = 12_000  # milliseconds
SAVED = re.compile("Сохранено в|Всё сохранено")  # by this page, or by the one before as it went
Enter = Callable[[str], Client]

WAITING = """() => new Promise((resolve) => {
  const request = indexedDB.open("letopis");
  request.onsuccess = () => {
    const found = request.result.transaction("waiting").objectStore("waiting").getAll();
    found.onsuccess = () => { request.result.close(); resolve(found.result); };
  };
})"""


# The browser's storage, taken away or answering only when the story lets it.
NO_STORAGE = "IDBFactory.prototype.open = () => { throw new Error('no storage'); };"
SLOW_STORAGE = """
const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...asked) {
  const request = open.apply(this, asked);
  let heard = () => {};
  Object.defineProperty(request, "onsuccess", { set: (deed) => { heard = deed; } });
  request.addEventListener("success", () => { window.storageAnswers = () => heard(); });
  return request;
};"""


def opened(cast: Cast, page: Page) -> Page:
    page.goto(f"/journal/{cast.algebra.pk}/")
    expect(page.locator("#c0-0")).to_be_visible()
    return page


def typed_without_network(cast: Cast, page: Page, storage: str) -> Page:
    """A 4 in the first cell of a page whose browser has such a storage."""
    page.add_init_script(storage)
    line(opened(cast, page), there=False)
    typed(page, "4")
    return page


def typed(page: Page, *signs: str) -> None:
    """Signs down the first column."""
    page.locator("#c0-0").focus()
    for sign in signs:
        page.keyboard.press(sign)
        page.keyboard.press("Enter")


def waiting(page: Page) -> list[dict[str, Any]]:
    """What waits in the browser."""
    found: list[dict[str, Any]] = page.evaluate(WAITING)
    return found


def values() -> dict[str, str]:
    return dict(Entry.objects.exclude(value="").values_list("student__surname", "value"))


def written(cast: Cast, client: Client, student: Any, new: str) -> None:
    """Somebody else writes a mark meanwhile."""
    body = {"lesson": cast.lesson.pk, "student": student.pk, "old": "", "new": new}
    saved(client.post(f"/journal/{cast.algebra.pk}/cell/", body, content_type="application/json"))


def line(page: Page, *, there: bool) -> BrowserContext:
    """Cut or join the network of a window."""
    page.context.set_offline(not there)
    return page.context


def test_what_is_typed_without_network_waits_and_says_so(cast: Cast, window: Window) -> None:
    page = opened(cast, window("teacher"))
    line(page, there=False)
    typed(page, "4", "5", "3")
    expect(page.locator("#state")).to_contain_text("3 отметки ждут связи")
    expect(page.locator("#c1-0")).to_have_class(re.compile(r"\bs-q\b"))
    assert values() == {}
    line(page, there=True)
    expect(page.locator("#state")).to_contain_text("Сохранено", timeout=SOON)
    expect(page.locator("td.s-q")).to_have_count(0)
    assert sorted(values().values()) == ["3", "4", "5"]
    assert TraceRecord.objects.filter(deed="journal.put_mark").count() == 3
    assert waiting(page) == []


def test_waiting_is_said_only_of_what_has_been_stored(cast: Cast, window: Window) -> None:
    page = typed_without_network(cast, window("teacher"), SLOW_STORAGE)
    expect(page.locator("#state")).to_contain_text("Сохраняется в браузере: 1")
    page.wait_for_function("() => window.storageAnswers")
    page.evaluate("() => window.storageAnswers()")
    expect(page.locator("#state")).to_contain_text("1 отметка ждёт связи")


def test_a_browser_that_keeps_nothing_asks_to_leave_the_page_open(cast: Cast, window: Window) -> None:
    page = typed_without_network(cast, window("teacher"), NO_STORAGE)
    expect(page.locator("#state")).to_contain_text("Ждут связи, не закрывайте страницу: 1")
    expect(page.locator("#alarm")).to_contain_text("браузер не даёт хранить записи")
    line(page, there=True)
    expect(page.locator("#state")).to_contain_text("Сохранено", timeout=SOON)
    assert list(values().values()) == ["4"]


def test_two_conflicts_are_shown_with_both_values_when_the_network_returns(
    cast: Cast, window: Window, enter: Enter
) -> None:
    page = opened(cast, window("teacher"))
    line(page, there=False)
    typed(page, "4", "5", "3")
    written(cast, enter("teacher"), cast.anna, "2")
    written(cast, enter("teacher"), cast.boris, "2")
    line(page, there=True)
    expect(page.get_by_role("button", name=re.compile("Спорных: 2"))).to_be_visible(timeout=SOON)
    page.get_by_role("button", name=re.compile("Спорных: 2")).click()
    page.get_by_role("button", name=re.compile("ваша запись")).click()
    expect(page.get_by_role("button", name=re.compile("Спорных: 1"))).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name=re.compile("Спорных: 1"))).to_be_visible(timeout=SOON)
    page.get_by_role("button", name=re.compile("Спорных: 1")).click()
    page.locator("[data-deed=theirs]").click()
    expect(page.locator("td.s-c")).to_have_count(0)
    assert sorted(values().values()) == ["2", "3", "4"]


def test_a_closed_tab_loses_nothing(cast: Cast, window: Window) -> None:
    page = opened(cast, window("teacher"))
    line(page, there=False)
    typed(page, "4", "5")
    expect(page.locator("#state")).to_contain_text("2 отметки ждут связи")
    context = page.context
    page.close()
    context.set_offline(False)
    again = opened(cast, context.new_page())
    for cell, sign in (("#c0-0", "4"), ("#c1-0", "5")):
        expect(again.locator(cell)).to_have_text(sign, timeout=SOON)
    expect(again.locator("td.s-q, td.s-s")).to_have_count(0, timeout=SOON)
    expect(again.locator("#state")).to_contain_text(SAVED)
    assert sorted(values().values()) == ["4", "5"]


def test_another_register_page_of_the_same_person_sends_it(cast: Cast, window: Window) -> None:
    page = opened(cast, window("teacher"))
    other = page.locator(".jhead .seg a:not([aria-current])").first.get_attribute("href")
    line(page, there=False)
    typed(page, "4")
    expect(page.locator("#state")).to_contain_text("1 отметка ждёт связи")
    page.goto("about:blank")
    line(page, there=True)
    page.goto(f"/journal/{cast.algebra.pk}/{other}")
    expect(page.locator(".grid")).to_be_visible()
    page.wait_for_function(f"async () => (await ({WAITING})()).length === 0", timeout=SOON)
    assert list(values().values()) == ["4"]


def test_a_refused_mark_stays_marked_with_its_sentence_after_a_reload(cast: Cast, window: Window) -> None:
    page = opened(cast, window("teacher"))
    typed(page, "9")
    expect(page.locator("#c0-0")).to_have_class(re.compile(r"\bs-r\b"))
    page.reload()
    expect(page.locator("#c0-0")).to_have_class(re.compile(r"\bs-r\b"))
    page.locator("#c0-0").click()
    expect(page.locator("#tray-cell")).to_contain_text("нет в шкале")
    page.keyboard.press("Escape")
    expect(page.locator("#c0-0")).not_to_have_class(re.compile(r"\bs-r\b"))
    assert waiting(page) == []


def test_the_session_ended_the_queue_waits_for_a_new_login(cast: Cast, window: Window) -> None:
    page = opened(cast, window("teacher"))
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    typed(page, "4", "5")
    expect(page.locator("#state")).to_contain_text("Сеанс окончен")
    assert len(waiting(page)) == 2
    page.goto("/login/")
    expect(page.locator("#waits")).to_contain_text("ждут отправки 2 записи журнала")
    page.context.add_cookies(cookies)
    opened(cast, page)
    expect(page.locator("#state")).to_contain_text("Сохранено", timeout=SOON)
    assert sorted(values().values()) == ["4", "5"]


def test_the_login_page_tells_of_nothing_where_nothing_waits(window: Window) -> None:
    page = window("teacher")
    page.context.clear_cookies()
    page.goto("/login/")
    expect(page.get_by_role("button", name="Войти", exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#waits")).to_be_hidden()
    assert "letopis" not in [one["name"] for one in page.evaluate("() => indexedDB.databases()")]


def test_it_is_never_sent_under_another_account(cast: Cast, window: Window) -> None:
    page = opened(cast, window("teacher"))
    line(page, there=False)
    typed(page, "4")
    expect(page.locator("#state")).to_contain_text("1 отметка ждёт связи")
    deputy = Client()
    deputy.force_login(cast.accounts["deputy"])
    mine = next(cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    page.context.add_cookies([{**mine, "value": deputy.cookies["sessionid"].value}])
    line(page, there=True)
    expect(page.locator("#state")).to_contain_text("вошёл другой человек", timeout=SOON)
    strange = opened(cast, page.context.new_page())
    strange.wait_for_timeout(1000)
    assert values() == {}
    assert [record["value"] for record in waiting(strange)] == ["4"]
    page.context.add_cookies([mine])
    opened(cast, page)
    expect(page.locator("#state")).to_contain_text("Сохранено", timeout=SOON)
    assert list(values().values()) == ["4"]


def test_the_lost_answer_and_the_next_value_are_written_in_their_order(cast: Cast, window: Window) -> None:
    page = opened(cast, window("teacher"))
    lost: list[str] = []

    def lose(route: Route) -> None:
        lost.append(route.request.url)
        route.fetch()
        route.abort()

    page.route("**/cell/", lose, times=1)
    typed(page, "4")
    expect(page.locator("#state")).to_contain_text("1 отметка ждёт связи")
    page.context.set_offline(True)
    typed(page, "5")
    page.unroute_all()
    page.goto("about:blank")
    page.context.set_offline(False)
    opened(cast, page)
    expect(page.locator("#c0-0")).to_have_text("5", timeout=SOON)
    expect(page.locator("td.s-q, td.s-s, td.s-c")).to_have_count(0, timeout=SOON)
    expect(page.locator("#state")).to_contain_text(SAVED)
    assert list(values().values()) == ["5"]
    assert TraceRecord.objects.filter(deed="journal.put_mark").count() == 2
    assert len(lost) == 1
