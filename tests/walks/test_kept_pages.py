"""Журнал без связи: сервер и вправду остановлен, страницы читаются, записи ждут, после выхода пусто."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.walks.conftest import School
from tests.walks.furnish import PASSWORD
from tests.walks.line import DEPUTY, TEACHER, Line
from tests.walks.place import Server
from tests.walks.visitor import HOST

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.process]
SOON = 20_000  # milliseconds: the page tries again by itself, and the machine may be busy
LEFT = """async () => [
  (await indexedDB.databases()).map(({ name }) => name),
  await caches.keys(),
  (await navigator.serviceWorker.getRegistrations()).length,
]"""
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const requests = name.startsWith("letopis-pages-") ? await (await caches.open(name)).keys() : [];
    found.push(...requests.map(({ url }) => url));
  }
  return found;
}"""


@dataclass
class Desk:
    """A school's server that can be stopped and started, and one browser before it."""

    school: School
    server: Server
    lesson: int
    context: BrowserContext

    @property
    def register(self) -> str:
        return f"/journal/{self.school.course}/?period={self.school.quarter}"

    def stop(self) -> None:
        self.server.process.terminate()
        self.server.process.wait(20)

    def start(self) -> None:
        self.server = self.school.place.started(self.server.port)

    def page(self) -> Page:
        return self.context.new_page()

    def close_browser(self) -> None:
        """Close every window and wait until the browser itself knows none of this school."""
        browser = self.context.browser
        assert browser
        line = browser.new_browser_cdp_session()
        for one in self.context.pages:
            one.close()
        until = time.monotonic() + SOON / 1000
        while time.monotonic() < until:
            targets = line.send("Target.getTargets")["targetInfos"]
            if not [one for one in targets if one["type"] == "page" and self.server.address in one["url"]]:
                break
            time.sleep(0.1)
        line.detach()

    def enter(self, username: str = TEACHER, *, keep: bool = True) -> Page:
        """Log in as people do."""
        page = self.page()
        page.goto("/login/")
        page.locator("#username").fill(username)
        page.locator("#secret").fill(PASSWORD)
        page.get_by_role("checkbox").set_checked(keep)
        page.get_by_role("button", name="Войти").click()
        expect(page).to_have_url(re.compile(rf"{HOST}/$"))
        return page

    def open(self, page: Page) -> Page:
        """The register, kept by the browser from now on."""
        page.goto(self.register)
        expect(page.locator("#c0-0")).to_be_visible()
        page.wait_for_function(
            "() => navigator.serviceWorker.controller?.state === 'activated'", timeout=SOON
        )
        page.wait_for_function(f"async () => (await ({KEPT})()).length > 0", timeout=SOON)
        return page

    def marks(self) -> list[str]:
        """Marks that stand in the database, by the order of pupils."""
        sql = "SELECT value FROM journal_entry WHERE value <> '' ORDER BY student_id"
        return [value for (value,) in self.school.place.rows(sql)]


@pytest.fixture
def desk(school: School, browser: Browser) -> Iterator[Desk]:
    """A school with one lesson, served; a browser with nothing in it."""
    server = school.place.started()
    lesson = Line(server.address).put_lesson(school.course, school.day, 1)
    complaints: list[str] = []
    context = browser.new_context(base_url=server.address)
    context.on("page", lambda page: page.on("pageerror", lambda error: complaints.append(str(error))))
    one = Desk(school, server, lesson, context)
    yield one
    context.close()
    with suppress(OSError):
        one.stop()
    assert complaints == []


def typed(page: Page, *signs: str) -> None:
    page.locator("#c0-0").focus()
    for sign in signs:
        page.keyboard.press(sign)
        page.keyboard.press("Enter")


