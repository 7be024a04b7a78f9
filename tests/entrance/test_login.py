"""Вход: свой входит, чужой ждёт, кнопки показа стоят только у показательной школы."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from letopis.entrance.actions import count_failure
from letopis.entrance.craft.lock import MOST_FAILURES, NAME, PLACE, WAIT, WINDOW, Tries
from letopis.entrance.models import LoginTries
from letopis.regulation.access import ROLES
from letopis.trace.models import TraceRecord
from tests.cast import Cast

LOGIN = "/login/"
SECRET, WRONG = "right-password-7", "wrong"
MINUTE = timedelta(minutes=1)
START = datetime(2026, 10, 28, 9, 0, tzinfo=UTC)


@pytest.fixture
def teacher(cast: Cast) -> str:
    account = cast.accounts["teacher"]
    account.set_password(SECRET)
    account.save()
    return account.username


def tried(client: Client, username: str, password: str = WRONG, **more: str) -> object:
    return client.post(LOGIN, {"username": username, "password": password, **more})


def told(client: Client, username: str, password: str = WRONG) -> tuple[int, str]:
    response = client.post(LOGIN, {"username": username, "password": password})
    return response.status_code, response.content.decode().replace("\u00a0", " ")


def test_the_right_password_opens_the_start_page(teacher: str) -> None:
    response = Client().post(LOGIN, {"username": teacher, "password": SECRET})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_a_name_is_taken_in_any_case(teacher: str) -> None:
    assert Client().post(LOGIN, {"username": f" {teacher.upper()} ", "password": SECRET}).status_code == 302


def test_a_wrong_password_and_an_unknown_name_are_told_the_same(teacher: str) -> None:
    wrong, unknown = told(Client(), teacher), told(Client(), "nobody.here")
    assert wrong[0] == unknown[0] == 422
    for _status, page in (wrong, unknown):
        assert "имя или пароль не подошли" in page


def test_a_dismissed_account_does_not_enter(teacher: str, cast: Cast) -> None:
    cast.accounts["teacher"].is_active = False
    cast.accounts["teacher"].save()
    assert told(Client(), teacher, SECRET)[0] == 422


def test_an_empty_form_names_what_is_missing(db: None) -> None:
    page = Client().post(LOGIN, {}).content.decode()
    assert "Введите имя для входа." in page
    assert "Введите пароль." in page


def test_ten_failures_close_the_name_for_five_minutes_even_to_the_right_password(teacher: str) -> None:
    client = Client()
    with time_machine.travel(START, tick=False) as clock:
        for _number in range(MOST_FAILURES - 1):
            assert told(client, teacher)[0] == 422
        status, page = told(client, teacher)
        assert status == 429
        assert "Попробуйте в 12:05" in page
        clock.shift(WAIT - MINUTE)
        assert told(client, teacher, SECRET)[0] == 429
        clock.shift(MINUTE)
        assert told(client, teacher, SECRET)[0] == 302


def test_another_name_and_another_address_do_not_wait(teacher: str, cast: Cast) -> None:
    client = Client()
    for _number in range(MOST_FAILURES):
        tried(client, teacher)
    assert told(client, "deputy")[0] == 422
    assert told(Client(REMOTE_ADDR="10.0.0.7"), teacher, SECRET)[0] == 302


def test_slow_slips_never_close_the_door(teacher: str) -> None:
    client = Client()
    with time_machine.travel(START, tick=False) as clock:
        for _number in range(3 * MOST_FAILURES):
            assert told(client, teacher)[0] == 422
            clock.shift(2 * MINUTE)


def test_the_table_keeps_neither_names_nor_addresses_and_forgets_in_a_day(teacher: str) -> None:
    with time_machine.travel(START, tick=False) as clock:
        tried(Client(REMOTE_ADDR="10.9.8.7"), teacher)
        keys = list(LoginTries.objects.values_list("key", flat=True))
        assert len(keys) == 3  # the name from this place, the name, the place
        assert not any(teacher in key or "10.9" in key for key in keys)
        clock.shift(timedelta(days=1, minutes=1))
        tried(Client(), "somebody.else")
        assert not LoginTries.objects.filter(key__in=keys).exists()


def test_a_name_tried_from_many_places_waits_everywhere(teacher: str) -> None:
    for number in range(NAME.most):
        count_failure(teacher, f"10.0.0.{number % 20}", timezone.now(), by=0)
    assert told(Client(REMOTE_ADDR="192.0.2.1"), teacher, SECRET)[0] == 429


def test_many_names_tried_from_one_place_make_the_place_wait(teacher: str) -> None:
    for number in range(PLACE.most):
        count_failure(f"name{number}", "10.0.0.1", timezone.now(), by=0)
    assert told(Client(REMOTE_ADDR="10.0.0.1"), teacher, SECRET)[0] == 429
    assert told(Client(REMOTE_ADDR="10.0.0.2"), teacher, SECRET)[0] == 302


def test_the_count_outlives_the_server(teacher: str) -> None:
    for _number in range(MOST_FAILURES):
        tried(Client(), teacher)
    cache.clear()
    assert told(Client(), teacher, SECRET)[0] == 429


def test_the_trace_keeps_the_beginning_of_a_wait_and_no_single_slip(teacher: str, cast: Cast) -> None:
    locks = TraceRecord.objects.filter(deed="entrance.lock_login")
    for _number in range(MOST_FAILURES - 1):
        tried(Client(), teacher)
    assert not locks.exists()
    tried(Client(), teacher)
    assert locks.get().subject == cast.accounts["teacher"].ref


@pytest.mark.parametrize(
    ("minutes", "locked"),
    [
        (range(9), False),  # nine in nine minutes
        (range(10), True),  # ten in ten minutes
        ([0, *range(11, 20)], False),  # the first has left the window
        ([0, *range(11, 21)], True),
    ],
)
def test_the_wait_begins_with_the_tenth_failure_within_the_window(minutes: list[int], locked: bool) -> None:
    tries = Tries()
    for minute in minutes:
        now = START + minute * MINUTE
        tries = tries.failed(now)
    assert bool(tries.lock_at(now)) is locked
    if locked:
        assert tries.lock_at(now + WAIT) is None
        assert tries.failed(now + WAIT).failures == 1
    assert timedelta(0) < WAIT <= WINDOW


def test_the_person_goes_where_they_wanted_but_never_to_a_foreign_site(teacher: str) -> None:
    def led_to(wanted: str) -> str:
        form = {"username": teacher, "password": SECRET, "next": wanted}
        return str(Client().post(LOGIN, form)["Location"])

    assert led_to("/journal/") == "/journal/"
    assert led_to("https://evil.example/") == "/"
    assert led_to("//evil.example/") == "/"


def test_a_stranger_is_asked_to_log_in_and_then_led_on(db: None) -> None:
    response = Client().get("/journal/")
    assert response["Location"] == "/login/?next=/journal/"
    assert 'name="next" value="/journal/"' in Client().get(response["Location"]).content.decode()


def test_the_session_ends_with_the_browser_unless_asked_otherwise(teacher: str) -> None:
    short, long = Client(), Client()
    tried(short, teacher, SECRET)
    tried(long, teacher, SECRET, keep="on")
    assert short.session.get_expire_at_browser_close()
    assert not long.session.get_expire_at_browser_close()
    assert settings.SESSION_COOKIE_AGE == 12 * 60 * 60


def test_who_is_in_does_not_see_the_login_page(teacher: str) -> None:
    client = Client()
    tried(client, teacher, SECRET)
    assert client.get(LOGIN)["Location"] == "/"


def test_logging_out_closes_the_session_and_is_a_deed_not_a_link(teacher: str) -> None:
    client = Client()
    tried(client, teacher, SECRET)
    assert client.get(reverse("entrance:logout")).status_code == 405
    assert client.post(reverse("entrance:logout"))["Location"] == LOGIN
    assert client.get("/")["Location"].startswith(LOGIN)


@override_settings(LETOPIS_DEMO=True)
def test_the_demo_school_offers_a_button_for_every_role(cast: Cast) -> None:
    for role in ROLES:
        cast.accounts[role].set_password("letopis-demo")
        cast.accounts[role].save()
    page = Client().get(LOGIN).content.decode()
    assert "letopis-demo" in page
    for role in ROLES:
        assert f'name="username" value="{role}"' in page
        assert Client().post(LOGIN, {"username": role, "password": "letopis-demo"}).status_code == 302


@override_settings(LETOPIS_DEMO=False)
def test_a_real_school_has_no_such_buttons(db: None) -> None:
    page = Client().get(LOGIN).content.decode()
    assert "letopis-demo" not in page
    assert '<button class="btn" type="submit" name="username"' not in page
