"""Каким бывает пароль: любые знаки годятся, слова о школе одни не годятся."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from letopis.entrance.craft.words import OF_EVERY_SCHOOL, of_words_alone, words_of
from letopis.people.models import Account
from letopis.school import queries as school_queries
from letopis.school.models import School
from tests.cast import Cast

OLD = "right-password-7"


@pytest.mark.parametrize(
    "password",
    [
        "Letopis2026!",
        "школа-школа-7",
        "GimnaziaAdmin1",
        "ktnjgbcm2026",
        "йцукенПароль",
        "Дневник_журнал",
        "щкщыр",
    ],
)
def test_words_of_the_school_alone_are_no_password(password: str, cast: Cast) -> None:
    alone = of_words_alone(password, OF_EVERY_SCHOOL)
    assert alone == (password != "щкщыр")
    if alone:
        with pytest.raises(ValidationError) as refused:
            validate_password(password, cast.accounts["teacher"])
        assert "school_words" in {one.code for one in refused.value.error_list}


def test_the_schools_own_name_is_one_of_them(cast: Cast) -> None:
    School.objects.update(short_name="МБОУ СОШ Заречье № 7")
    school_queries.forget()
    with pytest.raises(ValidationError):
        validate_password("заречьешкола2026", cast.accounts["teacher"])
    validate_password("заречье тихая гроза", cast.accounts["teacher"])


def test_a_password_like_ones_name_is_refused(cast: Cast) -> None:
    account = cast.accounts["teacher"]
    account.display_name = "Вознесенская М. П."
    with pytest.raises(ValidationError) as refused:
        validate_password("вознесенская12", account)
    assert "password_too_similar" in {one.code for one in refused.value.error_list}


@pytest.mark.parametrize(
    "password",
    [
        "только строчные буквы и пробелы",
        "  пробелы по краям остаются  ",
        "ÅБВ🙂漢字-любые-знаки",
        "длинный" * 140,
        "4815162342108",
    ],
)
def test_any_signs_will_do(password: str, cast: Cast) -> None:
    account = cast.accounts["teacher"]
    account.set_password(OLD)
    account.save()
    client = Client()
    client.force_login(account)
    answer = client.post("/password/", {"old": OLD, "new": password, "again": password})
    assert answer.status_code == 302
    assert Account.objects.get(pk=account.pk).check_password(password)
    assert not Account.objects.get(pk=account.pk).check_password(password.strip() + "x")
    entered = Client().post("/login/", {"username": account.username, "password": password})
    assert entered.status_code == 302


@given(st.text(max_size=40))
def test_any_text_is_judged(text: str) -> None:
    assert of_words_alone(text, OF_EVERY_SCHOOL) in {True, False}
    assert not of_words_alone(text + "жщ", frozenset({"школа"}))


def test_words_of_a_name_are_its_longer_words() -> None:
    assert words_of(["МБОУ «Лицей № 7» г. Ёлкино"]) == {"мбоу", "лицей", "елкино"}
