"""Слова, из которых одних не бывает пароля: о школе, о программе и имя самой школы."""

from __future__ import annotations

from collections.abc import Iterable

OF_EVERY_SCHOOL = frozenset(
    {
        *("летопись", "letopis", "школа", "school", "shkola", "гимназия", "gimnazia", "gymnasium"),
        *("лицей", "licey", "lyceum", "журнал", "zhurnal", "journal", "дневник", "dnevnik", "diary"),
        *("учитель", "uchitel", "teacher", "завуч", "zavuch", "директор", "direktor", "director"),
        *("ученик", "uchenik", "pupil", "student", "родитель", "roditel", "parent", "класс", "klass"),
        *("класса", "class", "урок", "urok", "lesson", "отметка", "оценка", "пароль", "parol", "password"),
        *("администратор", "administrator", "admin", "админ", "вход", "vhod", "login", "йцукен", "qwerty"),
    }
)
SHORTEST = 3  # letters of a word of the school's own name that counts
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю"
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_TO_RUSSIAN, _TO_LATIN = str.maketrans(_LATIN, _RUSSIAN), str.maketrans(_RUSSIAN, _LATIN)


def words_of(names: Iterable[str]) -> frozenset[str]:
    """Words of the school's own names, as they are compared."""
    found = (_letters(word) for name in names for word in name.split())
    return frozenset(word for word in found if len(word) >= SHORTEST)


def of_words_alone(password: str, words: frozenset[str]) -> bool:
    """Whether nothing is left of a password but such words, figures and signs, in either keyboard layout.

    >>> of_words_alone("Letopis-2026!", OF_EVERY_SCHOOL), of_words_alone("gfhjkm7", OF_EVERY_SCHOOL)
    (True, True)
    >>> of_words_alone("тихая-река-школа", OF_EVERY_SCHOOL)
    False
    """
    small = password.lower()
    return any(
        _is_made_of(_letters(one), words)
        for one in (small, small.translate(_TO_RUSSIAN), small.translate(_TO_LATIN))
    )


def _letters(text: str) -> str:
    return "".join(sign for sign in text.lower().replace("ё", "е") if sign.isalpha())


def _is_made_of(letters: str, words: frozenset[str]) -> bool:
    """Whether the letters are words one after another."""
    ends = {0}
    for end in range(1, len(letters) + 1):
        if any(letters.endswith(word, 0, end) and end - len(word) in ends for word in words):
            ends.add(end)
    return bool(letters) and len(letters) in ends
