"""Вместо ошибки — страница: что случилось и что делать."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from letopis.people.access import open_door
from letopis.regulation.refusals import Refused

FACTS: dict[str, Exception] = {
    "bad": SuspiciousOperation(),
    "denied": PermissionDenied(),
    "missing": Http404(),
    "broken": ZeroDivisionError(),
    "full": OperationalError("database or disk is full"),
    "foreign": Refused("access.denied", "4.2", deed="journal.read"),
    "rule": Refused("mark.too_many", "3.7", value="5 5 5 5", limit=3),
}
STATUS = {"bad": 400, "denied": 403, "missing": 404, "broken": 500, "full": 503, "foreign": 403, "rule": 422}
TITLES = {
    "bad": "Запрос не понят",
    "denied": "Нет доступа",
    "missing": "Страница не найдена",
    "broken": "Не получилось",
    "full": "Не получилось",
    "foreign": "Нет доступа",
    "rule": "Так нельзя",
}


@open_door
def stumble(_request: HttpRequest, what: str) -> HttpResponse:
    raise FACTS[what]


urlpatterns = [path("stumble/<str:what>/", stumble), path("", include(settings.ROOT_URLCONF))]
handler400 = "letopis.screen.views.bad_request"
handler403 = "letopis.screen.views.denied"
handler404 = "letopis.screen.views.not_found"
handler500 = "letopis.screen.views.failed"


@pytest.fixture
def stumbling(db: None) -> Iterator[Client]:
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


@pytest.mark.parametrize("what", sorted(FACTS))
def test_a_page_says_what_happened_and_leads_on(stumbling: Client, what: str) -> None:
    response = stumbling.get(f"/stumble/{what}/")
    page = response.content.decode()
    assert response.status_code == STATUS[what]
    assert f"<h1>{TITLES[what]}</h1>" in page
    assert "На главную" in page
    assert "Traceback" not in page


@pytest.mark.parametrize("what", sorted(set(FACTS) - {"broken"}))
def test_a_script_gets_the_same_sentence(stumbling: Client, what: str) -> None:
    response = stumbling.get(f"/stumble/{what}/", headers={"Accept": "application/json"})
    assert response.status_code == STATUS[what]
    assert response.json()["sentence"].endswith(".")
    assert response.json()["code"]


def test_a_request_of_htmx_gets_the_sentence_too(stumbling: Client) -> None:
    response = stumbling.get("/stumble/rule/", headers={"Sec-Fetch-Mode": "cors", "Accept": "*/*"})
    assert response.json() == {
        "sentence": "Не записано: „5 5 5 5“. В одной клетке не больше 3 отметок, "
        "лишние уберите (п. 3.7 положения).",
        "code": "mark.too_many",
    }


def test_an_unknown_address_is_not_found(stumbling: Client) -> None:
    response = stumbling.get("/nowhere/")
    assert response.status_code == 404
    assert "Страница не найдена" in response.content.decode()


def test_a_form_of_an_outdated_page_is_told_to_be_opened_anew(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "Страница устарела" in response.content.decode()


def test_a_fault_asks_neither_the_database_nor_the_session(
    stumbling: Client, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined] # a context manager of pytest-django
        assert stumbling.get("/stumble/broken/").status_code == 500
