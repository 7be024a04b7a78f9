"""Набор: неразрывные пробелы, «ёлочки» и запятая в дробях, как в школьных бумагах."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

NBSP = "\u00a0"
_TAG = re.compile(r"(<[^>]*>)")
_SHORT = re.compile(r"(?<![\w-])([а-яё]{1,2}|для|при|без|[aA]|an|of|to|in|on)[ \n]+(?=\S)", re.IGNORECASE)
_INITIALS = re.compile(r"(?<!\w)([А-ЯЁ]\.)[ \n]*(?=[А-ЯЁ]\.)")
_SURNAME = re.compile(r"(?<!\w)((?:[А-ЯЁ]\.){1,2}|[А-ЯЁ]\.\u00a0[А-ЯЁ]\.)[ \n]+(?=[А-ЯЁ][а-яё])")
_BEFORE_INITIALS = re.compile(r"(?<=[а-яё])[ \n]+(?=[А-ЯЁ]\.(?:[ \u00a0]?[А-ЯЁ]\.)?)")
_NUMBER = re.compile(r"(?<=\d)[ \n]+(?=«|[А-Яа-яЁё]{3}|(?:ч|г|гг|кл|мин)\b)")
_SIGN = re.compile(r"([№§])[ \n]*(?=\d)")
_DASH = re.compile(r"(?<=\S)[ \n]+(?=[—–] )")
_QUOTED = re.compile(r'(?<![\w"])"([^"<>]+)"(?!\w)')


def typeset(text: str) -> str:
    """The text with its short words, initials, numbers and signs bound to what they belong to.

    Tags are left as they are; straight quotes outside them become «…».
    """
    parts = _TAG.split(text)
    return "".join(part if part.startswith("<") else _bound(part) for part in parts)


def _bound(text: str) -> str:
    text = _QUOTED.sub(r"«\1»", text)
    text = _SHORT.sub(rf"\1{NBSP}", text)
    text = _SHORT.sub(rf"\1{NBSP}", text)  # two short words in a row share their space
    text = _INITIALS.sub(rf"\1{NBSP}", text)
    text = _SURNAME.sub(rf"\1{NBSP}", text)
    text = _BEFORE_INITIALS.sub(NBSP, text)
    text = _SIGN.sub(rf"\1{NBSP}", text)
    text = _DASH.sub(NBSP, text)
    return _NUMBER.sub(NBSP, text)


def with_comma(number: Decimal | Fraction | float | str, places: int = 2) -> str:
    """A number as a school writes it: 4.0875 → "4,09"; halves go up, as in the regulation."""
    exact = _decimal(number) if isinstance(number, Fraction) else Decimal(str(number))
    step = Decimal(1).scaleb(-places)
    return str(exact.quantize(step, ROUND_HALF_UP)).replace(".", ",")


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
