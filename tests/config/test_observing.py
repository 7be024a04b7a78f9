"""Жива ли школа, видно каждому; показатели видит тот, у кого ключ; имён и содержания в них нет."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils.log import configure_logging
from pythonjsonlogger.json import JsonFormatter

from letopis.config import observing
from letopis.config.observing import ObservingMiddleware
from letopis.config.settings import LOGGING
from letopis.trace.actions import seal
from tests.cast import Cast

WATCHED = "letopis.config.observing.ObservingMiddleware"


@pytest.fixture
def watching() -> Iterator[dict[str, str]]:
    """The figures are switched on; the headers of who may read them."""
    with override_settings(LETOPIS_METRICS=True, MIDDLEWARE=[WATCHED, *settings.MIDDLEWARE]):
        Client().get("/metrics/", headers={"Authorization": "Bearer x"})  # makes the key
        key = (Path(settings.LETOPIS_KEYS) / "metrics.key").read_text()
        yield {"Authorization": f"Bearer {key}"}


def test_a_school_that_answers_is_well(db: None) -> None:
    answer = Client().get("/health/")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_database_that_is_silent_is_told_by_the_status(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        def cursor(self) -> object:
            raise OperationalError

    monkeypatch.setattr(observing, "connection", Silent())
    answer = observing.health(RequestFactory().get("/health/"))
    assert answer.status_code == 503


def test_figures_are_nobodys_without_the_key(db: None, watching: dict[str, str]) -> None:
    assert Client().get("/metrics/").status_code == 404
    assert Client().get("/metrics/", headers={"Authorization": "Bearer вздор"}).status_code == 404
    with override_settings(LETOPIS_METRICS=False):
        assert Client().get("/metrics/", headers=watching).status_code == 404


def test_pages_are_counted_by_their_names_and_name_nobody(cast: Cast, watching: dict[str, str]) -> None:
    client = Client()
    client.force_login(cast.accounts["teacher"])
    assert client.get(f"/journal/{cast.algebra.pk}/").status_code == 200
    assert client.get("/нет/такой/").status_code == 404
    figures = Client().get("/metrics/", headers=watching).content.decode()
    assert 'letopis_pages_total{page="journal:register",status="200"}' in figures
    assert 'letopis_pages_total{page="-",status="404"}' in figures
    assert "letopis_page_seconds_bucket" in figures
    assert f"/{cast.algebra.pk}/" not in figures
    assert "такой" not in figures


def test_the_state_of_ledger_and_works_is_asked_when_looked_at(cast: Cast, watching: dict[str, str]) -> None:
    seal()
    assert "letopis_unsealed_records 0.0" in Client().get("/metrics/", headers=watching).content.decode()
    assert "letopis_jobs_open 0.0" in Client().get("/metrics/", headers=watching).content.decode()


def test_a_page_leaves_a_line_of_json_without_its_address(cast: Cast) -> None:
    form = LOGGING["formatters"]["json"]
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(
        JsonFormatter(form["format"], style="{", rename_fields=form["rename_fields"], json_ensure_ascii=False)
    )
    observing.logger.addHandler(handler)
    observing.logger.setLevel(logging.INFO)
    try:
        with override_settings(MIDDLEWARE=[WATCHED, *settings.MIDDLEWARE]):
            client = Client()
            client.force_login(cast.accounts["teacher"])
            client.get(f"/journal/{cast.algebra.pk}/?period={cast.quarters[0].pk}")
    finally:
        observing.logger.removeHandler(handler)
        observing.logger.setLevel(logging.WARNING)
    line = json.loads(written.getvalue())
    assert (line["page"], line["method"], line["status"]) == ("journal:register", "GET", 200)
    assert line["ms"] > 0
    assert {"at", "level", "part", "message"} <= set(line)
    assert "period" not in written.getvalue()


def test_the_log_can_be_set_up_in_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    for way in ("line", "json"):
        handlers = {"console": {"class": "logging.StreamHandler", "formatter": way}}
        configure_logging("logging.config.dictConfig", {**LOGGING, "handlers": handlers})
    configure_logging("logging.config.dictConfig", LOGGING)


def test_the_middleware_answers_as_the_page_does() -> None:
    answer = ObservingMiddleware(lambda _request: HttpResponse("да"))(RequestFactory().get("/"))
    assert answer.status_code == 200
