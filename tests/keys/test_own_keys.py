"""Свои ключи: подключить приложение, напечатать коды, отключить; тайна в базе не читается."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
import time_machine
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.test import Client

from letopis.keys.actions import CODES, make_codes, reset_keys
from letopis.keys.craft.hiding import hidden, opened
from letopis.keys.models import RecoveryCode, SecondKey
from letopis.keys.views.second_keys import SECRET
from letopis.people.models import Account
from letopis.regulation.refusals import Refused
from letopis.trace.models import TraceRecord
from tests.cast import NOON, PASSWORD, Cast, with_password

Enter = Callable[[str], Client]


def connect(client: Client, password: str = PASSWORD) -> object:
    client.get("/keys/application/")
    code = pyotp.TOTP(client.session[SECRET]).now()
    return client.post("/keys/application/", {"code": code, "password": password})


def shown_codes(page: str) -> list[str]:
    return re.findall(r"<li>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</li>", page)


def test_the_first_key_comes_with_codes_for_the_paper(client: Client, deputy: Account) -> None:
    response = connect(client)
    assert response.status_code == 200
    assert len(shown_codes(response.content.decode())) == CODES == deputy.recovery_codes.count()
    deputy.refresh_from_db()
    assert deputy.has_second_key
    assert TraceRecord.objects.filter(deed="keys.add", subject=deputy.ref, by=deputy.ref).exists()
    assert "приложение с кодами" in client.get("/keys/").content.decode()


def test_codes_are_never_shown_again_and_kept_as_prints(client: Client) -> None:
    codes = shown_codes(connect(client).content.decode())
    assert not any(code in client.get("/keys/").content.decode() for code in codes)
    kept = set(RecoveryCode.objects.values_list("code", flat=True))
    assert not kept & set(codes)
    assert all(len(one) == 64 for one in kept)


def test_the_square_and_the_signs_tell_the_same_secret(client: Client) -> None:
    page = client.get("/keys/application/").content.decode()
    signs = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
    assert signs == client.session[SECRET]
    assert "<svg" in page


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"code": "000000", "password": PASSWORD}, "код не подошёл"),
        ({"code": "", "password": PASSWORD}, "Введите код из приложения"),
        ({"code": "123456", "password": "чужой"}, "Пароль не подошёл"),
        ({"code": "123456"}, "Пароль не подошёл"),
    ],
)
def test_nothing_is_connected_by_a_wrong_code_or_by_a_stranger_at_the_desk(
    client: Client, form: dict[str, str], sentence: str
) -> None:
    client.get("/keys/application/")
    response = client.post("/keys/application/", form)
    assert response.status_code == 422
    assert sentence in response.content.decode().replace("\u00a0", " ")
    assert not SecondKey.objects.exists()


def test_another_application_takes_the_place_of_the_first(client: Client) -> None:
    connect(client)
    assert connect(client)["Location"] == "/keys/"
    assert SecondKey.objects.count() == 1


def test_new_codes_end_the_old_ones(client: Client) -> None:
    old = set(shown_codes(connect(client).content.decode()))
    page = client.post("/keys/codes/", {"password": PASSWORD}).content.decode()
    assert not old & set(shown_codes(page))
    assert RecoveryCode.objects.count() == CODES


def test_codes_without_a_key_stand_in_for_nothing(deputy: Account) -> None:
    with pytest.raises(Refused) as refused:
        make_codes(deputy, by=deputy.ref)
    assert refused.value.code == "key.none"


def test_with_the_last_key_its_codes_go(client: Client, deputy: Account) -> None:
    connect(client)
    key = SecondKey.objects.get()
    assert client.post(f"/keys/{key.pk}/remove/", {"password": "чужой"}).status_code == 422
    assert client.post(f"/keys/{key.pk}/remove/", {"password": PASSWORD})["Location"] == "/keys/"
    deputy.refresh_from_db()
    assert not deputy.has_second_key
    assert not RecoveryCode.objects.exists()


def test_anothers_key_is_not_found(client: Client, enter: Enter) -> None:
    connect(client)
    key = SecondKey.objects.get()
    assert enter("teacher").post(f"/keys/{key.pk}/remove/", {}).status_code == 404
    assert SecondKey.objects.exists()


def test_the_secret_in_the_database_opens_only_with_the_schools_key_and_for_its_owner(
    client: Client, deputy: Account
) -> None:
    connect(client)
    kept = SecondKey.objects.get().secret
    secret = opened(kept, settings.LETOPIS_SECOND_KEY, deputy.pk)
    assert secret not in kept
    for key, whose in ((settings.LETOPIS_SECOND_KEY, deputy.pk + 1), ("another", deputy.pk)):
        with pytest.raises(InvalidTag):
            opened(kept, key, whose)
    assert hidden(secret, "key", 1) != hidden(secret, "key", 1)


def test_a_post_that_must_have_a_key_is_told_and_let_no_further_after_the_term(deputy: Account) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = Client()
        client.post("/login/", {"username": "deputy", "password": PASSWORD})
        assert client.get("/journal/").status_code == 200
        deputy.refresh_from_db()
        assert str(deputy.key_asked_on) == "2026-10-28"
        assert "до 11 ноября" in client.get("/keys/").content.decode().replace("\u00a0", " ")
        clock.shift(timedelta(days=14))
        client = Client()
        client.post("/login/", {"username": "deputy", "password": PASSWORD})
        for address in ("/", "/journal/", "/people/", "/keys/accounts/"):
            assert client.get(address)["Location"] == "/keys/", address
        told = client.get("/journal/", headers={"Accept": "application/json"})
        assert (told.status_code, told.json()["code"]) == (403, "key.late")
        assert client.get("/keys/").status_code == 200
        connect(client)
        assert client.get("/journal/").status_code == 200


def test_a_teacher_and_a_family_are_not_made_to_have_one(cast: Cast) -> None:
    for role in ("teacher", "parent", "pupil"):
        account = cast.accounts[role]
        with_password(account)
        Client().post("/login/", {"username": role, "password": PASSWORD})
        account.refresh_from_db()
        assert account.key_asked_on is None


def test_a_lost_key_is_reset_by_another_with_a_ground(client: Client, deputy: Account, enter: Enter) -> None:
    connect(client)
    address = f"/keys/accounts/{deputy.pk}/reset/"
    clerk = enter("clerk")
    assert clerk.post(address, {"why": "  "}).json()["code"] == "account.no_ground"
    assert clerk.post(address, {"why": "телефон утонул"}).status_code == 302
    deputy.refresh_from_db()
    assert not deputy.has_second_key
    assert not SecondKey.objects.exists()
    assert not RecoveryCode.objects.exists()
    trace = TraceRecord.objects.get(deed="keys.reset")
    assert (trace.subject, "телефон утонул" in trace.body) == (deputy.ref, True)
    assert clerk.post(address, {"why": "ещё раз"}).json()["code"] == "key.none"


@pytest.mark.parametrize(
    "role", ["teacher", "class_teacher", "deputy", "principal", "archivist", "pupil", "parent"]
)
def test_nobody_else_resets_keys(role: str, cast: Cast, enter: Enter) -> None:
    number = cast.accounts["admin"].pk
    assert enter(role).post(f"/keys/accounts/{number}/reset/", {"why": "хочу"}).status_code == 403
    assert enter(role).get("/keys/accounts/").status_code == 403


def test_ones_own_key_is_reset_by_somebody_else(cast: Cast) -> None:
    clerk = cast.accounts["clerk"]
    with pytest.raises(Refused) as refused:
        reset_keys(clerk, "потеряла", by=clerk.ref)
    assert refused.value.code == "key.own"


def test_the_list_names_employees_and_families_only_by_their_whole_login(
    enter: Enter, cast: Cast, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    admin = enter("admin")
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined] # a context manager of pytest-django
        page = admin.get("/keys/accounts/").content.decode()
    assert "deputy" in page
    assert "pupil" not in page
    assert "нужен" in page
    assert "pupil" in admin.get("/keys/accounts/?q=pupil").content.decode()
    assert "Никого не нашли" in admin.get("/keys/accounts/?q=pup").content.decode()
