"""Оболочка журнала хранится, но у каждого захода свои ключ, данные, имя, тема, язык и сказанное однажды."""

from __future__ import annotations

import re
from collections.abc import Callable
from gzip import decompress as unzip
from unittest.mock import patch

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from letopis.screen.queries import shells
from tests.cast import Cast, saved
from tests.journal.test_cell_signs import mark
from tests.journal.test_pages import data_of

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
KEY = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def page(client: Client, cast: Cast, query: str = "") -> str:
    return client.get(f"/journal/{cast.algebra.pk}/{query}").content.decode()


def test_each_visit_gets_a_key_of_its_own(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    first, second = (KEY.findall(page(client, cast)) for _ in range(2))
    assert len(first) == len(second) == 2
    assert len({*first, *second}) == 2  # one for each visit
    assert shells.KEY not in (text := page(client, cast))
    assert shells.DATA not in text


def test_a_key_of_the_page_opens_the_door_and_another_does_not(cast: Cast, enter: Enter) -> None:
    known = enter("teacher")
    client = Client(enforce_csrf_checks=True)
    client.cookies = known.cookies
    key, *_rest = KEY.findall(page(client, cast))
    assert client.post("/language/", {"csrfmiddlewaretoken": key, "language": "ru"}).status_code == 302
    forged = key[:-1] + ("a" if key[-1] != "a" else "b")
    assert client.post("/language/", {"csrfmiddlewaretoken": forged, "language": "ru"}).status_code == 403


def test_a_kept_shell_holds_the_newest_data(cast: Cast, enter: Enter) -> None:
    client, address = enter("teacher"), f"/journal/{cast.algebra.pk}/"
    assert data_of(client, address)["cells"][0] == ""
    saved(mark(client, cast, "4"))
    assert data_of(client, address)["cells"][0] == "4"


def test_the_shell_of_one_person_is_not_shown_to_another(cast: Cast, enter: Enter) -> None:
    teacher, deputy = (page(enter(role), cast) for role in ("teacher", "deputy"))
    mine, theirs = (str(cast.accounts[role]) for role in ("teacher", "deputy"))
    assert mine in teacher
    assert mine not in deputy
    assert theirs in deputy


@pytest.mark.parametrize(
    ("cookie", "value", "sign"),
    [("theme", "dark", 'data-theme="dark"'), ("django_language", "en", '<html lang="en"')],
)
def test_theme_and_language_have_shells_of_their_own(
    cast: Cast, enter: Enter, cookie: str, value: str, sign: str
) -> None:
    client = enter("teacher")
    assert sign not in page(client, cast)
    if cookie == "django_language":
        cast.accounts["teacher"].language = value
        cast.accounts["teacher"].save()
    client.cookies[cookie] = value
    assert sign in page(client, cast)


def test_whoever_connects_a_second_key_is_asked_for_it_on_a_page_opened_before(
    cast: Cast, enter: Enter
) -> None:
    client, asked = enter("teacher"), "код второго ключа"
    assert asked not in page(client, cast)
    cast.accounts["teacher"].has_second_key = True
    cast.accounts["teacher"].save()
    assert asked in page(client, cast)


def test_a_page_leads_back_to_its_own_address(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    for quarter in cast.quarters[:2]:
        text = page(client, cast, f"?period={quarter.pk}")
        assert f'name="next" value="/journal/{cast.algebra.pk}/?period={quarter.pk}"' in text


def test_what_is_said_once_is_said_to_one_visit(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    page(client, cast)
    request = HttpRequest()
    request.session = client.session
    said = SessionStorage(request)
    said.add(constants.SUCCESS, "Пароль сменён")
    said.update(HttpResponse())
    request.session.save()
    assert "Пароль сменён" in page(client, cast)
    assert "Пароль сменён" not in page(client, cast)


def test_the_packed_page_is_the_page(cast: Cast, enter: Enter) -> None:
    client, address = enter("teacher"), f"/journal/{cast.algebra.pk}/"
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert int(packed["Content-Length"]) == len(packed.content)
    assert {"Accept-Encoding" in answer["Vary"] for answer in (plain, packed)} == {True}
    first, second = (KEY.sub("", text) for text in (plain.content.decode(), unzip(packed.content).decode()))
    assert first == second


def test_texts_are_put_into_their_holes_escaped_and_packed_alike(cast: Cast) -> None:
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    request.session, request.user = SessionStore(), cast.accounts["teacher"]
    request._messages = SessionStorage(request)  # type: ignore[attr-defined]
    facts = {"title": "Нет", "sentence": "Фраза"}
    texts = {"who": "Анна & <Борис>", "whom": "д" * 200}
    with patch.object(shells, "render_to_string", drawn_with_texts):
        page = shells.filled_shell(request, "screen/refusal.html", facts, ("data", [1]), texts)
    assert unzip(page.content).decode() == f"[Анна &amp; &lt;Борис&gt;|{'д' * 200}|Анна &amp; &lt;Борис&gt;]"


def drawn_with_texts(_template: str, facts: dict[str, dict[str, str]], _request: HttpRequest) -> str:
    texts = facts["texts"]
    return f"[{texts['who']}|{texts['whom']}|{texts['who']}]"