def test_a_stopped_server_leaves_the_register_readable_and_what_is_typed_is_sent_once(desk: Desk) -> None:
    page = desk.open(desk.enter())
    typed(page, "5")
    expect(page.locator("#state")).to_contain_text("Сохранено")
    page.wait_for_timeout(5000)  # the kept copy follows what was saved
    desk.stop()
    page.reload()
    expect(page.locator("#kept")).to_contain_text("Без связи, сведения на")
    expect(page.locator("#c0-0")).to_have_text("5")
    page.locator("#c1-0").focus()
    for sign in ("4", "3"):
        page.keyboard.press(sign)
        page.keyboard.press("Enter")
    expect(page.locator("#state")).to_contain_text("2 отметки ждут связи")
    page.reload()
    expect(page.locator("#c2-0")).to_have_text("3")
    expect(page.locator("#state")).to_contain_text("2 отметки ждут связи")
    desk.start()
    expect(page.locator("#state")).to_contain_text("Сохранено", timeout=SOON)
    expect(page.locator("td.s-q")).to_have_count(0)
    expect(page.locator("#kept")).to_have_count(0, timeout=SOON)
    assert desk.marks() == ["5", "4", "3"]
    assert desk.school.place.rows(
        "SELECT COUNT(*) FROM trace_tracerecord WHERE deed = 'journal.put_mark'"
    ) == [(3,)]


def test_a_closed_tab_and_a_server_restarted_meanwhile_lose_nothing(desk: Desk) -> None:
    page = desk.open(desk.enter())
    desk.stop()
    typed(page, "4", "5")
    expect(page.locator("#state")).to_contain_text("2 отметки ждут связи")
    page.close()
    desk.start()
    again = desk.page()
    again.goto(desk.register)
    expect(again.locator("#state")).to_contain_text("Сохранено", timeout=SOON)
    assert desk.marks() == ["4", "5"]


def test_a_page_that_came_while_the_worker_was_made_ready_is_the_workers_too(desk: Desk) -> None:
    page = desk.enter()
    slow = page.context.new_page()
    slow.route("**/journal/*/?period=*", _late)
    desk.open(slow)
    desk.stop()
    slow.reload()
    expect(slow.locator("#kept")).to_contain_text("Без связи, сведения на")


def _late(route: Route) -> None:
    """Let the page come when the browser has made its worker ready meanwhile."""
    time.sleep(3)
    route.continue_()


def test_two_disputes_are_settled_after_the_network_returns(desk: Desk) -> None:
    page = desk.open(desk.enter())
    page.context.set_offline(True)
    typed(page, "4", "5", "3")
    other = Line(desk.server.address)
    for student in desk.school.students[:2]:
        other.put(desk.school.course, (desk.lesson, student), "", "2")
    page.context.set_offline(False)
    disputed = page.get_by_role("button", name=re.compile("Спорных: 2"))
    expect(disputed).to_be_visible(timeout=SOON)
    disputed.click()
    page.get_by_role("button", name=re.compile("ваша запись")).click()
    page.get_by_role("button", name=re.compile("Спорных: 1")).click()
    page.locator("[data-deed=theirs]").click()
    expect(page.locator("td.s-c")).to_have_count(0)
    assert sorted(desk.marks()) == ["2", "3", "4"]


def test_other_pages_say_plainly_that_there_is_no_connection(desk: Desk) -> None:
    page = desk.open(desk.enter())
    desk.stop()
    page.goto("/control/remarks/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Нет связи с сервером")
    page.get_by_role("link", name=re.compile("Алгебра")).click()
    expect(page.locator("#c0-0")).to_be_visible()
    page.goto("/control/remarks/")
    desk.start()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Нет связи с сервером", timeout=SOON)


def test_logout_leaves_no_database_and_no_cache(desk: Desk) -> None:
    page = desk.open(desk.enter())
    began = time.monotonic()
    page.locator("details.who summary").click()
    page.get_by_role("button", name="Выйти").click()
    expect(page).to_have_url(re.compile("/login/"))
    assert time.monotonic() - began < 5
    assert page.evaluate(LEFT) == [[], [], 0]


