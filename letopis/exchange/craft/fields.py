"""Значения из клеток: даты, классы, пол, часы, учебный год во всех написаниях, какие есть в школах."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from letopis.paper.craft.signs import check_text
from letopis.regulation.refusals import Refused

ClassKey = tuple[int, str]

# Latin letters that look like Cyrillic ones in print.
LOOK_ALIKES = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")
_SPACES = re.compile(r"\s+")
_DAY_FIRST = re.compile(r"(\d{1,2})[./\-, ](\d{1,2})[./\-, ](\d{4}|\d{2})\s*(?:г\.?|года?)?")
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_DAY_FIRST_CLOCK = re.compile(r"[ T]0?0:00(?::00)?$")
_IN_WORDS = re.compile(r"(\d{1,2})\s+([а-я]{3,})\.?\s+(\d{4})\s*(?:г\.?|года?)?")
_SERIAL = re.compile(r"(\d{4,6})(?:[.,]0+)?")
_SERIALS = range(3_000, 110_000)  # 1908 … 2201; years in four figures are not serials
_EPOCH = date(1899, 12, 30)
_CENTURY_TURNS = 50  # 13 is 2013, 75 is 1975
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "янв январь января",
            "фев февр февраль февраля",
            "мар март марта",
            "апр апрель апреля",
            "май мая",
            "июн июнь июня",
            "июл июль июля",
            "авг август августа",
            "сен сент сентябрь сентября",
            "окт октябрь октября",
            "ноя нояб ноябрь ноября",
            "дек декабрь декабря",
        ),
        start=1,
    )
    for word in words.split()
}
_CLASS = re.compile(
    r"(\d{1,2})\s*(?:-?(?:й|ый|ой)\b)?\s*(?:класс|кл\.?)?\s*[-–—.]?\s*[«\"'„“”‘’`]*\s*((?!кл)[а-яё]{0,4})\s*[»\"'“”‘’`]*\s*(?:класс|кл\.?)?",
    re.IGNORECASE,
)
_NUMBERED_CLASS = re.compile(r"(\d{1,2})\s*[-–—.]\s*[«\"]?(\d)[»\"]?")
_YEAR = re.compile(r"(\d{4})\s*[-–—/\\]\s*(\d{2}|\d{4})\s*(?:уч(?:ебный|\.)?\s*год|г\.?г?\.?)?")
_MALE = {"м", "муж", "мужской", "мужчина", "мальчик", "юноша", "m", "male", "man"}
_FEMALE = {"ж", "жен", "женский", "женщина", "девочка", "девушка", "f", "female", "woman"}
_MOST_HOURS = Decimal(40)


def clean(value: str) -> str:
    """One line without invisible and control signs, single spaces, composed letters.

    Raises:
        Refused: paper.glyph for a sign that cannot be printed.
    """
    return _SPACES.sub(" ", check_text(value)).strip()


def plain(text: str) -> str:
    """A text to compare by: small letters, ё as е, single spaces, no signs but letters and figures."""
    small = text.lower().replace("ё", "е")
    return _SPACES.sub(" ", re.sub(r"[^\w]+", " ", small.replace("_", " "))).strip()


def read_date(text: str) -> date | None:
    """A day: 05.04.2013, 5.4.13, 2013-04-05, 05/04/2013, 5 апреля 2013 г., Excel's 41369; empty is None.

    The day always stands before the month. A two-figure year under 50 belongs to this century.

    Raises:
        Refused: import.bad_date.
    """
    value = _DAY_FIRST_CLOCK.sub("", clean(text).lower())
    if not value:
        return None
    try:
        return _day(value)
    except (ValueError, OverflowError) as error:
        raise Refused("import.bad_date", value=text.strip()) from error


def _day(value: str) -> date:
    if found := _ISO.fullmatch(value.upper()):
        year, month, day = (int(part) for part in found.groups())
        return date(year, month, day)
    if found := _DAY_FIRST.fullmatch(value):
        return date(_full_year(found[3]), int(found[2]), int(found[1]))
    found = _IN_WORDS.fullmatch(value)
    if found and found[2] in _MONTHS:
        return date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    found = _SERIAL.fullmatch(value)
    if found and int(found[1]) in _SERIALS:
        return _EPOCH + timedelta(days=int(found[1]))
    raise ValueError(value)


def _full_year(figures: str) -> int:
    year = int(figures)
    if len(figures) == 4:
        return year
    return year + (2000 if year < _CENTURY_TURNS else 1900)


def read_birth_date(text: str, on: date) -> date | None:
    """A pupil's birth date: 3 to 90 years before the day.

    Raises:
        Refused: import.bad_date, import.odd_birth_date.
    """
    born = read_date(text)
    if born is not None and not 3 <= (on - born).days / 365.25 <= 90:
        raise Refused("import.odd_birth_date", value=f"{born:%d.%m.%Y}")
    return born


def read_class(text: str) -> ClassKey | None:
    """A class: 7А, 7а, 7 А, 7-а, 7 «А», 7 "A" with a Latin letter, 7; empty is None.

    Raises:
        Refused: import.bad_class.
    """
    value = clean(text)
    if not value:
        return None
    if found := _NUMBERED_CLASS.fullmatch(value):
        return _class_of(found[1], found[2], text)
    found = _CLASS.fullmatch(value.translate(LOOK_ALIKES))
    if not found:
        raise Refused("import.bad_class", value=text.strip())
    return _class_of(found[1], found[2].upper(), text)


def _class_of(grade: str, letter: str, text: str) -> ClassKey:
    if not 1 <= int(grade) <= 12:
        raise Refused("import.bad_class", value=text.strip())
    return int(grade), letter


def read_classes(text: str) -> tuple[ClassKey, ...]:
    """Several classes in one cell: 7А, 7Б; 7В.

    Raises:
        Refused: import.bad_class.
    """
    found = (read_class(part) for part in re.split(r"[,;+]|\s+и\s+|\n", text))
    return tuple(dict.fromkeys(key for key in found if key))


def is_class(text: str) -> bool:
    """Whether a text reads as a class and is more than a bare number."""
    try:
        return bool(text.strip()) and not text.strip().isdigit() and read_class(text) is not None
    except Refused:
        return False


def read_sex(text: str) -> str:
    """Sex: "m", "f" or "" where the cell is empty.

    Raises:
        Refused: import.bad_sex.
    """
    value = plain(clean(text))
    if not value:
        return ""
    if value in _MALE:
        return "m"
    if value in _FEMALE:
        return "f"
    raise Refused("import.bad_sex", value=text.strip())


def read_hours(text: str) -> Decimal | None:
    """Hours a week: 2, 2,5, 0.5; empty, a dash and 0 are None.

    Raises:
        Refused: import.bad_hours for what is no number, is above 40 or has more than one decimal.
    """
    value = re.sub(r"\s*(?:ч|час|часа|часов)\.?$", "", clean(text).lower()).replace(",", ".")
    if not value or value in {"-", "–", "—"}:
        return None
    try:
        hours = Decimal(value)
    except InvalidOperation as error:
        raise Refused("import.bad_hours", value=text.strip()) from error
    if not hours.is_finite() or not 0 <= hours <= _MOST_HOURS or hours != hours.quantize(Decimal("0.1")):
        raise Refused("import.bad_hours", value=text.strip())
    return hours.quantize(Decimal("0.1")) if hours else None


def read_year(text: str) -> int | None:
    """First calendar year of a school year: 2026-2027, 2026/27, 2026–2027; empty is None.

    Raises:
        Refused: import.bad_year.
    """
    value = clean(text).lower()
    if not value:
        return None
    found = _YEAR.fullmatch(value)
    if not found or int(found[2]) % 100 != (int(found[1]) + 1) % 100:
        raise Refused("import.bad_year", value=text.strip())
    return int(found[1])


def read_word(text: str, most: int, field: str) -> str:
    """A short text of at most so many signs.

    Raises:
        Refused: import.too_long, paper.glyph.
    """
    value = clean(text)
    if len(value) > most:
        raise Refused("import.too_long", field=field, limit=most)
    return value
