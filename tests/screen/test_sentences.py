"""Отказы говорят: что, где и что делать."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import translation

import letopis
from letopis.regulation.access import DEEDS as DEEDS_OF_ROLES
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import DEEDS, SENTENCES, known_codes, sentence

PLACE = re.compile(r"%\((\w+)\)s")


def refusals_in_the_house() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Every `Refused("code", …, fact=…)` of the program: where, code, names of its facts."""
    root = Path(letopis.__file__).parent
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused":
                code = node.args[0] if node.args else None
                if isinstance(code, ast.Constant) and all(keyword.arg for keyword in node.keywords):
                    facts = frozenset(str(keyword.arg) for keyword in node.keywords)
                    yield f"{path.relative_to(root)}:{node.lineno}", str(code.value), facts


FOUND = list(refusals_in_the_house())


def test_every_refusal_of_the_program_has_its_sentence() -> None:
    missing = {code: where for where, code, _facts in FOUND if code not in known_codes()}
    assert not missing


@pytest.mark.parametrize(
    ("where", "code", "facts"), FOUND, ids=[f"{code} {where}" for where, code, _ in FOUND]
)
def test_a_refusal_brings_every_fact_its_sentence_names(where: str, code: str, facts: frozenset[str]) -> None:
    assert set(PLACE.findall(str(SENTENCES[code]))) <= facts, where


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_says_what_to_do_and_ends_with_a_full_stop(code: str) -> None:
    text = str(SENTENCES[code])
    assert text.endswith(".")
    assert "!" not in text
    assert not text.lower().startswith(("ошибка", "упс", "error"))


def test_every_deed_of_the_roles_table_has_words() -> None:
    assert set(DEEDS) == set(DEEDS_OF_ROLES)


@pytest.mark.django_db
def test_a_value_outside_the_scale_is_named_with_what_is_allowed() -> None:
    refused = Refused("mark.not_in_scale", "3.7", value="7", allowed="2, 3, 4, 5")
    assert sentence(refused) == (
        "Не записано: „7“ нет в шкале. Введите одно из: 2, 3, 4, 5 (п. 3.7 положения)."
    )


def test_a_day_is_written_in_russian_words() -> None:
    text = sentence(Refused("lesson.in_future", "", day=date(2026, 10, 29)))
    assert "29 октября 2026" in text


def test_a_moment_is_written_by_the_clock_of_the_school() -> None:
    text = sentence(Refused("login.locked", until=datetime(2026, 10, 28, 9, 5, tzinfo=UTC)))
    assert "12:05" in text


@pytest.mark.django_db
def test_a_conflict_names_an_empty_cell_in_words() -> None:
    assert "в ней пусто" in sentence(Refused("conflict", "1.6", theirs=""))
    assert "в ней „н 4“" in sentence(Refused("conflict", "1.6", theirs="н 4"))


@pytest.mark.django_db
def test_a_denied_deed_is_named_in_words() -> None:
    assert sentence(Refused("access.denied", "4.2", deed="journal.close_period")).startswith(
        "Вам нельзя закрывать период"
    )


@pytest.mark.django_db
def test_a_percent_sign_in_a_value_is_only_a_sign() -> None:
    assert "„5%(s“" in sentence(Refused("mark.absence_twice", "3.7", value="5%(s"))


@pytest.mark.django_db
def test_an_unknown_refusal_still_says_whom_to_ask() -> None:
    text = sentence(Refused("nobody.knows", "1.1"))
    assert "nobody.knows" in text
    assert "завучу" in text


@pytest.mark.django_db
def test_the_sentence_is_made_in_the_language_of_the_page() -> None:
    refused = Refused("mark.too_many", "3.7", value="5 5 5 5", limit=3)
    with translation.override("ru"):
        russian = sentence(refused)
    assert russian.startswith("Не записано")
