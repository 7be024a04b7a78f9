"""Настройки установки: неверное значение названо, опечатка в имени замечена, справочник полон."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from letopis.config import environment
from letopis.config.environment import SETTINGS, bad_values, unknown_names

ROOT = Path(__file__).parents[2]
PORTAL = {
    "LETOPIS_OIDC_ISSUER": "https://portal.example/realms/school",
    "LETOPIS_OIDC_CLIENT_ID": "school-7",
    "LETOPIS_OIDC_CLIENT_SECRET": "тайна",
}
ISSUERS = (
    "portal.example",
    "http://portal.example",
    "https://a:b@portal.example",
    "https://portal.example?a",
    "https://[",
)


def test_every_default_is_a_value_that_would_do() -> None:
    assert [setting.name for setting in SETTINGS if setting.fault(setting.default)] == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LETOPIS_THREADS", "много", "нужно число не меньше 1"),
        ("LETOPIS_THREADS", "0", "нужно число не меньше 1"),
        ("LETOPIS_JOB_DAYS", "-3", "нужно число не меньше 1"),
        ("LETOPIS_HTTPS", "on", "нужно да или нет"),
        ("LETOPIS_LOG", "xml", "нужно одно из: line, json"),
        ("LETOPIS_TIME_ZONE", "Омск", "нужен часовой пояс"),
        *(("LETOPIS_OIDC_ISSUER", value, "нужен адрес вида https://") for value in ISSUERS),
    ],
)
def test_a_value_that_cannot_be_meant_is_told(name: str, value: str, said: str) -> None:
    found = bad_values({**PORTAL, name: value})
    assert len(found) == 1
    assert name in found[0]
    assert value in found[0]
    assert said in found[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LETOPIS_SEAL_EVERY", "0.1"),
        ("LETOPIS_HTTPS", "да"),
        ("LETOPIS_HTTPS", "0"),
        ("LETOPIS_TIME_ZONE", "Asia/Omsk"),
        ("LETOPIS_THREADS", ""),
        ("LETOPIS_HOSTS", "school7.example"),
        ("LETOPIS_OIDC_ISSUER", "http://127.0.0.1:8080/realms/school"),
    ],
)
def test_a_value_that_will_do_passes(name: str, value: str) -> None:
    assert bad_values({**PORTAL, name: value}) == []


def test_a_slip_of_the_pen_is_noticed_and_the_right_name_offered() -> None:
    assert unknown_names({"LETOPIS_HOST": "x", "HOME": "y", "LETOPIS_FILES": "z"}) == [
        "LETOPIS_HOST: такой настройки нет. Может быть, LETOPIS_HOSTS?"
    ]
    assert unknown_names({"LETOPIS_QQQ": ""}) == ["LETOPIS_QQQ: такой настройки нет."]


def test_values_are_read_as_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LETOPIS_HOSTS", " a.example , ,b.example")
    monkeypatch.setenv("LETOPIS_HTTPS", "Да")
    monkeypatch.setenv("LETOPIS_THREADS", "вздор")
    assert environment.listed("LETOPIS_HOSTS") == ["a.example", "b.example"]
    assert environment.flag("LETOPIS_HTTPS")
    assert environment.number("LETOPIS_THREADS") == 2


def test_nothing_else_is_read_from_the_environment() -> None:
    """Whatever name stands in the program stands in the table."""
    known = {setting.name for setting in SETTINGS} | environment.FOREIGN
    asked = re.compile(r"environ(?:\.get)?[\[(]\s*\"(LETOPIS_\w+)\"")
    files = (ROOT / "letopis").rglob("*.py")
    assert {name for path in files for name in asked.findall(path.read_text())} <= known


@pytest.mark.parametrize("left_out", PORTAL)
def test_a_portal_named_by_halves_is_told(left_out: str) -> None:
    found = bad_values({name: value for name, value in PORTAL.items() if name != left_out})
    assert [line.partition(":")[0] for line in found] == [left_out]
    assert "задан наполовину" in found[0]


def test_the_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    name, file = "LETOPIS_OIDC_CLIENT_SECRET", tmp_path / "portal.key"
    told = {**PORTAL, name: "", f"{name}_FILE": str(file)}
    assert environment.secret(name, told) == ""
    assert "который можно прочесть" in bad_values(told)[0]
    file.write_text("тайна из файла\n", "utf-8")
    assert environment.secret(name, told) == "тайна из файла"
    assert bad_values(told) == []
    assert environment.secret(name, PORTAL) == "тайна"
