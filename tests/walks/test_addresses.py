"""Каждый адрес × каждая роль × своё и чужое: кому открыто, стоит в справочнике и проверяется целиком."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, path, reverse

from letopis.people.access import OPEN
from letopis.regulation.access import DEEDS, SCHOOL
from tests.cast import Cast
from tests.walks.doors import DOORS, Knock, every_address, every_pattern

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "addresses.md"
STRANGER = "stranger"
ROLES = (
    STRANGER, "teacher", "foreign_teacher", "class_teacher", "deputy", "principal",
    "clerk", "archivist", "pupil", "parent", "admin",
)  # fmt: skip
TITLES = (
    "не вошёл", "учитель", "учитель другого класса", "кл. рук.", "завуч", "директор",
    "делопроизводитель", "архивариус", "ученик", "родитель", "администратор",
)  # fmt: skip
YES, NO, LOGIN, ABSENT = "да", "нет", "вход", "404"
HEAD = """# Кому что открыто

Таблица сделана испытанием `tests/walks/test_addresses.py`: оно стучится в каждый адрес в каждой роли.
Заново её пишет `make reference`.
«Своё» — 7 «А», её ученица и страница журнала (у работ — своя), «чужое» — 7 «Б».
Учитель ведёт алгебру в 7 «А», учитель другого класса — в 7 «Б»; классный руководитель ведёт 7 «А».
«да» — открыто, «нет» — отказано, «вход» — просят войти, «404» — такого для него нет.

"""

Enter = Callable[[str], Client]


@contextmanager
def undone() -> Iterator[None]:
    """What the knock did is undone, so that each finds the school as it was."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


def answer(client: Client, name: str, knock: Knock, arguments: dict[str, object], cast: Cast) -> str:
    """How an address answers: a word of the table."""
    address = reverse(name, kwargs=arguments)
    query = knock.query(cast, arguments)
    if query:
        address += "?" + "&".join(f"{key}={value}" for key, value in query.items())
    if knock.body is None:
        response = client.get(address)
    else:
        kind = {"content_type": "application/json"} if knock.is_json else {}
        response = client.post(address, knock.body(cast, arguments), **kind)
    content = response.getvalue()  # read to its end, a file is closed by itself
    if response.status_code == 401 or response.get("Location", "").startswith("/login/?next"):
        return LOGIN
    if response.status_code == 403 or b'"access.denied"' in content:
        return NO
    assert response.status_code < 500, (name, response.status_code)
    return ABSENT if response.status_code == 404 else YES


def knocked(cast: Cast, enter: Enter) -> dict[tuple[str, str], list[str]]:
    """Every address × own and foreign → answers by role."""
    table: dict[tuple[str, str], list[str]] = {}
    entered = {role: enter(role).cookies for role in ROLES if role != STRANGER}
    for name, knock in DOORS.items():
        for whose, maker in (("своё", knock.own), ("чужое", knock.foreign)):
            if maker is None:
                continue
            answers = []
            for role in ROLES:
                with undone():
                    client = Client(headers={"Accept": "application/json"})
                    client.cookies = deepcopy(entered.get(role, client.cookies))
                    answers.append(answer(client, name, knock, maker(cast, role), cast))
            table[name, whose if knock.foreign else ""] = answers
    return table


def as_text(table: dict[tuple[str, str], list[str]]) -> str:
    """The table as the reference shows it."""
    lines = [f"| адрес | чьё | {' | '.join(TITLES)} |", "|---" * (len(TITLES) + 2) + "|"]
    lines += [f"| {name} | {whose} | {' | '.join(answers)} |" for (name, whose), answers in table.items()]
    return HEAD + "\n".join(lines) + "\n"


def test_every_address_is_knocked_at() -> None:
    assert sorted(every_address()) == sorted(DOORS)


def test_every_address_says_which_deed_opens_it() -> None:
    doors = {name: getattr(pattern.callback, "door", None) for name, pattern in every_pattern()}
    assert {name for name, deed in doors.items() if deed != OPEN and deed not in DEEDS} == set()


@pytest.mark.once
def test_the_matrix_is_as_the_reference_says(cast: Cast, enter: Enter) -> None:
    table = knocked(cast, enter)
    text = as_text(table)
    if os.environ.get("WRITE_REFERENCE"):
        REFERENCE.parent.mkdir(parents=True, exist_ok=True)
        REFERENCE.write_text(text, "utf-8")
    assert text == REFERENCE.read_text("utf-8"), "make reference, then read what changed"
    check_rules(table)


def check_rules(table: dict[tuple[str, str], list[str]]) -> None:
    """What must hold whatever the table says."""
    public = {
        "entrance:login",
        "entrance:worker",
        "entrance:offline",
        "entrance:second",
        "entrance:passkey",
        "entrance:passkey_question",
        "entrance:portal",
        "entrance:portal_back",
        "entrance:enter",
        "entrance:logout",
        "entrance:language",
        "entrance:local_act",
        "entrance:checkpoints",
        "acts:edition",
        "acts:file",
        "acts:signature",
        "words",
        "health",
        "metrics",
    }
    for (name, whose), answers in table.items():
        found = dict(zip(ROLES, answers, strict=True))
        assert (found[STRANGER] == LOGIN) == (name not in public), name
        if whose == "чужое":
            everybody = {"pupil", "parent", "class_teacher", "teacher", "admin", "archivist", "clerk"}
            closed = everybody - reaching_everything(name)
            assert not {role for role in closed if found[role] == YES}, name
        if name.startswith(("journal:", "results:")):
            assert found["admin"] == NO, f"{name}: the administrator sees no records"


def reaching_everything(name: str) -> set[str]:
    """Roles whose right by the table of deeds is not bounded to what is their own."""
    deed = next(getattr(pattern.callback, "door", "") for found, pattern in every_pattern() if found == name)
    return {role for role, scope in DEEDS.get(deed, {}).items() if scope == SCHOOL} - {"pupil", "parent"}


def test_a_new_address_without_a_knock_is_noticed() -> None:
    added = path("new/", lambda _request: HttpResponse(), name="new")
    assert set(every_address([*get_resolver().url_patterns, added])) - set(DOORS) == {"new"}
