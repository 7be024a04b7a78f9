"""Каркас каждой страницы: меню по должности, тема, язык, ничего постороннего."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from letopis.regulation.access import DEEDS, ROLES, SCHOOL, Standing
from letopis.screen.craft import menu
from letopis.screen.queries import frame
from tests.cast import Cast

Enter = Callable[[str], Client]


def entries_of(role: str) -> list[str]:
    return [entry.url for entry in menu.entries_for(Standing(1, timezone.localdate(), frozenset({role})))]


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_shows_what_the_roles_table_opens(role: str) -> None:
    for url in entries_of(role):
        entry = next(
            one
            for one in menu.entries_for(Standing(1, timezone.localdate(), frozenset({role})))
            if one.url == url
        )
        assert role in DEEDS[entry.deed]
    assert entries_of(role)[0] == "entrance:start"


def test_a_stranger_has_no_menu() -> None:
    assert menu.entries_for(Standing(0, timezone.localdate())) == []


def test_the_pages_of_a_role_differ() -> None:
    assert "journal:courses" in entries_of("teacher")
    assert "journal:courses" not in entries_of("pupil")


@pytest.mark.parametrize("role", ROLES)
def test_every_entry_of_the_menu_opens(role: str, enter: Enter) -> None:
    client = enter(role)
    for url in entries_of(role):
        assert client.get(reverse(url), headers={"Accept": "text/html"}).status_code == 200, url


def test_menu_deeds_need_no_object() -> None:
    for role in ROLES:
        for entry in menu.entries_for(Standing(1, timezone.localdate(), frozenset({role}))):
            assert DEEDS[entry.deed][role] == SCHOOL


def test_the_current_page_is_marked_and_only_it() -> None:
    request = RequestFactory().get("/journal/5/")
    request.standing = Standing(1, timezone.localdate(), frozenset({"teacher"}))  # type: ignore[attr-defined] # as the door does
    links = frame(request)["menu"]()
    assert [link["entry"].url for link in links if link["current"]] == ["journal:courses"]


@pytest.mark.parametrize(
    ("cookie", "media"),
    [
        ("", "(prefers-color-scheme: dark)"),
        ("dark", "all"),
        ("light", "not all"),
        ('"><x', "(prefers-color-scheme: dark)"),
    ],
)
def test_the_theme_is_the_persons_choice_else_the_systems(db: None, cookie: str, media: str) -> None:
    client = Client()
    client.cookies["theme"] = cookie
    page = client.get(reverse("entrance:login")).content.decode()
    assert f'id="board" media="{media}"' in page


@pytest.mark.parametrize("name", ["entrance:login", "entrance:local_act", "entrance:checkpoints"])
def test_a_page_carries_no_inline_script_and_no_inline_style(db: None, name: str) -> None:
    response = Client().get(reverse(name))
    page = response.content.decode()
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))
    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_a_page_of_somebody_carries_none_either(enter: Enter) -> None:
    page = enter("class_teacher").get("/", headers={"Accept": "text/html"}).content.decode()
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)
    assert 'lang="ru"' in page
    assert 'href="#main"' in page
    assert page.count("<h1") == 1


def test_the_person_is_named_with_the_roles(enter: Enter, cast: Cast) -> None:
    page = enter("class_teacher").get("/", headers={"Accept": "text/html"}).content.decode()
    assert "учитель, классный руководитель" in page
