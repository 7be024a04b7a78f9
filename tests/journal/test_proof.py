"""Исправление закрытого спустя время после входа ждёт пароля; обычная запись не ждёт ничего."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from letopis.journal.models import Attainment, CorrectionOrder, Entry, PeriodClosing, PeriodMark
from letopis.people.models import Account, Enrolment, Student
from letopis.trace.models import TraceRecord
from tests.cast import NOON, PASSWORD, Cast, close_quarter, with_password

LATER = timedelta(minutes=16)  # the reference gives a proof fifteen
HTML = {"Accept": "text/html"}


@pytest.fixture
def deputy(cast: Cast) -> Iterator[Client]:
    """The deputy, who entered a quarter of an hour ago; the first quarter is closed."""
    with time_machine.travel(NOON, tick=False) as clock:
        close_quarter(cast)
        client = entered(with_password(cast.accounts["deputy"]))
        clock.shift(LATER)
        yield client


def entered(account: Account) -> Client:
    client = Client(headers={"Accept": "application/json"})
    client.force_login(account)
    return client


def send(client: Client, cast: Cast, page: str, body: dict[str, Any]) -> tuple[int, str]:
    address = f"/journal/{cast.algebra.pk}/{page}?period={cast.quarters[0].pk}"
    answer = client.post(address, body, content_type="application/json")
    return answer.status_code, answer.json().get("code", "")


def correction(cast: Cast, new: str = "5") -> dict[str, Any]:
    place = {"lesson": cast.closed_lesson.pk, "student": cast.anna.pk}
    return {**place, "old": "", "new": new, "reason": "протокол 4"}


def form(client: Client, address: str, fields: dict[str, str]) -> Any:
    """A form as a browser sends it."""
    kind = "application/x-www-form-urlencoded"
    return client.post(address, urlencode(fields), content_type=kind, headers=HTML)


def prove(client: Client, typed: str) -> tuple[int, dict[str, str]]:
    answer = client.post("/sure/", {"sure": typed})
    return answer.status_code, answer.json()


def test_a_closed_cell_waits_for_the_password_and_is_written_after_it(deputy: Client, cast: Cast) -> None:
    assert send(deputy, cast, "cell/", correction(cast)) == (422, "login.unsure")
    assert not Entry.objects.exists()
    assert not TraceRecord.objects.filter(deed="journal.correct_mark").exists()
    assert prove(deputy, PASSWORD) == (200, {})
    assert send(deputy, cast, "cell/", correction(cast))[0] == 200
    assert Entry.objects.get().value == "5"


def test_the_ground_is_asked_for_before_the_password(deputy: Client, cast: Cast) -> None:
    assert send(deputy, cast, "cell/", {**correction(cast), "reason": ""}) == (422, "reason.required")
    assert send(deputy, cast, "cell/", correction(cast, "77")) == (422, "mark.not_in_scale")


def test_many_closed_cells_wait_together(deputy: Client, cast: Cast) -> None:
    other = {**correction(cast, "4"), "student": cast.boris.pk}
    address = f"/journal/{cast.algebra.pk}/cells/"
    body = {"cells": [correction(cast), other]}
    told = deputy.post(address, body, content_type="application/json").json()["cells"]
    assert [one["code"] for one in told] == ["login.unsure", "login.unsure"]
    assert not Entry.objects.exists()
    prove(deputy, PASSWORD)
    told = deputy.post(address, body, content_type="application/json").json()["cells"]
    assert [one["status"] for one in told] == [200, 200]


def test_a_closed_period_mark_waits_too(deputy: Client, cast: Cast) -> None:
    wish = {"student": cast.anna.pk, "old": "", "new": "5", "reason": "приказ 12"}
    assert send(deputy, cast, "period-mark/", wish) == (422, "login.unsure")
    assert not PeriodMark.objects.exists()
    prove(deputy, PASSWORD)
    assert send(deputy, cast, "period-mark/", wish)[0] == 200
    assert PeriodMark.objects.get().value == "5"


def test_a_proof_counts_for_its_term_and_no_longer(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        close_quarter(cast)
        client = entered(with_password(cast.accounts["deputy"]))
        clock.shift(timedelta(minutes=14))
        assert send(client, cast, "cell/", correction(cast))[0] == 200
        clock.shift(timedelta(minutes=2))
        wish = {**correction(cast, "4"), "old": "5"}
        assert send(client, cast, "cell/", wish) == (422, "login.unsure")


def test_what_is_open_waits_for_nothing(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        teacher = entered(cast.accounts["teacher"])
        clock.shift(LATER)
        wish = {"lesson": cast.lesson.pk, "student": cast.anna.pk, "old": "", "new": "5"}
        assert send(teacher, cast, "cell/", wish)[0] == 200


def test_a_stranger_at_the_desk_is_put_out_after_five_guesses(deputy: Client, cast: Cast) -> None:
    for _number in range(4):
        status, told = prove(deputy, "угадаю")
        assert (status, "Не подошло" in told["sentence"].replace("\u00a0", " ")) == (422, True)
    assert prove(deputy, "угадаю")[0] == 401
    assert send(deputy, cast, "cell/", correction(cast)) == (401, "login.needed")
    assert not Entry.objects.exists()


def test_an_order_that_opens_corrections_waits_as_well(deputy: Client, cast: Cast) -> None:
    address = f"/closing/classes/{cast.class_7a.pk}/corrections/?period={cast.quarters[0].pk}"
    assert deputy.post(address, {"order_number": "12"}, headers=HTML).status_code == 401
    assert not CorrectionOrder.objects.exists()


def test_levels_typed_on_their_page_go_on_after_the_password(deputy: Client, cast: Cast) -> None:
    group, period = cast.first_grade.class_group, cast.quarters[0]
    child = Student.objects.create(surname="Авдеев", given_name="Артём")
    Enrolment.objects.create(student=child, class_group=group, starts=period.starts)
    PeriodClosing.objects.create(class_group=group, period=period, closed_at=timezone.now(), closed_by=0)
    address = f"/journal/{cast.first_grade.pk}/levels/?period={period.pk}"
    typed = {"student": str(child.pk), f"level_{child.pk}": "баз", "reason": "приказ 7"}
    answer = form(deputy, address, typed)
    assert answer.status_code == 401
    assert not Attainment.objects.exists()
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.content.decode())
    kept = {name: unescape(value) for name, value in found}
    assert {name: kept[name] for name in typed} == typed
    assert form(deputy, address, {**kept, "sure": "чужой"}).status_code == 401
    assert form(deputy, address, {**kept, "sure": PASSWORD}).status_code == 302
    assert Attainment.objects.get().level == "баз"
