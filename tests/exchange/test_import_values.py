"""Значения из клеток: всё, как их пишут школы, и ничего сверх того."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letopis.exchange.craft import fields, persons
from letopis.regulation.refusals import Refused


@pytest.mark.parametrize(
    "text",
    [
        "05.04.2013",
        "5.4.13",
        "2013-04-05",
        "05/04/2013",
        "5 апреля 2013 г.",
        "41369",
        " 05.04.2013г. ",
        "2013-04-05 00:00:00",
        "05-04-2013",
        "41369.0",
        "\u200e05.04.2013",
    ],
)
def test_one_day_in_every_spelling(text):
    assert fields.read_date(text) == date(2013, 4, 5)


@pytest.mark.parametrize(
    "text", ["31.02.2013", "04/25/2013", "вчера", "13", "2013", "0.0.0", "99999999", "5 мартобря 2013"]
)
def test_no_day_is_guessed(text):
    with pytest.raises(Refused, match=r"import\.bad_date"):
        fields.read_date(text)


def test_months_in_words():
    assert fields.read_date("1 мая 2014") == date(2014, 5, 1)
    assert fields.read_date("1 марта 2014") == date(2014, 3, 1)
    assert fields.read_date("") is None


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_a_day_written_any_way_reads_back(day):
    serial = (day - date(1899, 12, 30)).days
    spellings = (f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day:%y}", day.isoformat(), str(serial))
    assert {fields.read_date(text) for text in spellings} == {day}


@given(st.text(max_size=30))
def test_any_text_reads_or_is_refused(text):
    codes = set()
    for read in (
        fields.read_date,
        fields.read_class,
        fields.read_hours,
        fields.read_year,
        fields.read_sex,
        persons.tidy,
    ):
        try:
            read(text)
        except Refused as refusal:
            codes.add(refusal.code.split(".")[0])
    assert codes <= {"import", "paper"}


@pytest.mark.parametrize(
    "text",
    [
        "7А",
        "7а",
        "7 А",
        "7-а",
        "7 «А»",
        '7 "A"',
        "7A",
        "7a",
        "7 „А“",
        "7 класс А",
        "7-й А класс",
        "07А",
        " 7\u00a0А ",
        "7 А кл.",
        "7А класс",
    ],
)
def test_one_class_in_every_spelling(text):
    assert fields.read_class(text) == (7, "А")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("11", (11, "")),
        ("5 класс", (5, "")),
        ("10 ФМ", (10, "ФМ")),
        ("7-1", (7, "1")),
        ("9B", (9, "В")),
        ("6ё", (6, "Ё")),
        ("", None),
    ],
)
def test_other_classes(text, key):
    assert fields.read_class(text) == key


@pytest.mark.parametrize("text", ["0А", "13А", "А7", "7D", "7b", "семь", "71", "=7А"])
def test_no_class_is_guessed(text):
    with pytest.raises(Refused, match=r"import\.bad_class"):
        fields.read_class(text)


def test_several_classes():
    assert fields.read_classes("7А, 7Б; 8в и 9г") == ((7, "А"), (7, "Б"), (8, "В"), (9, "Г"))


@pytest.mark.parametrize(("text", "hours"), [("3", "3"), ("2,5", "2.5"), ("0.5", "0.5"), ("1 ч", "1")])
def test_hours(text, hours):
    assert fields.read_hours(text) == Decimal(hours)


@pytest.mark.parametrize("text", ["много", "41", "-1", "0,25", "nan", "inf", "1e99"])
def test_hours_that_cannot_be(text):
    with pytest.raises(Refused, match=r"import\.bad_hours"):
        fields.read_hours(text)


@pytest.mark.parametrize("text", ["2026-2027", "2026/27", "2026–2027", "2026/2027 уч. год", "2026 / 2027"])
def test_one_year_in_every_spelling(text):
    assert fields.read_year(text) == 2026


def test_years_not_in_a_row_are_refused():
    with pytest.raises(Refused):
        fields.read_year("2026/2028")


@pytest.mark.parametrize(("text", "sex"), [("м", "m"), ("Муж.", "m"), ("девочка", "f"), ("F", "f"), ("", "")])
def test_sex(text, sex):
    assert fields.read_sex(text) == sex


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("ИВАНОВ ИВАН ИВАНОВИЧ", "", "", ""), ("Иванов", "Иван", "Иванович")),
        (("иванова-петрова анна", "", "", ""), ("Иванова-Петрова", "Анна", "")),
        (("", "Иванов", "Иван", ""), ("Иванов", "Иван", "")),
        (("", "Иванов Иван Иванович", "", ""), ("Иванов", "Иван", "Иванович")),
        (("Мамедов Руслан Ильгар оглы", "", "", ""), ("Мамедов", "Руслан", "Ильгар оглы")),
        (("фон Браун Мария", "", "", ""), ("фон Браун", "Мария", "")),
        (("Ивaнoв Ивaн", "", "", ""), ("Иванов", "Иван", "")),
        (("", "O'Connor", "Sean", "-"), ("O'Connor", "Sean", "")),
        (("Ким\u200b  Анна\u00a0Сергеевна", "", "", ""), ("Ким", "Анна", "Сергеевна")),
        (("Кузьмина, Анна", "", "", ""), ("Кузьмина", "Анна", "")),
    ],
)
def test_names(parts, name):
    assert tuple(persons.read_name(*parts)) == name


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("", "", "", ""), "import.no_name"),
        (("Иванов", "", "", ""), "import.short_name"),
        (("=1+1 Иван", "", "", ""), "import.bad_name"),
        (("Иванов 2 Иван", "", "", ""), "import.bad_name"),
        (("Я" * 101 + " Иван", "", "", ""), "import.too_long"),
        (("Иванов 😀", "", "", ""), "paper.glyph"),
    ],
)
def test_names_that_cannot_be(parts, code):
    with pytest.raises(Refused) as refused:
        persons.read_name(*parts)
    assert refused.value.code == code


def test_e_with_and_without_dots_is_one_name():
    assert persons.name_key("Ёлкина", "АЛЁНА") == persons.name_key("елкина", "Алена")


@pytest.mark.parametrize("text", ["Петрова А. И.", "Петрова А.И.", "Петрова АИ"])
def test_initials(text):
    assert persons.read_initials(text) == persons.initials_key("Петрова", "Анна", "Ивановна")


def test_a_full_name_is_no_initials():
    assert persons.read_initials("Петрова Анна Ивановна") is None
