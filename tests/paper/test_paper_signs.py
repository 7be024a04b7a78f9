"""Знаки: что объявлено печатаемым, есть в шрифте; невидимое убирается, чужое называется."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.paper.craft.compile import render
from letopis.paper.craft.forms import AbsenceRow, FootRow, PaperMark, as_json
from letopis.paper.craft.signs import PRINTABLE, check_facts, check_text, is_plain
from letopis.regulation.refusals import Refused
from tests.paper.paper_cast import MOMENT, REPORT_CARD, class_sheet, report_cards


@pytest.mark.parametrize(("low", "high"), PRINTABLE)
def test_fonts_have_every_sign_declared_printable(low, high):
    signs = [chr(code) for code in range(low, high + 1) if unicodedata.category(chr(code)) != "Cf"]
    facts = report_cards(*("".join(signs[at : at + 60]) for at in range(0, len(signs), 60)))
    assert render(REPORT_CARD, as_json(facts), moment=MOMENT)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Калугина Ульяна", "Калугина Ульяна"),
        ("Маи\u0306я", "Майя"),
        ("\u202eКалугина\u202c", "Калугина"),
        ("Кали\u00adнина", "Калинина"),
        ("Ива\u200bнов\u0000", "Иванов"),
        ("две\nстроки", "две строки"),
        ("Ғалия Әхмәтова, Ґалаґан Є.", "Ғалия Әхмәтова, Ґалаґан Є."),
        ("№ 5 – «А» ≠ „б“ … 4½", "№ 5 – «А» ≠ „б“ … 4½"),
        ("", ""),
    ],
)
def test_text_is_printed_without_invisible_signs(typed, printed):
    assert check_text(typed) == printed


@pytest.mark.parametrize(
    ("typed", "sign"),
    [("Лев 🦁", "🦁"), ("李雷", "李"), ("\ud83d", "U+D83D"), ("ა", "ა"), ("\ue000", "\ue000")],
)
def test_sign_the_fonts_lack_is_named(typed, sign):
    with pytest.raises(Refused) as refused:
        check_text(typed)
    assert refused.value.code == "paper.glyph"
    assert refused.value.facts["sign"] == sign
    str(refused.value).encode()


@given(st.text())
def test_any_text_is_printable_or_refused(text):
    try:
        once = check_text(text)
    except Refused:
        return
    assert check_text(once) == once
    assert is_plain(once) or "\\" in once


def test_facts_are_checked_at_every_depth():
    assert check_facts({"a": ["б\u200b", {"в": "г\t"}], "n": 5, "no": None}) == {
        "a": ["б", {"в": "г "}],
        "n": 5,
        "no": None,
    }
    with pytest.raises(Refused):
        check_facts({"a": [{"в": "🌸"}]})


def test_row_of_another_width_is_refused():
    sheet = class_sheet()
    with pytest.raises(ValueError, match="cells for 16 columns"):
        replace(sheet, foot=(FootRow("Средний балл", ("4,04",)),))
    cards = report_cards("Зимин Лев")
    card = replace(cards.cards[0], absences=(AbsenceRow("по болезни", ("1",)),))
    with pytest.raises(ValueError, match="cells for 7 columns"):
        replace(cards, cards=(card,))


def test_facts_become_plain_json():
    facts = as_json(report_cards("Зимин Лев"))
    card = facts["cards"][0]
    assert card["decision"] == {"day": "2027-05-26", "number": "9", "text": "переведена в 8 класс"}
    assert card["subjects"][0]["marks"][0] == vars(PaperMark("3"))
