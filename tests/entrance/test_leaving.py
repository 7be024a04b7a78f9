"""Выход и работник страниц: что сервер велит браузеру забыть, что и на сколько позволяет держать."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from letopis.entrance.craft import shell
from tests.cast import Cast

Enter = Callable[[str], Client]


def test_after_logout_the_browser_is_told_to_forget_everything(enter: Enter) -> None:
    told = enter("teacher").post(reverse("entrance:logout"))
    assert told["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize("left", ["own", "all"])
def test_a_page_that_has_emptied_its_own_store_is_spared_the_rest(enter: Enter, left: str) -> None:
    told = enter("teacher").post(reverse("entrance:logout"), headers={"X-Letopis-Cleared": left})
    assert told["Clear-Site-Data"] == '"cache"'


def test_the_register_may_be_kept_for_its_reader_and_no_other_page(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    account = cast.accounts["teacher"].pk
    hours = settings.SESSION_COOKIE_AGE // 3600
    assert client.get(f"/journal/{cast.algebra.pk}/")["X-Letopis-Keep"] == f"{account} {hours} device"
    for name in ("entrance:start", "journal:courses", "entrance:local_act", "entrance:offline"):
        assert "X-Letopis-Keep" not in client.get(reverse(name)), name


def test_a_login_until_the_browser_closes_lets_pages_live_no_longer(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    session = client.session
    session.set_expiry(0)
    session.save()
    assert client.get(f"/journal/{cast.algebra.pk}/")["X-Letopis-Keep"].endswith(" browser")


def test_the_page_of_one_person_does_not_write_in_the_name_of_another(cast: Cast, enter: Enter) -> None:
    body = {"lesson": cast.lesson.pk, "student": cast.anna.pk, "old": "", "new": "4"}
    address = f"/journal/{cast.algebra.pk}/cell/"
    other = {"X-Letopis-Account": str(cast.accounts["deputy"].pk)}
    told = enter("teacher").post(address, body, content_type="application/json", headers=other)
    assert told.status_code == 401
    assert told.json()["code"] == "login.other"
    own = {"X-Letopis-Account": str(cast.accounts["teacher"].pk)}
    told = enter("teacher").post(address, body, content_type="application/json", headers=own)
    assert told.status_code == 200


def test_the_worker_comes_from_the_root_fresh_and_names_the_files_of_this_release(
    cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    for files in (["/static/a.1.js"], ["/static/a.2.js"]):
        monkeypatch.setattr(shell, "shell_files", lambda files=files: files)
        told = enter("teacher").get("/worker.js")
        assert told["Content-Type"].startswith("text/javascript")
        assert "no-cache" in told["Cache-Control"]
        assert "worker-src 'self'" in told["Content-Security-Policy"]
        first = re.match(r"const RELEASE = (.*);\n", told.content.decode())
        assert first
        facts = json.loads(first[1])
        assert facts["files"] == files
        assert (facts["offline"], facts["words"]) == ("/offline/", "/words/")
        names.append(facts["name"])
    assert names[0] != names[1]


def test_the_page_in_place_of_others_names_nobody(cast: Cast, enter: Enter) -> None:
    page = enter("teacher").get(reverse("entrance:offline")).content.decode()
    assert "Нет связи с сервером" in page
    assert cast.accounts["teacher"].username not in page
    assert "data-account" not in page
