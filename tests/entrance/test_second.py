"""Второй шаг входа: пароля мало, код годится раз, ключ доступа знает свой сайт."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pyotp
import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from letopis.entrance.craft.lock import MOST_FAILURES, QUESTIONS
from letopis.keys.actions import add_application
from letopis.keys.models import SecondKey
from letopis.people.models import Account
from letopis.trace.models import TraceRecord
from tests.cast import NOON, PASSWORD, Cast, with_password
from tests.keys.token import Token

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HALF_MINUTE = timedelta(seconds=30)
HOST = {"HTTP_HOST": "localhost"}
LOCAL = {"origin": "http://localhost", "host": "localhost"}


@pytest.fixture
def deputy(cast: Cast) -> Account:
    return with_password(cast.accounts["deputy"])


@pytest.fixture
def codes(deputy: Account) -> list[str]:
    """Codes of the deputy, whose application was connected a day ago."""
    before = timezone.now() - timedelta(days=1)
    return add_application(deputy, SECRET, pyotp.TOTP(SECRET).at(before), before, by=deputy.ref)


def password(client: Client, **more: str) -> Any:
    return client.post("/login/", {"username": "deputy", "password": PASSWORD, **more})


def code(client: Client, typed: str) -> tuple[int, str]:
    response = client.post("/login/second/", {"code": typed})
    return response.status_code, response.content.decode().replace("\u00a0", " ")


def now_code() -> str:
    return pyotp.TOTP(SECRET).at(timezone.now())


def test_a_right_password_alone_opens_nothing(codes: list[str]) -> None:
    client = Client()
    assert password(client)["Location"] == "/login/second/"
    assert client.get("/")["Location"].startswith("/login/")
    assert client.get("/journal/")["Location"].startswith("/login/")
    assert client.get("/login/second/").status_code == 200


def test_the_code_of_the_application_lets_in_and_leads_on(codes: list[str]) -> None:
    client = Client()
    password(client, next="/journal/")
    response = client.post("/login/second/", {"code": now_code()})
    assert response["Location"] == "/journal/"
    assert client.get("/journal/").status_code == 200


def test_a_code_is_good_once(codes: list[str]) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        typed = now_code()
        first, second = Client(), Client()
        for client in (first, second):
            password(client)
        assert code(first, typed)[0] == 302
        status, page = code(second, typed)
        assert (status, "код не подошёл" in page) == (422, True)
        clock.shift(HALF_MINUTE)
        assert code(second, f"{now_code()[:3]} {now_code()[3:]}")[0] == 302


@pytest.mark.parametrize(("apart", "status"), [(-2, 422), (-1, 302), (0, 302), (1, 302), (2, 422)])
def test_clocks_may_differ_by_half_a_minute(codes: list[str], apart: int, status: int) -> None:
    with time_machine.travel(NOON, tick=False):
        client = Client()
        password(client)
        assert code(client, pyotp.TOTP(SECRET).at(timezone.now() + apart * HALF_MINUTE))[0] == status


def test_a_code_from_the_paper_lets_in_once(codes: list[str], deputy: Account) -> None:
    for status in (302, 422):
        client = Client()
        password(client)
        assert code(client, codes[0].upper().replace("-", " "))[0] == status
    assert '"left":9' in TraceRecord.objects.get(deed="keys.use_code").body.replace(" ", "")


def test_wrong_codes_close_the_name_like_wrong_passwords(codes: list[str]) -> None:
    client = Client()
    password(client)
    for _number in range(MOST_FAILURES - 1):
        assert code(client, "000000")[0] == 422
    assert code(client, "000000")[0] == 429
    assert code(client, now_code())[0] == 429
    assert password(Client()).status_code == 429


def test_the_door_waits_ten_minutes_and_no_longer(codes: list[str]) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = Client()
        password(client)
        clock.shift(timedelta(minutes=10, seconds=1))
        response = client.post("/login/second/", {"code": now_code()})
        assert response["Location"] == "/login/"
        assert client.get("/")["Location"].startswith("/login/")


def test_a_password_changed_meanwhile_or_a_shut_account_ends_the_waiting(
    codes: list[str], deputy: Account
) -> None:
    for change in ("password", "is_active"):
        client = Client()
        password(client)
        if change == "password":
            deputy.set_password("другой-пароль-7")
        else:
            deputy.is_active = False
        deputy.save()
        assert client.post("/login/second/", {"code": now_code()})["Location"] == "/login/", change
        deputy.set_password(PASSWORD)
        deputy.is_active = True
        deputy.save()


def test_nobody_comes_to_the_second_step_past_the_first(codes: list[str]) -> None:
    client = Client()
    assert client.get("/login/second/")["Location"] == "/login/"
    assert client.post("/login/second/", {"code": now_code()})["Location"] == "/login/"


def test_an_empty_form_names_what_is_missing(codes: list[str]) -> None:
    client = Client()
    password(client)
    assert "Введите код из приложения или с бумаги." in code(client, "")[1]


# Passkeys


def options_in(page: str) -> dict[str, Any]:
    return dict(json.loads(unescape(re.findall(r'data-options="([^"]*)"', page)[0])))


def connect(client: Client, token: Token, **more: str) -> Any:
    options = options_in(client.get("/keys/passkey/", **HOST).content.decode())
    form = {"name": "Телефон", "password": PASSWORD, "answer": token.make(options), **more}
    return client.post("/keys/passkey/", form, **HOST)


@pytest.fixture
def token(deputy: Account) -> Token:
    """A passkey the deputy has connected."""
    client, token = Client(), Token(**LOCAL)
    client.force_login(deputy)
    assert '<ol class="codes">' in connect(client, token).content.decode()
    return token


def second_by(token: Token) -> Any:
    client = Client()
    client.post("/login/", {"username": "deputy", "password": PASSWORD}, **HOST)
    options = options_in(client.get("/login/second/", **HOST).content.decode())
    return client.post("/login/second/", {"answer": token.sign(options)}, **HOST)


def alone_by(token: Token, **more: str) -> Any:
    client = Client()
    options = client.post("/login/passkey/question/", **HOST).json()
    return client.post("/login/passkey/", {"answer": token.sign(options), **more}, **HOST)


def test_a_passkey_confirms_a_password_and_enters_without_one(token: Token) -> None:
    assert second_by(token)["Location"] == "/"
    assert alone_by(token, next="/journal/")["Location"] == "/journal/"
    assert alone_by(token, next="https://evil.example/")["Location"] == "/"


def test_a_passkey_that_has_not_proven_the_person_does_not_enter_alone(token: Token) -> None:
    token.proves_person = False
    assert alone_by(token).status_code == 422
    assert second_by(token).status_code == 302


@pytest.mark.parametrize("lie", ["origin", "host", "key", "name"])
def test_a_signature_for_another_site_or_by_another_key_is_refused(token: Token, lie: str) -> None:
    stranger = Token(**LOCAL)
    kept = getattr(token, lie)
    setattr(
        token,
        lie,
        {"origin": "http://localhost.evil.example", "host": "evil.example"}.get(lie, getattr(stranger, lie)),
    )
    for response in (second_by(token), alone_by(token)):
        assert response.status_code == 422
        assert "этот ключ доступа здесь не знают" in response.content.decode().replace("\u00a0", " ")
    setattr(token, lie, kept)
    assert alone_by(token).status_code == 302


def test_an_old_answer_does_not_enter_again(token: Token) -> None:
    client = Client()
    answer = token.sign(client.post("/login/passkey/question/", **HOST).json())
    assert client.post("/login/passkey/", {"answer": answer}, **HOST).status_code == 302
    again = Client()
    again.post("/login/passkey/question/", **HOST)
    assert again.post("/login/passkey/", {"answer": answer}, **HOST).status_code == 422


@pytest.mark.parametrize(
    "answer", ["", "{", "[]", '{"id": 1}', '{"rawId": "0", "response": {}}', "ж" * 30_000]
)
def test_a_broken_answer_gets_a_sentence(token: Token, answer: str) -> None:
    client = Client()
    client.post("/login/passkey/question/", **HOST)
    assert client.post("/login/passkey/", {"answer": answer}, **HOST).status_code == 422


def test_a_copied_key_is_noticed_and_told_in_the_trace(token: Token) -> None:
    assert alone_by(token).status_code == 302
    token.counter = 0
    response = alone_by(token)
    assert (response.status_code, "копия" in response.content.decode()) == (422, True)
    assert TraceRecord.objects.filter(deed="keys.suspect").exists()


def test_anothers_passkey_does_not_confirm_ones_password(token: Token, cast: Cast) -> None:
    other, client = cast.accounts["principal"], Client()
    with_password(other)
    client.force_login(other)
    own = Token(**LOCAL)
    connect(client, own)
    fresh = Client()
    fresh.post("/login/", {"username": "deputy", "password": PASSWORD}, **HOST)
    options = options_in(fresh.get("/login/second/", **HOST).content.decode())
    assert fresh.post("/login/second/", {"answer": own.sign(options)}, **HOST).status_code == 422


def test_a_shut_account_does_not_enter_by_its_passkey(token: Token, deputy: Account) -> None:
    Account.objects.filter(pk=deputy.pk).update(is_active=False)
    assert alone_by(token).status_code == 422


def test_many_wrong_passkeys_from_one_place_wait(token: Token) -> None:
    stranger = Token(**LOCAL)
    for _number in range(MOST_FAILURES - 1):
        assert alone_by(stranger).status_code == 422
    assert alone_by(stranger).status_code == 429
    assert alone_by(token).status_code == 429
    assert second_by(token).status_code == 302


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"name": ""}, "Назовите ключ"),
        ({"answer": ""}, "Браузер не создал ключ"),
        ({"answer": "{}"}, "ключ доступа не ответил как надо"),
        ({"password": "чужой"}, "Пароль не подошёл"),
    ],
)
def test_a_passkey_is_not_connected_by_halves(deputy: Account, form: dict[str, str], sentence: str) -> None:
    client = Client()
    client.force_login(deputy)
    response = connect(client, Token(**LOCAL), **form)
    assert response.status_code == 422
    assert sentence in response.content.decode().replace("\u00a0", " ")
    assert not SecondKey.objects.exists()


def test_one_passkey_is_connected_once(token: Token, deputy: Account) -> None:
    client = Client()
    client.force_login(deputy)
    assert "уже подключён" in connect(client, token).content.decode()


def test_a_place_without_a_name_offers_no_passkeys(deputy: Account) -> None:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(deputy)
    assert "по имени" in client.get("/keys/").content.decode().replace("\u00a0", " ")
    assert "data-options" not in client.get("/keys/passkey/").content.decode()
    assert "Войти ключом доступа" not in Client(HTTP_HOST="127.0.0.1").get("/login/").content.decode()
    assert "Войти ключом доступа" in Client(HTTP_HOST="localhost").get("/login/").content.decode()


def ask(place: str) -> Any:
    return Client().post("/login/passkey/question/", REMOTE_ADDR=place, **HOST)


def test_questions_for_a_passkey_are_counted_by_place_and_hinder_nothing_else(deputy: Account) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _number in range(QUESTIONS.most):
            assert ask("10.0.0.1").status_code == 200
        refused = ask("10.0.0.1")
        assert (refused.status_code, refused.json()["code"]) == (429, "login.questions")
        assert "войдите по имени и паролю" in refused.json()["sentence"].replace(" ", " ")
        assert ask("10.0.0.2").status_code == 200
        assert password(Client(), REMOTE_ADDR="10.0.0.1").status_code == 302
        assert TraceRecord.objects.filter(deed="entrance.lock_questions").count() == 1
        clock.shift(QUESTIONS.wait + timedelta(seconds=1))
        assert ask("10.0.0.1").status_code == 200


def test_a_refused_question_begins_no_session(db: None) -> None:
    for _number in range(QUESTIONS.most):
        ask("10.0.0.1")
    before = Session.objects.count()
    assert ask("10.0.0.1").status_code == 429
    assert Session.objects.count() == before


@pytest.mark.once
def test_questions_asked_seldom_are_never_refused(db: None) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _number in range(3):
            for _again in range(QUESTIONS.most - 1):
                assert ask("10.0.0.1").status_code == 200
            clock.shift(QUESTIONS.window + timedelta(seconds=1))
