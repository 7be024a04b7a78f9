"""Таблица прав словами: дело, пункт, и докуда оно простирается у каждой должности."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from letopis.regulation.access import (
    DEEDS,
    OWN_CLASS,
    OWN_COURSE,
    OWN_RECORD,
    ROLES,
    SCHOOL,
    clause_of,
)
from letopis.screen.craft.posts import TITLES
from letopis.screen.craft.sentences import deed_words

SCOPES: dict[str, str | Promise] = {
    SCHOOL: _("вся школа"),
    OWN_CLASS: _("свой класс"),
    OWN_COURSE: _("свой предмет"),
    OWN_RECORD: _("свои записи"),
}
ROOMS: dict[str, str | Promise] = {
    "journal": _("Журнал"),
    "control": _("Контроль"),
    "results": _("Результаты"),
    "register_book": _("Бумажный журнал"),
    "timetable": _("Расписание"),
    "people": _("Люди"),
    "exchange": _("Списки"),
    "school": _("Акты и справочники"),
    "trace": _("Летопись"),
    "keys": _("Вход"),
    "rights": _("Права"),
}


@dataclass(frozen=True)
class Row:
    """A deed: its words, its clause, and how far it reaches for each role, "" for nowhere."""

    words: str
    clause: str
    reach: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Deeds of one room."""

    title: str
    rows: tuple[Row, ...]


def titles() -> list[str]:
    """Titles of the roles, in the order of the columns."""
    return [str(TITLES[role]) for role in ROLES]


def groups() -> list[Group]:
    """The whole table, room by room in the order of the deeds."""
    rooms = list(dict.fromkeys(deed.partition(".")[0] for deed in DEEDS if deed != "self"))
    return [Group(str(ROOMS.get(room, room)), tuple(_rows(room))) for room in rooms]


def _rows(room: str) -> list[Row]:
    mine = [deed for deed in DEEDS if deed.partition(".")[0] == room]
    return [
        Row(
            deed_words(deed),
            clause_of(deed),
            tuple(str(SCOPES.get(DEEDS[deed].get(role, ""), "")) for role in ROLES),
        )
        for deed in mine
    ]
