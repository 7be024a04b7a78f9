"""Список учеников: кто новый, у кого что изменится, кто уже записан."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from letopis.exchange.craft.fields import ClassKey, plain, read_birth_date, read_class, read_sex, read_word
from letopis.exchange.craft.known import Known, Place, Pupil
from letopis.exchange.craft.outcome import ADDED, CHANGED, SAME, Outcome
from letopis.exchange.craft.persons import Name, name_key, read_name
from letopis.regulation.refusals import Refused

Cells = Mapping[str, str]
_LONGEST_NUMBER = 40


class Facts(NamedTuple):
    """What a row says of a pupil."""

    name: Name
    birth_date: date | None
    sex: str
    file_number: str


class Admission(NamedTuple):
    """A pupil to admit."""

    facts: Facts
    key: ClassKey
    starts: date


class Step(NamedTuple):
    """A known pupil who goes into a class."""

    pupil: Pupil
    key: ClassKey
    starts: date
    old_id: int | None
    in_place: bool


@dataclass
class PupilPlan:
    """What a list of pupils comes to."""

    known: Known
    classes: list[ClassKey] = field(default_factory=list)
    admissions: list[Admission] = field(default_factory=list)
    corrections: dict[int, dict[str, Any]] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def take(self, line: int, cells: Cells) -> Outcome:
        """Outcome of a row; what it asks for is noted down.

        Raises:
            Refused: the row stays out.
        """
        self.known.check_year(cells.get("year", ""))
        key = read_class(cells.get("class", ""))
        if key is None:
            raise Refused("import.no_class")
        facts = self._facts(cells)
        found = self._find(facts, key)
        if found is None:
            return self._admit(line, facts, key, cells.get("starts", ""))
        return self._update(line, found, facts, key, cells.get("starts", ""))

    def _facts(self, cells: Cells) -> Facts:
        parts = (cells.get(part, "") for part in ("full_name", "surname", "given_name", "patronymic"))
        return Facts(
            read_name(*parts),
            read_birth_date(cells.get("birth_date", ""), self.known.on),
            read_sex(cells.get("sex", "")),
            read_word(cells.get("file_number", ""), _LONGEST_NUMBER, _("Номер личного дела")),
        )

    def _find(self, facts: Facts, key: ClassKey) -> Pupil | None:
        by_file = self.known.pupils.by_file.get(plain(facts.file_number)) if facts.file_number else None
        if by_file is not None:
            _check_same_person(by_file, facts)
            return by_file
        same = [one for one in self.known.pupils.namesakes(facts.name) if _same_birth(one, facts)]
        exact = [one for one in same if one.birth_date and one.birth_date == facts.birth_date]
        found = exact or same
        if len(found) > 1:
            found = [one for one in found if one.place and one.place.key == key] or found
        if len(found) > 1:
            raise Refused("import.namesakes", name=facts.name.full, count=len(found))
        if found and not exact and found[0].place and found[0].place.key != key:
            raise Refused("import.namesake_or_move", name=facts.name.full, where=title(found[0].place.key))
        return found[0] if found else None

    def _admit(self, line: int, facts: Facts, key: ClassKey, starts: str) -> Outcome:
        namesakes = self.known.pupils.namesakes(facts.name)
        admission = Admission(facts, key, self.known.start(starts))
        new_class = self._open(key)
        self.admissions.append(admission)
        place = Place(0, key, admission.starts)
        self.known.pupils.add(Pupil(-line, *facts, place=place, line=line))
        if namesakes:
            return Outcome(line, ADDED, "import.added_namesake", {"name": facts.name.full})
        return Outcome(line, ADDED, *(("import.added_class", {"class": title(key)}) if new_class else ()))

    def _update(self, line: int, found: Pupil, facts: Facts, key: ClassKey, starts: str) -> Outcome:
        changes = _changes(found, facts)
        step = self._step(found, key, starts)
        if found.line:
            code = "import.twice_differs" if changes or step else "import.twice"
            if changes or step:
                raise Refused(code, line=found.line)
            return Outcome(line, SAME, code, {"line": str(found.line)})
        found.line = line
        what = [
            f"{_TITLES[name]()}: {_shown(getattr_of(found, name))} → {_shown(new)}"
            for name, new in changes.items()
        ]
        if changes:
            self.corrections[found.id] = changes
        if step:
            what.append(
                _("класс: %(old)s → %(new)s")
                % {"old": title(found.place.key) if found.place else "—", "new": title(key)}
            )
            self._open(key)
            self.steps.append(step)
            found.place = Place(0, key, step.starts)
        return (
            Outcome(line, CHANGED, "import.changes", {"what": "; ".join(what)})
            if what
            else Outcome(line, SAME)
        )

    def _step(self, found: Pupil, key: ClassKey, starts: str) -> Step | None:
        place = found.place
        if place is None:
            day = self.known.start(starts, self.known.on if found.left_on else None)
            if found.left_on and day <= found.left_on:
                raise Refused("import.too_early", value=f"{found.left_on:%d.%m.%Y}")
            return Step(found, key, day, None, in_place=False)
        if place.key == key:
            return None
        day, in_place = self.known.change_over(starts, place)
        return Step(found, key, day, place.id, in_place)

    def _open(self, key: ClassKey) -> bool:
        """Note a class down to be opened if the year has none of that name."""
        if key in self.known.classes:
            return False
        self.known.classes[key] = -len(self.classes) - 1
        self.classes.append(key)
        return True


_TITLES = {
    "surname": lambda: _("фамилия"),
    "given_name": lambda: _("имя"),
    "patronymic": lambda: _("отчество"),
    "birth_date": lambda: _("дата рождения"),
    "sex": lambda: _("пол"),
    "file_number": lambda: _("личное дело"),
}


def title(key: object) -> str:
    """A class as written: 7 «А»."""
    grade, letter = key if isinstance(key, tuple) else (key, "")
    return f"{grade} «{letter}»" if letter else str(grade)


def getattr_of(pupil: Pupil, name: str) -> object:
    """What stands in a column of a pupil."""
    return getattr(pupil.name, name) if name in Name._fields else getattr(pupil, name)


def _shown(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if value in {"m", "f"}:
        return _("м") if value == "m" else _("ж")
    return str(value or "—")


def _changes(found: Pupil, facts: Facts) -> dict[str, Any]:
    """Columns the row corrects: an empty cell corrects nothing, ё for е is no correction."""
    changes: dict[str, Any] = {}
    if name_key(*found.name[:2]) != name_key(*facts.name[:2]):
        changes.update(surname=facts.name.surname, given_name=facts.name.given_name)
    if facts.name.patronymic and plain(found.name.patronymic) != plain(facts.name.patronymic):
        changes["patronymic"] = facts.name.patronymic
    for name in ("birth_date", "sex", "file_number"):
        new = getattr(facts, name)
        if new and new != getattr(found, name):
            changes[name] = new
    return changes


def _same_birth(one: Pupil, facts: Facts) -> bool:
    return one.birth_date is None or facts.birth_date is None or one.birth_date == facts.birth_date


def _check_same_person(found: Pupil, facts: Facts) -> None:
    same_name = name_key(*found.name[:2]) == name_key(*facts.name[:2])
    same_birth = found.birth_date is not None and found.birth_date == facts.birth_date
    if not same_name and not same_birth:
        raise Refused("import.file_number_taken", value=facts.file_number, name=found.name.full)