def test_a_person_who_leaves_is_asked_about_what_is_not_sent(desk: Desk) -> None:
    page = desk.open(desk.enter())
    desk.stop()
    typed(page, "4", "5")
    expect(page.locator("#state")).to_contain_text("2 отметки ждут связи")
    page.locator("details.who summary").click()
    page.get_by_role("button", name="Выйти").click()
    dialog = page.get_by_role("dialog", name="Не всё записано. Выйти?")
    expect(dialog).to_contain_text("ждут связи: 2")
    dialog.get_by_role("button", name="Отправить и выйти").click()
    expect(dialog).to_contain_text("нет связи с сервером", timeout=SOON)
    dialog.get_by_role("button", name="Остаться").click()
    expect(page.locator("td.s-q")).to_have_count(2)
    desk.start()
    page.locator("details.who").evaluate("(menu) => { menu.open = true; }")
    page.get_by_role("button", name="Выйти").click()
    expect(dialog.or_(page.locator("#username"))).to_be_visible(timeout=SOON)
    if dialog.is_visible():
        dialog.get_by_role("button", name="Отправить и выйти").click()
    expect(page).to_have_url(re.compile("/login/"), timeout=SOON)
    assert page.evaluate(LEFT) == [[], [], 0]
    assert desk.marks() == ["4", "5"]


def test_thrown_away_means_never_sent(desk: Desk) -> None:
    page = desk.open(desk.enter())
    page.context.set_offline(True)
    typed(page, "4")
    expect(page.locator("#state")).to_contain_text("1 отметка ждёт связи")
    page.locator("details.who summary").click()
    page.get_by_role("button", name="Выйти").click()
    page.get_by_role("button", name="Выбросить и выйти").click()
    expect(page.get_by_role("alert")).to_contain_text("Данные этого браузера стёрты")
    assert page.evaluate(LEFT) == [[], [], 0]
    page.context.set_offline(False)
    page.goto("/")
    expect(page).to_have_url(re.compile("/login/"), timeout=SOON)
    assert desk.marks() == []
    assert page.evaluate(LEFT) == [[], [], 0]


def test_another_person_finds_no_pages_and_sends_nothing_of_the_first(desk: Desk) -> None:
    page = desk.open(desk.enter())
    desk.stop()
    typed(page, "4")
    expect(page.locator("#state")).to_contain_text("1 отметка ждёт связи")
    page.close()
    desk.context.clear_cookies()
    desk.start()
    deputy = desk.enter(DEPUTY)
    deputy.wait_for_function(f"async () => (await ({KEPT})()).length === 0", timeout=SOON)
    deputy.goto(desk.register)
    expect(deputy.locator("#c0-0")).to_have_text("")
    deputy.locator("details.who summary").click()
    deputy.get_by_role("button", name="Выйти").click()
    expect(deputy).to_have_url(re.compile("/login/"))
    assert deputy.evaluate(LEFT) == [["letopis"], [], 0]
    assert desk.marks() == []
    teacher = desk.open(desk.enter())
    expect(teacher.locator("#state")).to_contain_text("Сохранено", timeout=SOON)
    assert desk.marks() == ["4"]


def test_a_login_until_the_browser_closes_leaves_no_readable_page_after_it(desk: Desk) -> None:
    page = desk.open(desk.enter(keep=False))
    desk.stop()
    page.reload()
    expect(page.locator("#kept")).to_be_visible()
    desk.close_browser()
    again = desk.page()
    again.goto(desk.register)
    expect(again.get_by_role("heading", level=1)).to_have_text("Нет связи с сервером")
    assert again.evaluate(KEPT) == []


def test_a_session_that_ended_takes_its_kept_pages_along(desk: Desk) -> None:
    page = desk.open(desk.enter())
    page.context.clear_cookies(name="sessionid")
    typed(page, "4")
    expect(page.locator("#state")).to_contain_text("Сеанс окончен")
    page.wait_for_function(f"async () => (await ({KEPT})()).length === 0", timeout=SOON)
    desk.open(desk.enter())
    expect(page.locator("#c0-0")).to_have_text("4")
    page.wait_for_function("() => !document.querySelector('td.s-q, td.s-s')", timeout=90_000)
    assert desk.marks() == ["4"]
