"""Сеансы: где открыт вход, закончить свой и чужой, заметить новое устройство, дожить до конца срока."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from letopis.keys.actions import clear_visits, end_visit
from letopis.keys.craft.agents import agent_of
from letopis.keys.models import Visit
from letopis.people.models import Account
from letopis.regulation.refusals import Refused
from letopis.trace.models import TraceRecord
from tests.cast import NOON, PASSWORD, Cast, with_password

Enter = Callable[[str], Client]
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"
YANDEX = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/128.0 YaBrowser/24.10 Mobile Safari/537.36"
)
MINUTE = timedelta(minutes=1)
PAGE = {"Sec-Fetch-Mode": "navigate"}
SCRIPT = {"Sec-Fetch-Mode": "cors", "Accept": "application/json"}


@pytest.fixture
def teacher(cast: Cast) -> Account:
    account = cast.accounts["teacher"]
    with_password(account)
    return account


def entered(agent: str = FIREFOX, username: str = "teacher", **more: str) -> Client:
    client = Client(HTTP_USER_AGENT=agent, **more)
    assert client.post("/login/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


def typed(client: Client, address: str, **fields: str) -> Any:
    """A form as a browser sends it."""
    return client.post(address, urlencode(fields), content_type="application/x-www-form-urlencoded")


def is_in(client: Client) -> bool:
    return client.get("/", headers=PAGE).status_code == 200


@pytest.mark.parametrize(
    ("said", "words"),
    [(FIREFOX, "Firefox, Windows"), (YANDEX, "Яндекс Браузер, Android"), ("curl/8", ""), ("", "")],
)
def test_a_browser_is_told_in_words(said: str, words: str) -> None:
    assert agent_of(said) == words


def test_the_person_sees_where_they_are_in_and_ends_one(teacher: Account) -> None:
    here, there = entered(), entered(YANDEX, REMOTE_ADDR="10.0.0.7")
    page = here.get("/visits/").content.decode().replace("\u00a0", " ")
    for word in ("Firefox, Windows", "вы здесь", "Яндекс Браузер, Android", "10.0.0.7"):
        assert word in page
    other = Visit.objects.get(address="10.0.0.7")
    here.post(f"/visits/{other.pk}/end/")
    assert (is_in(here), is_in(there)) == (True, False)
    assert TraceRecord.objects.filter(deed="keys.end_visit", subject=teacher.ref, by=teacher.ref).exists()


def test_all_but_this_one_are_ended_at_once(teacher: Account) -> None:
    here, *others = [entered() for _number in range(4)]
    here.post("/visits/others/end/")
    assert [is_in(client) for client in (here, *others)] == [True, False, False, False]


def test_the_session_of_another_person_is_not_found(teacher: Account, enter: Enter) -> None:
    here = entered()
    visit = Visit.objects.get()
    stranger = enter("deputy")
    for deed in ("end", "know"):
        assert stranger.post(f"/visits/{visit.pk}/{deed}/").status_code == 404
    assert is_in(here)


def test_to_end_this_very_session_is_to_log_out(teacher: Account) -> None:
    here = entered()
    assert here.post(f"/visits/{Visit.objects.get().pk}/end/")["Location"] == "/login/"
    assert not is_in(here)
    assert Visit.objects.get().ended_at is not None


def test_logging_out_closes_the_session_in_the_list(teacher: Account) -> None:
    entered().post("/logout/")
    assert (Visit.objects.get().session, Visit.objects.get().ended_at is not None) == ("", True)


def test_a_changed_password_keeps_this_session_in_the_list(teacher: Account) -> None:
    here = entered()
    form = {"old": PASSWORD, "new": "дождь-над-школой-5", "again": "дождь-над-школой-5"}
    here.post("/password/", form)
    assert Visit.objects.get().session == here.session.session_key
    assert "вы здесь" in here.get("/visits/").content.decode()


def test_the_administrator_ends_sessions_with_a_ground_and_a_teacher_does_not(
    teacher: Account, enter: Enter
) -> None:
    here, admin = entered(), enter("admin")
    address = f"/keys/accounts/{teacher.pk}/visits/"
    assert "Firefox" in admin.get(address).content.decode()
    assert admin.post(address, {"why": " "}).json()["code"] == "account.no_ground"
    assert is_in(here)
    assert admin.post(address, {"why": "планшет украден"}).status_code == 302
    assert not is_in(here)
    assert "планшет украден" in TraceRecord.objects.get(deed="keys.end_visits").body
    assert enter("deputy").get(address).status_code == 403


def test_the_deed_itself_asks_for_a_ground(teacher: Account) -> None:
    entered()
    with pytest.raises(Refused) as refused:
        end_visit(Visit.objects.get(), by=teacher.ref + 2)
    assert refused.value.code == "account.no_ground"


# New devices


def test_a_new_device_is_told_at_the_start_and_confirmed_from_another(teacher: Account) -> None:
    old = entered()
    assert "нового устройства" not in old.get("/").content.decode()
    new = entered(YANDEX, REMOTE_ADDR="192.0.2.9")
    visit = Visit.objects.get(is_new=True)
    assert "нового устройства" not in new.get("/").content.decode()
    page = old.get("/").content.decode().replace("\u00a0", " ")
    assert "Вход с нового устройства" in page
    assert "192.0.2.9" in page
    new.post(f"/visits/{visit.pk}/know/")
    assert "нового устройства" in old.get("/").content.decode().replace("\u00a0", " ")
    old.post(f"/visits/{visit.pk}/know/")
    assert "нового устройства" not in old.get("/").content.decode()
    assert TraceRecord.objects.filter(deed="keys.know_device").exists()


def test_the_same_browser_is_not_new_the_second_time(teacher: Account) -> None:
    client = entered()
    client.post("/logout/")
    assert client.post("/login/", {"username": "teacher", "password": PASSWORD}).status_code == 302
    assert not Visit.objects.filter(is_new=True).exists()
    assert Visit.objects.count() == 2


def test_guests_of_the_demo_school_share_an_account_without_alarms(teacher: Account, settings: Any) -> None:
    settings.LETOPIS_DEMO = True
    entered()
    entered(YANDEX)
    assert not Visit.objects.filter(is_new=True).exists()


def test_the_device_is_kept_as_a_print(teacher: Account) -> None:
    client = entered()
    client.get("/")
    device = client.cookies["device"]
    assert device["httponly"]
    assert Visit.objects.get().device != device.value


# How long


def test_a_session_ends_after_its_idle_term_and_deeds_prolong_it(teacher: Account) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = entered()
        for _number in range(3):
            clock.shift(100 * MINUTE)
            assert is_in(client)
        clock.shift(121 * MINUTE)
        assert client.get("/", headers=PAGE)["Location"].startswith("/login/")


def test_a_page_that_looks_for_news_by_itself_does_not_prolong(teacher: Account, cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = entered()
        for _number in range(12):
            clock.shift(10 * MINUTE)
            client.get("/visits/", headers=SCRIPT)
        clock.shift(MINUTE)
        assert not is_in(client)


def test_no_deed_prolongs_beyond_the_longest_term(teacher: Account) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = entered()
        for _number in range(11):
            clock.shift(timedelta(hours=1))
            assert is_in(client)
        clock.shift(timedelta(hours=1, seconds=1))
        assert not is_in(client)


def test_the_post_sets_the_term(cast: Cast) -> None:
    admin = cast.accounts["admin"]
    with_password(admin)
    with time_machine.travel(NOON, tick=False) as clock:
        client = entered(username="admin")
        clock.shift(31 * MINUTE)
        assert not is_in(client)


def test_the_browser_knows_when_the_session_ends_and_stay_prolongs_it(teacher: Account) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = entered()
        first = int(client.cookies["session_ends"].value)
        assert first == int((timezone.now() + 120 * MINUTE).timestamp())
        clock.shift(119 * MINUTE)
        assert "Вы ещё здесь?" in client.get("/stay/", headers=SCRIPT).content.decode()
        assert int(client.cookies["session_ends"].value) == first
        told = client.post("/stay/", headers=SCRIPT).json()["ends"]
        assert told == first + 119 * 60 == int(client.cookies["session_ends"].value)
        clock.shift(119 * MINUTE)
        assert is_in(client)
        client.post("/logout/")
        assert client.cookies["session_ends"].value == ""


def test_being_here_is_noted_seldom_and_reading_costs_no_question_more(
    teacher: Account, django_assert_num_queries: Any
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = entered()
        client.get("/keys/accounts/")
        with django_assert_num_queries(3):  # the session, the account, the standing
            client.get("/keys/accounts/")
        clock.shift(5 * MINUTE)
        client.get("/")
        assert Visit.objects.get().seen_at < timezone.now()
        clock.shift(6 * MINUTE)
        client.get("/")
        assert Visit.objects.get().seen_at == timezone.now()


def test_old_sessions_are_forgotten_by_the_term_of_the_reference(teacher: Account) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        entered()
        clock.shift(timedelta(days=1))
        clear_visits()
        assert not Session.objects.exists()
        assert Visit.objects.get().ended_at is not None
        clock.shift(timedelta(days=90))
        clear_visits()
        assert not Visit.objects.exists()
        assert TraceRecord.objects.filter(deed="keys.clear_visits").exists()


def test_a_session_is_ended_by_who_has_proven_not_long_ago_that_it_is_they(teacher: Account) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        here, there = entered(), entered(REMOTE_ADDR="10.0.0.7")
        other = Visit.objects.get(address="10.0.0.7")
        clock.shift(timedelta(minutes=16))
        for address in (f"/visits/{other.pk}/end/", "/visits/others/end/"):
            asked = here.post(address, headers={"Referer": "http://testserver/visits/"})
            assert asked.status_code == 401
            assert 'href="http://testserver/visits/"' in asked.content.decode()
        assert is_in(there)
        assert typed(here, f"/visits/{other.pk}/end/", sure="чужой").status_code == 401
        assert is_in(there)
        assert typed(here, f"/visits/{other.pk}/end/", sure=PASSWORD)["Location"] == "/visits/"
        assert not is_in(there)
