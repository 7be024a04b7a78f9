"""Справочники: видно источник, непроверенное подтверждают, исправление остаётся в истории."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from letopis.regulation.working_days import last_day
from letopis.school import queries
from letopis.school.craft import reference
from letopis.school.models import Reference
from letopis.trace.models import TraceRecord
from tests.cast import Cast

Enter = Callable[[str], Client]
YEAR_2028 = """
title = "Производственный календарь"
[[years]]
year = 2028
source = "постановление, которого ещё нет"
off = [2028-01-03, 2028-01-04]
"""


def load(client: Client, name: str, text: str | bytes, source: str = "приказ 7") -> Any:
    """Load a corrected file."""
    content = text.encode() if isinstance(text, str) else text
    body = {"file": SimpleUploadedFile(f"{name}.toml", content), "source": source}
    return client.post(f"/references/{name}/", body)


def words(response: Any) -> str:
    """The page's text with ordinary spaces."""
    return str(response.content.decode()).replace("\u00a0", " ")


@pytest.mark.parametrize("name", reference.NAMES)
def test_every_reference_is_shown_with_its_sources(cast: Cast, enter: Enter, name: str) -> None:
    client = enter("deputy")
    page = client.get(f"/references/{name}/").content.decode()
    assert reference.shipped(name)["title"] in page
    text = client.get(f"/references/{name}/toml/").content.decode()
    assert text.startswith("#")


def test_the_unproven_is_marked_and_confirmed_with_a_ground(cast: Cast, enter: Enter) -> None:
    client = enter("deputy")
    assert "проверьте" in client.get("/references/medals/").content.decode()
    body = {"group": "rules", "place": "0", "source": "прочитан текст приказа"}
    client.post("/references/medals/confirm/", body)
    queries.forget()
    rows = queries.reference_data("medals")["rules"]
    assert [row["is_proven"] for row in rows] == [True, False]
    assert rows[0]["source"] == "прочитан текст приказа"
    assert rows[0]["valid_from"] == date(2023, 9, 29)
    assert TraceRecord.objects.get(deed="school.put_reference")


@pytest.mark.parametrize(
    "body",
    [
        {"group": "rules", "place": "9", "source": "x"},
        {"group": "rules", "place": "-1", "source": "x"},
        {"group": "title", "place": "0", "source": "x"},
        {"group": "rules", "place": "0", "source": " "},
    ],
)
def test_a_wrong_confirmation_changes_nothing(cast: Cast, enter: Enter, body: dict[str, str]) -> None:
    enter("deputy").post("/references/medals/confirm/", body)
    assert not Reference.objects.exists()


def test_a_loaded_calendar_is_used_at_once_and_its_history_kept(cast: Cast, enter: Enter) -> None:
    client = enter("deputy")
    assert load(client, "production_calendar", YEAR_2028).status_code == 302
    queries.forget()
    assert last_day(date(2028, 1, 2), 1, queries.production_calendar()) == date(2028, 1, 5)
    assert "приказ 7" in client.get("/references/production_calendar/").content.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("год = ", "Файл не прочитан"),
        (b"\xff\xfe\x00", "Файл не прочитан"),
        ("[[years]]\nyear = 2028\n", "не принят"),
    ],
)
def test_a_broken_file_is_refused_in_words(cast: Cast, enter: Enter, text: str | bytes, said: str) -> None:
    response = load(enter("deputy"), "production_calendar", text)
    assert response.status_code == 422
    assert said in words(response)
    assert not Reference.objects.exists()


def test_a_senseless_scale_is_refused(cast: Cast, enter: Enter) -> None:
    head = '[[marks]]\nexam = "ОГЭ"\nyear = 2026\nsubject = "Физика"\nsource = "x"\nis_proven = true\n'
    text = head + 'most = 9\nfrom = { "3" = 5, "4" = 4, "5" = 9 }\n'
    assert load(enter("deputy"), "oge", text).status_code == 422


def test_an_unknown_reference_is_not_found(cast: Cast, enter: Enter) -> None:
    client = enter("deputy")
    assert client.get("/references/unknown/").status_code == 404
    assert client.get("/references/unknown/toml/").status_code == 404
    assert client.post("/references/unknown/confirm/", {}).status_code == 404


def test_days_survive_being_kept_as_json() -> None:
    data = reference.shipped("production_calendar")
    assert reference.from_json(reference.as_json(data)) == data
