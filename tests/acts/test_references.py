"""Справочники: видно источник, непроверенное подтверждают, исправление остаётся в истории."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from letopis.regulation.refusals import Refused
from letopis.regulation.working_days import last_day
from letopis.school import queries
from letopis.school.actions import correct_row
from letopis.school.craft import reference
from letopis.school.models import Reference
from letopis.trace.models import TraceRecord
from tests.acts.sheets import fields_of
from tests.cast import Cast

Enter = Callable[[str], Client]
YEAR_2028 = """
title = "Производственный календарь"
[[years]]
year = 2028
source = "постановление, которого ещё нет"
off = [2028-01-03, 2028-01-04]
"""


XML_2028 = """<?xml version="1.0" encoding="UTF-8"?>
<!-- открытые данные -->
<calendar year="2028" lang="ru" date="2027.09.30" country="ru">
  <holidays><holiday id="1" title="Новогодние каникулы"/></holidays>
  <days>
    <day d="01.01" t="1" h="1"/>
    <day d="01.03" t="1" h="1"/>
    <day d="02.22" t="2"/>
    <day d="02.23" t="1"/>
    <day d="02.26" t="2"/>
    <day d="04.29" t="3"/>
    <day d="05.01" t="1" f="04.29"/>
  </days>
</calendar>
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
    assert tomllib.loads(text) == reference.shipped(name)


def test_the_unproven_is_marked_and_confirmed_with_a_ground(cast: Cast, enter: Enter) -> None:
    client = enter("deputy")
    assert "проверьте" in client.get("/references/medals/").content.decode()
    opened = fields_of(client.get("/references/medals/rules/0/").content.decode())
    assert (opened["russian"], opened["valid_from"]) == ("70", "2023-09-29")
    body = {**opened, "source": "прочитан текст приказа"}
    assert client.post("/references/medals/rules/0/", body).status_code == 302
    queries.forget()
    rows = queries.reference_data("medals")["rules"]
    assert [row["is_proven"] for row in rows] == [True, False]
    assert rows[0] == {**reference.shipped("medals")["rules"][0], "is_proven": True, "source": body["source"]}
    assert TraceRecord.objects.get(deed="school.put_reference")


def test_a_row_is_corrected_where_it_stands_and_the_old_value_stays_in_history(
    cast: Cast, enter: Enter
) -> None:
    client = enter("deputy")
    opened = fields_of(client.get("/references/oge/marks/2/").content.decode())
    assert opened["from.4"] == "20"
    body = {**opened, "from.4": "21", "source": "приказ региона 7"}
    assert client.post("/references/oge/marks/2/", body).status_code == 302
    queries.forget()
    assert queries.reference_data("oge")["marks"][2]["from"] == {"3": 10, "4": 21, "5": 30}
    shipped = tomllib.loads(client.get("/references/oge/toml/?version=0").content.decode())
    assert shipped["marks"][2]["from"]["4"] == 20
    assert (
        tomllib.loads(client.get("/references/oge/toml/?version=1").content.decode())["marks"][2]
        != (shipped["marks"][2])
    )
    assert "приказ региона 7" in client.get("/references/oge/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"from.4": "31"}, "Границы должны расти"),
        ({"from.4": "много"}, "Введите целое число"),
        ({"source": ""}, "Обязательное поле"),
    ],
)
def test_a_wrong_correction_says_why_and_changes_nothing(
    cast: Cast, enter: Enter, changes: dict[str, str], said: str
) -> None:
    client = enter("deputy")
    opened = fields_of(client.get("/references/oge/marks/2/").content.decode())
    response = client.post("/references/oge/marks/2/", {**opened, "source": "приказ 7", **changes})
    assert response.status_code == 422
    assert said in words(response)
    assert not Reference.objects.exists()


def test_a_value_of_another_kind_is_refused_by_the_deed_itself(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"reference\.bad_value"):
        correct_row("medals", "rules", 0, {"russian": "много"}, "приказ", by=1)
    with pytest.raises(Refused, match=r"reference\.bad_value"):
        correct_row("medals", "rules", 0, {"valid_from": "вчера"}, "приказ", by=1)
    with pytest.raises(Refused, match=r"reference\.no_row"):
        correct_row("medals", "rules", 9, {}, "приказ", by=1)
    with pytest.raises(Refused, match=r"reference\.no_row"):
        correct_row("medals", "title", 0, {}, "приказ", by=1)
    with pytest.raises(Refused, match=r"reference\.unknown"):
        correct_row("unknown", "rules", 0, {}, "приказ", by=1)


