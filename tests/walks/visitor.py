"""Человек за настоящим браузером: входит, ходит по страницам, пишет с клавиатуры, скачивает."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, expect

PATIENCE = 30_000  # milliseconds: other tests run at the same time
PASSWORD = "сосна-у-реки-41"
HOST = r"^https?://[^/]+"  # what stands before the path of an address
# Where Russian letters are on the keyboard.
RUSSIAN_KEYS = {"н": "KeyY", "б": "Comma", "у": "KeyE", "о": "KeyJ", "з": "KeyP", "а": "KeyF", "ч": "KeyX"}


class Visitor:
    """One person, one window; everything the browser complains of is kept."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self._heard(said.type, said.text))

    def _heard(self, kind: str, text: str) -> None:
        """A refusal and a conflict are answers of the program; the browser complains of them too."""
        if kind == "error" and not re.search(r"status of (409|422)", text):
            self.complaints.append(text)

    def enter(self, username: str, password: str = PASSWORD) -> None:
        """Log in; a start password is changed for an own one, as the program demands."""
        self.page.goto("/login/")
        self.page.get_by_label("Имя для входа").fill(username)
        self.page.get_by_label("Пароль", exact=True).fill(password)
        self.page.get_by_role("button", name="Войти", exact=True).click()
        self.page.wait_for_url(re.compile(rf"{HOST}/(password/)?$"))
        if self.page.url.endswith("/password/"):
            self.page.locator("[name=new]").fill(PASSWORD)
            self.page.locator("[name=again]").fill(PASSWORD)
            self.page.get_by_role("button", name="Сменить пароль").click()
            self.page.wait_for_url(re.compile(rf"{HOST}/$"))

    def press(self, name: str) -> None:
        """Press a button by its name."""
        self.page.get_by_role("button", name=name).first.click()

    def follow(self, name: str) -> None:
        """Follow a link by its name."""
        self.page.get_by_role("link", name=name).first.click()

    def download(self, button: Locator, target: Path) -> Path:
        """What a button gives to keep."""
        with self.page.expect_download() as waiting:
            button.click()
        waiting.value.save_as(target)
        return target


class Register:
    """A page of the register as the person sees it: cells are found by what is read aloud."""

    def __init__(self, visitor: Visitor) -> None:
        self.page = visitor.page
        self.line = visitor.context.new_cdp_session(visitor.page)

    def cell(self, pupil: str, column: str) -> Locator:
        """The cell of a pupil under a date or a period."""
        return self.page.get_by_role("gridcell", name=re.compile(rf"^{pupil}.*, {re.escape(column)}: "))

    def keys(self, *keys: str) -> None:
        """Strike keys one after another; Russian letters on the Russian layout."""
        for key in keys:
            if key in RUSSIAN_KEYS:
                self._strike(key, RUSSIAN_KEYS[key])
            else:
                self.page.keyboard.press(key)

    def _strike(self, letter: str, code: str) -> None:
        """Playwright's keyboard is American: the browser itself is told of the Russian key."""
        for kind, text in (("keyDown", letter), ("keyUp", "")):
            event = {"type": kind, "key": letter, "code": code, "text": text}
            self.line.send("Input.dispatchKeyEvent", event)

    def shows(self, pupil: str, column: str, value: str) -> None:
        """What stands there."""
        named = re.compile(rf"^{pupil}.*, {re.escape(column)}: {re.escape(value)}(,|$)")
        expect(self.page.get_by_role("gridcell", name=named)).to_be_visible()

    def saved(self) -> None:
        """Everything typed has been acknowledged."""
        expect(self.page.locator("#state")).to_contain_text("Сохранено в")
        expect(self.page.locator("#state")).not_to_contain_text("Сохраняется")


expect.set_options(timeout=PATIENCE)


@contextmanager
def visiting(browser: Browser, address: str) -> Iterator[Visitor]:
    """A window of one's own on the school."""
    context = browser.new_context(base_url=address, locale="ru-RU", accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    visitor = Visitor(context)
    yield visitor
    context.close()
    assert not visitor.complaints, visitor.complaints
