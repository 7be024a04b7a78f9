"""Имена людей: одним столбцом или тремя, в любом регистре, с чужими буквами; кто кому тёзка."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from letopis.exchange.craft.fields import LOOK_ALIKES, clean, plain
from letopis.regulation.refusals import Refused

MOST = 100  # signs of each part of a name
_PARTICLES = {
    "оглы",
    "оглу",
    "углы",
    "кызы",
    "гызы",
    "улы",
    "уулу",
    "ибн",
    "бен",
    "ван",
    "фон",
    "де",
    "да",
    "дер",
    "ди",
    "ла",
}
_AFTER = {"оглы", "оглу", "углы", "кызы", "гызы", "улы", "уулу"}
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f'’ʼ`.\-‐‑– ()])*")
_INITIALS = re.compile(r"([^\W\d_])\.?\s*(?:([^\W\d_])\.?)?")


class Name(NamedTuple):
    """A name as it stands in a document."""

    surname: str
    given_name: str
    patronymic: str = ""

    @property
    def full(self) -> str:
        """Surname, name and patronymic in one line."""
        return " ".join(filter(None, self))


def name_key(surname: str, given_name: str, patronymic: str = "") -> str:
    """What two spellings of one name have in common: case, ё and е, hyphens and spaces do not part them."""
    return "|".join(plain(part) for part in (surname, given_name, patronymic))


def initials_key(surname: str, given_name: str, patronymic: str = "") -> str:
    """Surname and initials, to find "Петрова А. И."."""
    return "|".join((plain(surname), plain(given_name)[:1], plain(patronymic)[:1]))


def read_name(full: str, surname: str, given_name: str, patronymic: str) -> Name:
    """A name from one column or from three; three win where both are there.

    Raises:
        Refused: import.no_name, import.short_name, import.bad_name, import.too_long, paper.glyph.
    """
    if clean(surname) and not clean(given_name) and not clean(patronymic) and " " in clean(surname):
        full, surname = surname, ""  # the whole name was put into the column of surnames
    parts = (surname, given_name, patronymic) if clean(surname) or clean(given_name) else _split(clean(full))
    name = Name(*(tidy(part) for part in parts))
    if not name.surname:
        raise Refused("import.no_name")
    if not name.given_name:
        raise Refused("import.short_name", value=name.full)
    return name


def _split(full: str) -> tuple[str, str, str]:
    """Surname first; "оглы" and "кызы" belong to the patronymic, "фон" and "де" to the surname."""
    words = full.replace(",", " ").split()
    taken = 1
    while taken < len(words) and words[taken - 1].lower() in _PARTICLES - _AFTER:
        taken += 1
    surname, rest = words[:taken], words[taken:]
    return " ".join(surname), " ".join(rest[:1]), " ".join(rest[1:])


def tidy(part: str) -> str:
    """A part of a name with capitals where they belong and no foreign look-alike letters.

    Raises:
        Refused: import.bad_name, import.too_long, paper.glyph.
    """
    value = clean(part).strip(" ,;")
    if value in {"-", "–", "—", ""}:
        return ""
    if len(value) > MOST:
        raise Refused("import.too_long", field="ФИО", limit=MOST)
    if not _NAME.fullmatch(value):
        raise Refused("import.bad_name", value=value[:60])
    return " ".join(_capital(_one_alphabet(word)) for word in value.split(" "))


def _one_alphabet(word: str) -> str:
    """Latin look-alikes inside a Cyrillic word become Cyrillic; a word wholly in Latin letters stays."""
    alphabets = {unicodedata.name(sign, "").split(" ")[0] for sign in word if sign.isalpha()}
    return word.translate(LOOK_ALIKES) if {"LATIN", "CYRILLIC"} <= alphabets else word


def _capital(word: str) -> str:
    if word.lower() in _PARTICLES:
        return word.lower()
    if (word.isupper() and len(word) > 1 and "." not in word) or word.islower():
        return re.sub(r"[^\W\d_]+", lambda found: found[0][:1].upper() + found[0][1:].lower(), word)
    return word


def read_initials(text: str) -> str | None:
    """The key of "Петрова А. И." or "Петрова А.И.", None if the text is not a surname with initials."""
    surname, _, rest = clean(text).partition(" ")
    found = _INITIALS.fullmatch(rest)
    if not found or not _NAME.fullmatch(surname) or not (rest.endswith(".") or len(rest) <= 2):
        return None
    return initials_key(_one_alphabet(surname), found[1], found[2] or "")
