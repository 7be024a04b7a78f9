"""Какие знаки можно напечатать: остальные называют до печати, а невидимые убирают."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from letopis.regulation.refusals import Refused

# Each range was compiled in regular and bold with the fonts inside Typst 0.15 (Libertinus Serif, then
# New Computer Modern for the letters of Russia's other languages); the tests compile all of them again.
PRINTABLE: tuple[tuple[int, int], ...] = (
    (0x0020, 0x007E),  # Latin, figures
    (0x00A0, 0x00AC),
    (0x00AE, 0x024F),  # « » °, European Latin letters
    (0x0300, 0x032F),  # stress and other accents over a letter
    (0x0391, 0x03A1),
    (0x03A3, 0x03C9),  # Greek
    (0x0400, 0x0481),
    (0x048A, 0x04FF),  # Cyrillic: Russian, Ukrainian, Tatar, Bashkir, Yakut, Chuvash …
    (0x1E00, 0x1EFF),  # Latin with two accents
    (0x2000, 0x200A),
    (0x2010, 0x2027),  # spaces of set width, dashes, quotes, dots
    (0x202F, 0x2037),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),
    (0x20BD, 0x20BD),  # euro, rouble
    (0x2116, 0x2116),
    (0x2122, 0x2122),  # № and ™
    (0x2153, 0x2184),  # fractions, Roman numerals
    (0x2190, 0x2195),
    (0x2212, 0x2212),  # arrows, minus
    (0x2248, 0x2248),
    (0x2260, 0x2260),
    (0x2264, 0x2265),  # ≈ ≠ ≤ ≥
)
_FOREIGN = re.compile("[^" + "".join(f"{chr(low)}-{chr(high)}" for low, high in PRINTABLE) + "]")
_BLANKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
_INVISIBLE = ("Cc", "Cf")  # controls and formats: direction marks, joiners, soft hyphens


def check_text(value: str) -> str:
    """The value as it can be printed: composed letters, no control or direction signs, one line.

    Raises:
        Refused: paper.glyph with the text and the first sign the fonts lack.
    """
    text = _BLANKS.sub(" ", unicodedata.normalize("NFC", value))
    if _FOREIGN.search(text) is None:
        return text
    text = "".join(sign for sign in text if unicodedata.category(sign) not in _INVISIBLE)
    foreign = _FOREIGN.search(text)
    if foreign is not None:
        raise Refused("paper.glyph", "", text=_shown(text), sign=_shown(foreign.group()))
    return text


def is_plain(json_text: str) -> bool:
    """True if no text inside needs `check_text`: one quick look at the whole instead of at each value."""
    return (
        "\\" not in json_text
        and _FOREIGN.search(json_text) is None
        and unicodedata.is_normalized("NFC", json_text)
    )


def _shown(text: str) -> str:
    """The text for a sentence: half a surrogate pair cannot be sent to a page, its number can."""
    return "".join(f"U+{ord(sign):04X}" if unicodedata.category(sign) == "Cs" else sign for sign in text)


def check_facts(value: object) -> object:
    """The same facts with every text in them checked by `check_text`; JSON values only.

    Raises:
        Refused: paper.glyph.
    """
    if isinstance(value, str):
        return check_text(value)
    if isinstance(value, Mapping):
        return {name: check_facts(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [check_facts(item) for item in value]
    return value
