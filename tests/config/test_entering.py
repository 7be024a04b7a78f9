"""Вход начинает новый сеанс; прежний номер ничего больше не открывает."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from tests.cast import Cast

SECRET = "right-password-7"


def test_an_entry_begins_a_new_session_and_ends_the_old_number(cast: Cast) -> None:
    account = cast.accounts["teacher"]
    account.set_password(SECRET)
    account.save()
    client = Client()
    client.force_login(cast.accounts["parent"])
    planted = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/logout/")
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    client.post("/login/", {"username": account.username, "password": SECRET})
    number = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert number != planted
    assert not Session.objects.filter(session_key=planted).exists()
    stranger = Client(headers={"Accept": "text/html"})
    stranger.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert stranger.get("/").status_code == 302
    client.post("/logout/")
    assert not Session.objects.filter(session_key=number).exists()
