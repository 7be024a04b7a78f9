"""Имя для входа из фамилии латинскими буквами и начальный пароль, который легко прочесть с бумаги."""

from __future__ import annotations

import re
import secrets
from collections.abc import Container

from letopis.regulation.refusals import Refused

# As in the machine-readable line of a Russian passport (ICAO Doc 9303), in small letters.
_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia"
_LETTERS = dict(zip(_CYRILLIC, _LATIN.split(), strict=True))
_LONGEST = 50
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # no l, i, o, 0, 1
_USERNAME = re.compile(r"[a-z0-9а-яё][a-z0-9а-яё._@-]{1,59}")


def latin(text: str) -> str:
    """The text in small Latin letters and figures, everything else left out."""
    spelled = "".join(_LETTERS.get(sign, sign) for sign in text.lower())
    return re.sub(r"[^a-z0-9]", "", spelled)


def username_of(surname: str, given_name: str, patronymic: str, taken: Container[str]) -> str:
    """A login name nobody has: petrova.ai, petrova.ai2 …"""
    initials = latin(given_name)[:1] + latin(patronymic)[:1]
    base = ".".join(filter(None, (latin(surname)[:_LONGEST], initials))) or "user"
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}{number}"
    return name


def start_password() -> str:
    """A password for the first login, 59 bits: kq7m-3xdf-9whn."""
    signs = [secrets.choice(_READABLE) for _ in range(12)]
    return "-".join("".join(signs[start : start + 4]) for start in (0, 4, 8))


def free_username(username: str, taken: Container[str]) -> str:
    """A login name as it will be kept: small letters, no spaces around; "" stays "".

    Raises:
        Refused: account.username_taken, account.bad_username.
    """
    name = username.strip().lower()
    if name and not _USERNAME.fullmatch(name):
        raise Refused("account.bad_username", value=name)
    if name in taken:
        raise Refused("account.username_taken", value=name)
    return name
