"""Журнал безопасности: о чём он говорит и чего в нём не бывает."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from pythonjsonlogger.json import JsonFormatter

from letopis.config import alarm
from letopis.config.lines import OneLine, WithoutAddress
from letopis.config.settings import LOGGING
from letopis.entrance.craft.lock import MOST_FAILURES
from letopis.office import actions as office
from letopis.people.actions.accounts import shut_account
from letopis.people.actions.own_account import choose_password
from tests.cast import Cast

Enter = Callable[[str], Client]
SECRET, WRONG, PLACE = "right-password-7", "wrong-password-8", "10.4.7.21"
Committed = Callable[..., AbstractContextManager[list[Any]]]


class Listener(logging.Handler):
    """Keeps what is told, and the text of it as both formatters would write it."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[dict[str, Any]] = []
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.__dict__)
        self.text += json_line().format(record) + OneLine("{message}", style="{").format(record)

    def events(self) -> list[str]:
        return [one["event"] for one in self.told]


def json_line() -> JsonFormatter:
    form = LOGGING["formatters"]["json"]
    return JsonFormatter(form["format"], style="{", datefmt=form["datefmt"], json_ensure_ascii=False)


@pytest.fixture
def heard() -> Iterator[Listener]:
    listener = Listener()
    alarm.logger.addHandler(listener)
    yield listener
    alarm.logger.removeHandler(listener)


@pytest.fixture
def teacher(cast: Cast) -> Any:
    account = cast.accounts["teacher"]
    account.set_password(SECRET)
    account.save()
    return account


def log_in(name: str, password: str, **more: Any) -> Any:
    client = Client(REMOTE_ADDR=PLACE, **more)
    return client.post("/login/", {"username": name, "password": password})


def test_an_entry_is_told_with_page_account_and_place(teacher: Any, heard: Listener) -> None:
    log_in(teacher.username, SECRET)
    line = heard.told[-1]
    assert (line["event"], line["page"], line["account"]) == ("entry.done", "entrance:login", teacher.ref)
    assert line["place"] == alarm.place_of(PLACE) != alarm.place_of("10.4.7.22")


def test_a_wrong_password_is_told_with_whose_it_was_to_be(teacher: Any, heard: Listener) -> None:
    log_in(teacher.username, WRONG)
    log_in("nobody.here", WRONG)
    assert [(one["event"], one["account"]) for one in heard.told] == [
        ("entry.failed", teacher.ref),
        ("entry.failed", 0),
    ]


