"""Перед делом, которое меняет закрытое или права, программа переспрашивает, кто это; набранное цело."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from letopis.people.models import Appointment
from tests.cast import NOON, PASSWORD, Cast, with_password

HALF_AN_HOUR = timedelta(minutes=31)
POST = {"post": "archivist", "starts": "2026-10-28", "order_number": "15-к", "order_day": "2026-10-28"}
HTML = {"Accept": "text/html"}


@pytest.fixture
def clerk(cast: Cast) -> Iterator[Client]:
    """The clerk, who entered half an hour ago."""
    account = cast.accounts["clerk"]
    with_password(account)
    with time_machine.travel(NOON, tick=False) as clock:
        client = Client()
        client.force_login(account)
        clock.shift(HALF_AN_HOUR)
        yield client


def address(cast: Cast) -> str:
    return f"/people/staff/{cast.accounts['teacher'].employee.pk}/post/"


def appointed(cast: Cast) -> bool:
    return Appointment.objects.filter(employee=cast.accounts["teacher"].employee, post="archivist").exists()


def fields(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def test_what_was_typed_goes_on_after_the_password(clerk: Client, cast: Cast) -> None:
    response = clerk.post(address(cast), POST)
    assert response.status_code == 401
    page = response.content.decode()
    assert "Это точно вы?" in page
    assert not appointed(cast)
    kept = fields(page)
    assert {name: kept[name] for name in POST} == POST
    assert clerk.post(address(cast), {**kept, "sure": PASSWORD}).status_code == 302
    assert appointed(cast)


def test_a_proof_counts_for_the_term_of_the_reference(clerk: Client, cast: Cast) -> None:
    clerk.post(address(cast), {**POST, "sure": PASSWORD})
    again = {**POST, "post": "deputy"}
    assert clerk.post(address(cast), again).status_code == 302


def test_reading_and_ordinary_deeds_are_not_asked_about(clerk: Client, cast: Cast) -> None:
    assert clerk.get(address(cast)).status_code == 200
    move = f"/people/pupils/{cast.anna.pk}/leave/"
    assert clerk.post(move, {}).status_code == 422


def test_a_stranger_at_the_desk_is_put_out_after_five_guesses(clerk: Client, cast: Cast) -> None:
    for _number in range(4):
        response = clerk.post(address(cast), {**POST, "sure": "угадаю"})
        assert (response.status_code, "Не подошло" in response.content.decode().replace("\u00a0", " ")) == (
            401,
            True,
        )
    assert clerk.post(address(cast), {**POST, "sure": "угадаю"})["Location"] == "/login/"
    assert clerk.get("/people/")["Location"].startswith("/login/")
    assert not appointed(cast)


def test_a_script_is_told_in_a_sentence(clerk: Client, cast: Cast) -> None:
    answer = clerk.post(address(cast), POST, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (401, "login.unsure")


def test_a_file_is_asked_for_once_more(clerk: Client, cast: Cast) -> None:
    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("act.pdf", b"%PDF-1.7")

    response = clerk.post(address(cast), {**POST, "act": file()})
    page = response.content.decode().replace("\u00a0", " ")
    assert "Файл после этого нужно будет приложить ещё раз" in page
    answer = clerk.post(address(cast), {**fields(page), "sure": PASSWORD})
    assert answer["Location"] == address(cast)
    assert "приложите ещё раз" in clerk.get(answer["Location"]).content.decode().replace("\u00a0", " ")
    assert clerk.post(address(cast), POST).status_code == 302


def test_a_script_is_believed_after_a_proof_in_the_next_tab(clerk: Client, cast: Cast) -> None:
    assert clerk.get("/sure/").status_code == 200
    assert clerk.post("/sure/", {"sure": "чужой"}).status_code == 401
    assert clerk.post("/sure/", {"sure": PASSWORD})["Location"] == "/"
    answer = clerk.post(address(cast), POST, headers={"Accept": "application/json"})
    assert answer.status_code == 302
