"""Испорченные и вредные файлы вместо списков: всегда фраза, недолго и в немногой памяти."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.exchange.craft import templates
from letopis.screen.craft.sentences import known_codes
from tests.abuse.bombs import BOMBS, book, cell, packed, read
from tests.abuse.test_doors import OFTEN
from tests.exchange.lists import PUPILS, ROSTER, csv_of, xlsx_of, zip_of
from tests.house.source import ROOT

pytestmark = pytest.mark.once
MOST_SECONDS, MOST_MEMORY = 10.0, 300  # of work and in MiB; an ordinary list takes a tenth of a second
# What may be read to its end: nothing in it is beyond what a list may hold.
HARMLESS = {"ratio"}


def blown(name: str) -> Any:
    """What a process of its own tells after reading a bomb."""
    command = [sys.executable, "-m", "tests.abuse.bombs"]
    done = subprocess.run(
        command, input=BOMBS[name](), cwd=ROOT, capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_told_in_time_and_in_little_memory(name: str) -> None:
    told = blown(name)
    assert told["s"] < MOST_SECONDS
    assert told["mib"] < MOST_MEMORY
    assert told["code"] in known_codes() or name in HARMLESS, told


@pytest.mark.parametrize("kind", ["workbook", "roster", "csv", "utf-16"])
def test_a_file_cut_short_or_changed_is_told_or_read(kind: str) -> None:
    whole = {
        "workbook": xlsx_of(PUPILS),
        "roster": zip_of(ROSTER),
        "csv": csv_of(PUPILS),
        "utf-16": csv_of(PUPILS, "utf-16"),
    }[kind]

    @OFTEN
    @given(st.integers(0, len(whole)), st.binary(max_size=8), st.booleans())
    def spoil(place: int, other: bytes, cut: bool) -> None:
        spoilt = whole[:place] + other + (b"" if cut else whole[place + len(other) :])
        assert read(spoilt) in {*known_codes(), ""}

    spoil()


@OFTEN
@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "ignore")))
def test_anything_at_all_is_told_or_read(data: bytes) -> None:
    assert read(data) in {*known_codes(), ""}


@OFTEN
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_any_text_inside_a_sheet_is_told_or_read(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert read(book(f"<row>{cell(escaped)}{cell(escaped)}</row>")) in {*known_codes(), ""}


def test_entities_are_refused_however_late_they_are_declared() -> None:
    laughs = "<!--" + " " * 9_000 + '--><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert read(packed({"xl/workbook.xml": laughs})) == "import.broken_file"


def test_a_list_within_a_list_within_a_list_is_no_list() -> None:
    assert read(packed({"list.xlsx": xlsx_of(PUPILS)})) in known_codes()


@pytest.mark.parametrize(
    "text", ["=1+1", "+7 900", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']
)
def test_no_text_becomes_a_formula_in_a_file_we_make(text: str) -> None:
    made = templates.table_file("Отказы", ["Фамилия"], [(text,)])
    found = openpyxl.load_workbook(io.BytesIO(made)).active["A2"]
    assert (found.data_type, found.number_format) == ("s", "@")
    assert templates.safe_text(text).startswith("'")