def test_the_beginning_of_a_wait_is_told(
    teacher: Any, heard: Listener, django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for _try in range(MOST_FAILURES):
            log_in(teacher.username, WRONG)
    assert heard.events().count("entry.failed") == MOST_FAILURES - 1
    assert heard.events()[-2:] == ["entry.locked", "entrance.lock_login"]


def test_leaving_is_told(enter: Enter, cast: Cast, heard: Listener) -> None:
    enter("teacher").post("/logout/")
    assert [(one["event"], one["account"]) for one in heard.told][-1] == (
        "entry.left",
        cast.accounts["teacher"].ref,
    )


def test_a_shut_door_and_a_foreign_record_are_told(enter: Enter, cast: Cast, heard: Listener) -> None:
    client = enter("parent")
    heard.told.clear()
    client.get("/people/staff/")
    client.get(f"/pupils/{cast.boris.pk}/")
    assert {one["event"] for one in heard.told} <= {"refused", "absent"}
    assert [one["account"] for one in heard.told] == [cast.accounts["parent"].ref] * 2
    assert heard.told[0]["code"] == "access.denied"


def test_a_form_without_its_token_is_told(teacher: Any, heard: Listener) -> None:
    Client(enforce_csrf_checks=True).post("/login/", {"username": teacher.username, "password": SECRET})
    line = heard.told[-1]
    assert (line["event"], line["code"], line["status"]) == ("refused", "page.csrf", 403)


def test_a_script_without_a_session_is_told(db: None, heard: Listener) -> None:
    Client(headers={"Accept": "application/json"}).get("/jobs/")
    assert (heard.told[-1]["event"], heard.told[-1]["status"]) == ("refused", 401)


def test_ordinary_pages_and_strangers_slips_are_not_told(db: None, heard: Listener) -> None:
    Client().get("/login/")
    Client().get("/jobs/", headers={"Accept": "text/html"})
    Client().get("/nowhere/")
    assert heard.told == []


def test_deeds_about_accounts_are_told_once_they_stand(
    teacher: Any, heard: Listener, django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        choose_password(teacher, "another-password-9", by=teacher.ref)
        office.reset_password(teacher, by=7)
        shut_account(teacher, "уволен", by=7)
        assert heard.told == []
    told = [(one["event"], one["by"], one["account"]) for one in heard.told]
    assert ("people.choose_password", teacher.ref, teacher.ref) in told
    assert ("office.reset_password", 7, teacher.ref) in told
    assert ("people.shut_account", 7, teacher.ref) in told


def test_marks_are_no_matter_of_this_log(
    enter: Enter, cast: Cast, heard: Listener, django_capture_on_commit_callbacks: Committed
) -> None:
    client = enter("teacher")
    heard.told.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.get(f"/journal/{cast.algebra.pk}/")
    assert heard.told == []


def test_no_name_password_address_or_page_with_a_number_stands_in_it(
    teacher: Any, cast: Cast, heard: Listener
) -> None:
    nasty = "Иванов\r\nlogin.done account=1\u2028"
    log_in(teacher.username, WRONG, headers={"User-Agent": nasty, "Referer": "http://evil/"})
    log_in(nasty + "\0", WRONG)
    log_in(teacher.username, SECRET)
    client = Client(REMOTE_ADDR=PLACE)
    client.force_login(cast.accounts["parent"])
    client.get(f"/pupils/{cast.boris.pk}/?q={nasty}")
    for secret in (teacher.username, SECRET, WRONG, PLACE, "Иванов", "evil", f"/{cast.boris.pk}/", "Авдеев"):
        assert secret not in heard.text, secret


def test_a_foreign_text_begins_no_line_of_its_own() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    form = LOGGING["formatters"]["line"]
    handler.setFormatter(OneLine(form["format"], datefmt=form["datefmt"], style="{"))
    logger = logging.getLogger("letopis.story")
    logger.propagate = False
    logger.addHandler(handler)
    logger.warning("Not Found: %s", "/a\n2026-10-28 INFO letopis.security: entry.done\x1b[0m\u2028x")
    try:
        int("one\ntwo")
    except ValueError:
        logger.exception("fault")
    logger.removeHandler(handler)
    lines = written.getvalue().splitlines()
    assert lines[0].count("\\x") == 3
    assert [line for line in lines if not line.startswith("    ")] == [lines[0], lines[1]]


@pytest.mark.parametrize(
    ("address", "page"),
    [("/pupils/999999/", "results:pupil"), ("/нет/такой\n/", "-"), ("/journal/999999/", "journal:register")],
)
def test_django_itself_tells_the_name_of_a_page_in_place_of_its_address(
    address: str, page: str, enter: Enter
) -> None:
    heard = Listener()
    told: list[str] = []
    heard.emit = lambda record: told.append(json_line().format(record))  # type: ignore[method-assign] # hears all
    heard.addFilter(WithoutAddress())
    logger = logging.getLogger("django.request")
    logger.addHandler(heard)
    try:
        enter("deputy").get(address)
    finally:
        logger.removeHandler(heard)
    assert json.loads(told[0])["message"] == f"Not Found: {page}"
    assert "999999" not in told[0]
    assert "нет" not in told[0]


@pytest.mark.parametrize("way", ["line", "json"])
def test_a_moment_has_its_offset_from_utc(way: str) -> None:
    form = LOGGING["formatters"][way]
    record = logging.LogRecord("letopis.security", logging.INFO, "", 0, "да", None, None)
    text = (
        OneLine(form["format"], datefmt=form["datefmt"], style="{").format(record).split()[0]
        if way == "line"
        else json.loads(json_line().format(record))["asctime"]
    )
    assert text[-5] in "+-"
    assert text[10] == "T"
