"""Окна браузера и места для школ: кто вошёл, в том и журнал; за каждым местом убирают."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.cast import Cast
from tests.walks.line import Line
from tests.walks.place import Place, drop_database, new_database

Window = Callable[[str], Page]


@pytest.fixture(autouse=True)
def answered(request: pytest.FixtureRequest) -> Iterator[None]:
    """A closed window's last questions are answered before the database is emptied under them."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")  # emptied after this one
    yield
    for thread in threading.enumerate():
        if thread.name.endswith("(process_request_thread)"):
            thread.join(20)


@pytest.fixture
def window(cast: Cast, live_server: object, browser: Browser) -> Iterator[Window]:
    """A browser of somebody who has logged in; scripts that fail fail the story."""
    complaints: list[str] = []
    contexts = []

    def opened(role: str) -> Page:
        client = Client()
        client.force_login(cast.accounts[role])
        context = browser.new_context(base_url=str(live_server))
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": str(live_server)}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        contexts.append(context)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@dataclass(frozen=True)
class School:
    """A furnished place: numbers of its register page, first quarter, class, a day in it, its pupils."""

    place: Place
    course: int
    quarter: int
    class_group: int
    day: str
    students: list[int]


@pytest.fixture
def empty_place(tmp_path: Path) -> Iterator[Place]:
    """A folder and a database with nothing in them."""
    home = tmp_path / "empty"
    home.mkdir()
    place = Place(home, new_database())
    yield place
    drop_database(place.database)


KEPT = "приказ.txt"


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """A furnished school, made once; every story gets its own copy."""
    home = tmp_path_factory.mktemp("furnished") / "school"
    home.mkdir()
    place = Place(home, new_database())
    known = json.loads(place.script("tests.walks.furnish"))
    yield School(place, known["course"], known["quarter"], known["class"], known["day"], known["students"])
    drop_database(place.database)


@pytest.fixture
def school(furnished: School, tmp_path: Path) -> Iterator[School]:
    """A school with a class, a teacher and an empty page of the register."""
    yield from copied(furnished, tmp_path / "school")


@pytest.fixture(scope="session")
def marked(furnished: School, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """The same with one mark, 4, under the seal and one kept file; made once."""
    for one in copied(furnished, tmp_path_factory.mktemp("marked") / "school"):
        with one.place.served() as server:
            teacher = Line(server.address)
            lesson = teacher.put_lesson(one.course, one.day, 1)
            assert teacher.put(one.course, (lesson, one.students[0]), "", "4")["status"] == 200
        folder = one.place.home / "files"
        folder.mkdir(exist_ok=True)
        (folder / KEPT).write_text("О зачислении")
        one.place.must("seal")
        yield one


@pytest.fixture
def sealed(marked: School, tmp_path: Path) -> Iterator[School]:
    """A school with a sealed mark; nobody serves it."""
    yield from copied(marked, tmp_path / "school")


def copied(school: School, home: Path) -> Iterator[School]:
    """A copy of a school for one story, removed after it."""
    own = replace(school, place=school.place.like(home))
    yield own
    drop_database(own.place.database)
