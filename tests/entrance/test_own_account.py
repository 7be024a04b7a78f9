"""Своё: временный пароль меняют при первом входе, язык помнят."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from letopis.people.models import Account
from letopis.trace.models import TraceRecord
from tests.cast import Cast

OLD, NEW = "temporary-7k2", "дождь-над-школой-5"
KEY = settings.SESSION_COOKIE_NAME
HTML = {"Accept": "text/html"}


@pytest.fixture
def newcomer(cast: Cast) -> Account:
    account = cast.accounts["clerk"]
    account.set_password(OLD)
    account.must_change_password = True
    account.save()
    return account


def test_a_temporary_password_leads_to_choosing_ones_own(newcomer: Account) -> None:
    client = Client()
    response = client.post("/login/", {"username": newcomer.username, "password": OLD})
    assert response["Location"] == "/password/"
    assert client.get("/")["Location"] == "/password/"
    assert client.post("/password/", {"new": NEW, "again": NEW})["Location"] == "/"
    assert "Пароль сменён" in client.get("/").content.decode()
    newcomer.refresh_from_db()
    assert newcomer.check_password(NEW)
    assert not newcomer.must_change_password
    assert TraceRecord.objects.filter(
        deed="people.choose_password", subject=newcomer.ref, by=newcomer.ref
    ).exists()


def test_other_browsers_of_the_person_are_logged_out(newcomer: Account) -> None:
    here, there = Client(), Client()
    here.force_login(newcomer)
    there.force_login(newcomer)
    here.post("/password/", {"new": NEW, "again": NEW})
    assert here.get("/").status_code == 200
    assert there.get("/")["Location"].startswith("/login/")


def test_what_was_asked_for_before_the_new_password_takes_no_key_away(newcomer: Account) -> None:
    client, late = Client(), Client()
    client.force_login(newcomer)
    late.cookies[KEY] = client.cookies[KEY].value
    client.post("/password/", {"new": NEW, "again": NEW})
    assert client.cookies[KEY].value != late.cookies[KEY].value
    for address in ("/words/", "/password/", "/login/"):
        answer = late.get(address)
        assert KEY not in answer.cookies, address
        assert "Cookie" in answer["Vary"], address
    assert late.get("/")["Location"].startswith("/login/")
    assert client.post("/logout/").cookies[KEY].value == ""


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"new": NEW, "again": "другое-слово-9"}, "Пароли не совпали"),
        ({"new": "12345678", "again": "12345678"}, "распространён"),
        ({"new": "коротко", "again": "коротко"}, "короткий"),
        ({"new": OLD, "again": OLD}, "Это прежний пароль"),
        ({}, "Введите новый пароль."),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(
    newcomer: Account, form: dict[str, str], sentence: str
) -> None:
    client = Client()
    client.force_login(newcomer)
    response = client.post("/password/", form)
    assert response.status_code == 422
    assert sentence in response.content.decode().replace("\u00a0", " ")
    newcomer.refresh_from_db()
    assert newcomer.check_password(OLD)


def test_a_permanent_password_is_changed_only_by_who_knows_it(newcomer: Account) -> None:
    Account.objects.update(must_change_password=False)
    client = Client()
    client.force_login(newcomer)
    assert "Прежний пароль" in client.get("/password/").content.decode()
    assert client.post("/password/", {"old": "чужой", "new": NEW, "again": NEW}).status_code == 422
    assert client.post("/password/", {"old": OLD, "new": NEW, "again": NEW}).status_code == 302


def test_the_language_is_kept_on_the_account_and_in_the_browser(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.accounts["teacher"])
    response = client.post("/language/", {"language": "en", "next": "/act/"})
    assert response["Location"] == "/act/"
    cast.accounts["teacher"].refresh_from_db()
    assert cast.accounts["teacher"].language == "en"
    assert '<html lang="en"' in client.get("/", headers=HTML).content.decode()
    assert '<html lang="en"' in client.get("/nowhere/", headers=HTML).content.decode()


def test_a_stranger_chooses_a_language_for_the_browser(db: None) -> None:
    client = Client()
    client.post("/language/", {"language": "en", "next": "/login/"})
    assert '<html lang="en"' in client.get("/login/").content.decode()


@pytest.mark.parametrize(
    "form", [{"language": "xx"}, {}, {"language": "de", "next": "https://evil.example/"}]
)
def test_an_unknown_language_changes_nothing(db: None, form: dict[str, str]) -> None:
    client = Client()
    response = client.post("/language/", form)
    assert response["Location"] == "/"
    assert '<html lang="ru"' in client.get("/login/").content.decode()


def test_the_language_is_a_deed_not_a_link(db: None) -> None:
    assert Client().get("/language/").status_code == 405
