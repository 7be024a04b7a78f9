"""Кто на что смотрел: копится в памяти, пока служба не запишет; одно и то же в течение часа — один раз."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AGAIN = 3600.0  # seconds for which the same person, page and object are not noted again
STUDENT, CLASS, COURSE, SCHOOL = "student", "class", "course", "school"
# In this order: a page about a pupil of a class is about the pupil.
_OBJECTS = (("student_id", STUDENT), ("class_id", CLASS), ("course_id", COURSE))

# Addresses that show pupils' data, and what the list of looks calls them.
PAGES: Mapping[str, str | Promise] = {
    "acts:class_carriers": _("бумажные журналы и табели класса"),
    "conditions:of_class": _("особые условия"),
    "control:timeliness": _("своевременность записей"),
    "exchange:import": _("загрузка списка"),
    "exchange:passwords": _("листы с паролями"),
    "exchange:refused": _("не принятые строки списка"),
    "jobs:file": _("файл: листы, табели, журналы"),
    "journal:class_absences": _("пропуски"),
    "journal:corrections": _("исправления после закрытия"),
    "journal:explain": _("объяснение отметки"),
    "journal:history": _("история клетки"),
    "journal:levels": _("успехи без отметок"),
    "journal:register": _("журнал"),
    "journal:work": _("работа по критериям"),
    "office:class_invitations": _("приглашения ко входу"),
    "office:leave": _("выбытие"),
    "office:move": _("зачисление или перевод"),
    "office:new_parent": _("новый законный представитель"),
    "office:parent": _("карточка родителя"),
    "office:parents": _("список родителей"),
    "office:pupil": _("карточка ученика"),
    "office:pupils": _("список учеников"),
    "register_book:book": _("бумажный журнал"),
    "results:card_paper": _("табель"),
    "results:class_sheet": _("сводная ведомость"),
    "results:diary": _("дневник"),
    "results:figures": _("показатели класса"),
    "results:own_card": _("табель"),
    "results:pupil": _("карта результатов"),
    "results:report_cards": _("табели класса"),
    "results:sheet_paper": _("сводная ведомость на бумаге"),
    "rights:student_looks": _("кто смотрел"),
}

# Parts a page asks for by itself: a look at the page.
PART_OF: Mapping[str, str] = {
    "journal:absence_totals": "results:class_sheet",
    "results:works": "results:pupil",
}


class Seen(NamedTuple):
    """Who saw what.

    Attributes:
        by: reference of the account.
        page: name of the address.
        kind: what the page is about.
        number: id of the pupil, the class or the page of the register, 0 for the whole school.
    """

    by: int
    page: str
    kind: str
    number: int


@dataclass
class Memory:
    """Looks not yet written, and which of the last hour are known."""

    waiting: list[tuple[Seen, datetime]] = field(default_factory=list)
    known: dict[Seen, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, seen: Seen, now: datetime) -> None:
        """Remember a look, unless the same was noted within the hour."""
        second = now.timestamp()
        if not 0 <= second - self.known.get(seen, -AGAIN) < AGAIN:
            with self.lock:
                self.known[seen] = second
                self.waiting.append((seen, now))

    def taken(self, now: datetime) -> list[tuple[Seen, datetime]]:
        """What is to be written; whoever cannot write it gives it back."""
        second = now.timestamp()
        with self.lock:
            found, self.waiting = self.waiting, []
            self.known = {seen: at for seen, at in self.known.items() if 0 <= second - at < AGAIN}
        return found

    def give_back(self, found: list[tuple[Seen, datetime]]) -> None:
        """The database did not take them: they wait on."""
        with self.lock:
            self.waiting = [*found, *self.waiting]

    def forget(self) -> None:
        """Know nothing, as a server that has just begun."""
        with self.lock:
            self.waiting, self.known = [], {}


MEMORY = Memory()


def page_of(address: str) -> str:
    """The page that is noted when an address is shown, "" if it shows nothing of a pupil."""
    page = PART_OF.get(address, address)
    return page if page in PAGES else ""


def object_of(arguments: Mapping[str, Any]) -> tuple[str, int]:
    """What an address is about, by its arguments."""
    for name, kind in _OBJECTS:
        if name in arguments:
            return kind, int(arguments[name])
    return SCHOOL, 0
