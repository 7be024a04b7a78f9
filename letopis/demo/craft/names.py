"""Русские имена с верными окончаниями: Седов и Седова, Сергеевич и Сергеевна, Черных у всех одинаково."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from letopis.demo.craft.data import read

MALE, FEMALE = "m", "f"
_FEMININE = (("ский", "ская"), ("цкий", "цкая"), ("ой", "ая"))
_TAKES_A = ("ов", "ев", "ёв", "ин", "ын")


@dataclass(frozen=True)
class Name:
    """A person's name as in a document."""

    surname: str
    given: str
    patronymic: str


def surname_for(sex: str, surname: str) -> str:
    """The surname of a family as a man or a woman bears it; the masculine form is given."""
    if sex == MALE:
        return surname
    for ending, feminine in _FEMININE:
        if surname.endswith(ending):
            return surname.removesuffix(ending) + feminine
    return surname + "а" if surname.endswith(_TAKES_A) else surname


def given_to_child(chance: Random, sex: str) -> str:
    """A given name of a child."""
    found: str = chance.choice(read("names")["boys" if sex == MALE else "girls"])
    return found


def father(chance: Random) -> tuple[str, str, str]:
    """A man's given name, the patronymics of his sons and of his daughters."""
    given, son, daughter = chance.choice(read("names")["men"])
    return given, son, daughter


def adult(chance: Random, sex: str, surname: str) -> Name:
    """A grown-up of a family."""
    _father, son, daughter = father(chance)
    given = father(chance)[0] if sex == MALE else chance.choice(read("names")["women"])
    return Name(surname_for(sex, surname), given, son if sex == MALE else daughter)


def surnames(chance: Random) -> list[str]:
    """All surnames of the town in a mixed order, masculine form."""
    found = list(read("names")["surnames"])
    chance.shuffle(found)
    return found