def test_all_rows_of_a_table_are_confirmed_on_one_ground(cast: Cast, enter: Enter) -> None:
    client = enter("deputy")
    client.post("/references/ege/confirm/", {"group": "points", "source": "прочитан приказ"})
    queries.forget()
    rows = queries.reference_data("ege")["points"]
    assert {(row["is_proven"], row["source"]) for row in rows} == {(True, "прочитан приказ")}
    assert "проверьте</span>" not in client.get("/references/ege/").content.decode()


@pytest.mark.parametrize(
    "body",
    [
        {"group": "marks", "source": "x"},
        {"group": "title", "source": "x"},
        {"group": "rules", "source": " "},
    ],
)
def test_a_wrong_confirmation_changes_nothing(cast: Cast, enter: Enter, body: dict[str, str]) -> None:
    enter("deputy").post("/references/medals/confirm/", body)
    enter("deputy").post("/references/gto/confirm/", {"group": "tables", "source": "x"})
    assert not Reference.objects.exists()


def test_a_year_of_the_calendar_comes_from_its_open_file(cast: Cast, enter: Enter) -> None:
    client = enter("deputy")
    assert load(client, "production_calendar", XML_2028).status_code == 302
    queries.forget()
    years = queries.reference_data("production_calendar")["years"]
    assert [row["year"] for row in years] == [2025, 2026, 2027, 2028]
    assert years[-1]["is_proven"] is False
    assert years[-1]["short"] == [date(2028, 2, 22), date(2028, 2, 26)]
    assert years[-1]["work"] == [date(2028, 2, 26), date(2028, 4, 29)]
    calendar = queries.production_calendar()
    assert last_day(date(2027, 12, 30), 1, calendar) == date(2028, 1, 4)
    assert calendar.is_working(date(2028, 2, 26))
    assert not calendar.is_working(date(2028, 2, 23))
    page = words(client.get("/references/production_calendar/"))
    assert "проверьте 1 строку" in page
    assert "247" in page


def test_a_year_that_stood_there_gives_way_to_the_loaded_one(cast: Cast, enter: Enter) -> None:
    assert load(enter("deputy"), "production_calendar", XML_2028.replace("2028", "2027")).status_code == 302
    queries.forget()
    years = queries.reference_data("production_calendar")["years"]
    assert [row["year"] for row in years] == [2025, 2026, 2027]
    assert len(years[-1]["off"]) == 4


@pytest.mark.parametrize(
    "text",
    [
        "<calendar",
        "<other year='2028'/>",
        XML_2028.replace('country="ru"', 'country="by"'),
        XML_2028.replace('year="2028"', ""),
        XML_2028.replace('year="2028"', 'year="когда-нибудь"'),
        XML_2028.replace('t="3"', 't="9"'),
        XML_2028.replace('d="04.29"', 'd="04.31"'),
        XML_2028.replace('d="04.29"', 'd="02.22"'),
        XML_2028.replace('d="04.29"', 'd="апрель"'),
        '<calendar year="2028" country="ru"><days/></calendar>',
        '<!DOCTYPE x [<!ENTITY a "b">]>' + XML_2028,
    ],
)
def test_a_file_that_is_no_calendar_is_refused_in_words(cast: Cast, enter: Enter, text: str) -> None:
    response = load(enter("deputy"), "production_calendar", text)
    assert response.status_code == 422
    assert "не похож на производственный календарь" in words(response)
    assert not Reference.objects.exists()


def test_the_calendars_file_serves_the_calendar_only(cast: Cast, enter: Enter) -> None:
    assert load(enter("deputy"), "gto", XML_2028).status_code == 422


def test_a_file_without_a_ground_is_not_taken(cast: Cast, enter: Enter) -> None:
    assert load(enter("deputy"), "production_calendar", XML_2028, source="").status_code == 422
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
    assert client.get("/references/medals/rules/9/").status_code == 404
    assert client.get("/references/medals/title/0/").status_code == 404
    assert client.get("/references/medals/toml/?version=9").status_code == 404
    assert client.get("/references/medals/toml/?version=x").status_code == 404


def test_days_survive_being_kept_as_json() -> None:
    data = reference.shipped("production_calendar")
    assert reference.from_json(reference.as_json(data)) == data
