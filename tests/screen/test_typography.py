"""Набор: пробелы, которые не рвутся, и числа с запятой."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from letopis.screen.craft.posts import letters_of, titles_of
from letopis.screen.craft.typography import NBSP, typeset, with_comma

BOUND = [
    ("в школе", "в_школе"),
    ("и в школе", "и_в_школе"),
    ("для работы без замечаний", "для_работы без_замечаний"),
    ("класс 7 «А»", "класс 7_«А»"),
    ("25 учеников", "25_учеников"),
    ("№ 3 и § 12", "№_3 и_§_12"),
    ("Петрова А. И.", "Петрова_А._И."),
    ("Петрова А.И.", "Петрова_А._И."),
    ("А. И. Петрова", "А._И._Петрова"),
    ("слово — слово", "слово_— слово"),
    ('сказал "да" и ушёл', "сказал «да» и_ушёл"),
    ('<a href="/in the/" class="b c">в дом</a>', '<a href="/in the/" class="b c">в_дом</a>'),
    ("семья", "семья"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), BOUND)
def test_short_words_initials_and_numbers_stay_with_their_neighbours(text: str, expected: str) -> None:
    assert typeset(text) == expected.replace("_", NBSP)


@given(st.text(alphabet="абв 12.—№«»АБ\u00a0", max_size=40))
def test_typesetting_changes_only_blanks(text: str) -> None:
    def letters(value: str) -> str:
        return "".join(sign for sign in value if not sign.isspace())

    assert letters(typeset(text)) == letters(text)


@given(st.text(alphabet="абв 12.№АБ", max_size=40))
def test_typesetting_twice_is_typesetting_once(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        (Fraction(35, 8), 2, "4,38"),
        (Decimal("4.345"), 2, "4,35"),
        (4, 1, "4,0"),
        (Fraction(13, 3), 2, "4,33"),
    ],
)
def test_a_mean_is_written_with_a_comma_and_halves_go_up(
    number: Fraction, places: int, expected: str
) -> None:
    assert with_comma(number, places) == expected


def drawn(template: str, **facts: object) -> str:
    return Template("{% load screen %}" + template).render(Context(facts))


def test_days_are_written_as_the_school_writes_them() -> None:
    day = date(2026, 10, 27)
    assert drawn("{{ day|day }}", day=day) == f"27{NBSP}октября{NBSP}2026"
    assert drawn("{{ day|day_month }}", day=day) == f"27{NBSP}октября"
    assert drawn("{{ day|day_figures }}", day=day) == "27.10.2026"
    assert drawn("{{ day|day }}{{ day|day_month }}{{ day|day_figures }}{{ day|moment }}", day=None) == ""


def test_a_moment_is_shown_by_the_clock_of_the_school() -> None:
    assert drawn("{{ at|moment }}", at=datetime(2026, 10, 27, 22, 30, tzinfo=UTC)) == "28.10.2026, 01:30"
    assert drawn("{{ at|day_figures }}", at=datetime(2026, 10, 27, 22, 30, tzinfo=UTC)) == "28.10.2026"


def test_numbers_follow_the_language_of_the_page() -> None:
    facts = {"mean": Fraction(9, 2), "weight": Decimal("1.50")}
    template = "{{ mean|comma }} {{ mean|comma:1 }} {{ weight|plain }} {{ none|comma }}{{ none|plain }}"
    assert drawn(template, **facts, none=None) == "4,50 4,5 1,5 "
    with translation.override("en"):
        assert drawn(template, **facts, none=None) == "4.50 4.5 1.5 "


def test_what_people_wrote_is_escaped_when_typeset() -> None:
    assert drawn("{{ text|typ }}", text="<b>в дом</b>") == f"&lt;b&gt;в{NBSP}дом&lt;/b&gt;"


def test_an_icon_is_silent_and_takes_the_colour_of_its_word() -> None:
    svg = drawn('{% icon "printer" %}')
    assert svg.startswith('<svg class="i" viewBox="0 0 24 24" aria-hidden="true">')
    assert svg.endswith("</svg>")
    assert "style=" not in svg


def test_a_person_of_two_posts_is_named_by_both_in_one_order() -> None:
    assert titles_of({"class_teacher", "teacher"}) == "учитель, классный руководитель"
    assert letters_of(f"Ковригина{NBSP}Н.{NBSP}А.") == "КН"
    assert letters_of("") == ""
