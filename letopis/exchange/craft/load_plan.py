"""Нагрузка, учебный план и подгруппы: какие предметы, страницы журнала и назначения появятся."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from letopis.exchange.craft.fields import (
    ClassKey,
    clean,
    plain,
    read_class,
    read_classes,
    read_hours,
    read_word,
)
from letopis.exchange.craft.known import Course, Employee, Known, PageKey, Place, Pupil
from letopis.exchange.craft.outcome import ADDED, CHANGED, SAME, Outcome
from letopis.exchange.craft.persons import read_initials, read_name
from letopis.exchange.craft.pupil_plan import Cells, title
from letopis.regulation.refusals import Refused

_LONGEST_SUBJECT, _LONGEST_SUBGROUP = 120, 60
_NUMBERED = re.compile(
    r"(?:(?:под)?гр(?:уппа|\.)?\s*№?\s*)?(\d)\s*(?:-?я\b)?\s*(?:(?:под)?гр(?:уппа|\.)?)?", re.IGNORECASE
)
_NONE = {"", "-", "–", "—", "нет", "весь класс", "класс"}


class Page(NamedTuple):
    """A page of the register to open."""

    key: PageKey
    subgroup: str
    hours: Decimal


class Teach(NamedTuple):
    """A page to be taught."""

    employee: Employee
    key: PageKey
    starts: date
    old_id: int | None
    in_place: bool


class Join(NamedTuple):
    """A pupil who goes into a subgroup."""

    pupil: Pupil
    key: PageKey
    starts: date
    old_id: int | None
    in_place: bool


class Subjects:
    """Subjects to add; kept by `plain`, so «Русский  язык» and «русский язык» are one."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.new: list[str] = []

    def read(self, text: str) -> str:
        """The key of a subject named in a cell.

        Raises:
            Refused: import.no_subject, import.too_long, paper.glyph.
        """
        name = read_word(text, _LONGEST_SUBJECT, _("Предмет"))
        if not plain(name):
            raise Refused("import.no_subject")
        return name

    def add(self, name: str) -> str:
        """Note a subject down if the school has none of that name; gives its key."""
        key = plain(name)
        if key not in self.known.subjects:
            shown = name[:1].upper() + (name[1:].lower() if name.isupper() and " " in name else name[1:])
            self.known.subjects[key] = shown
            self.new.append(shown)
        return key


@dataclass
class LoadPlan:
    """What a list of teaching load comes to."""

    known: Known
    subjects: Subjects
    pages: list[Page] = field(default_factory=list)
    divided: list[tuple[int, PageKey, str]] = field(default_factory=list)
    hours: dict[int, Decimal] = field(default_factory=dict)
    duties: list[Teach] = field(default_factory=list)

    def take(self, line: int, cells: Cells) -> Outcome:
        """Outcome of a row; a row of several classes is taken whole or not at all.

        Raises:
            Refused: the row stays out.
        """
        self.known.check_year(cells.get("year", ""))
        teacher = known_teacher(self.known, cells.get("teacher", ""))
        name = self.subjects.read(cells.get("subject", ""))
        subgroup = read_subgroup(cells.get("subgroup", ""))
        hours = read_hours(cells.get("hours", ""))
        classes = known_classes(self.known, read_classes(cells.get("class", "")))
        keys = [(key, plain(name), plain(subgroup)) for key in classes]
        duties = [self._duty(teacher, key, cells.get("starts", "")) for key in keys]
        self.subjects.add(name)
        new = [self._page(key, subgroup, hours, line) for key in keys]
        taught = [self._assign(duty, line) for duty in duties if duty]
        if any(new) or any(duty.old_id is None for duty in taught):
            return Outcome(line, ADDED)
        if taught:
            return Outcome(
                line, CHANGED, "import.changes", {"what": _("учитель: %(new)s") % {"new": teacher.name.full}}
            )
        if hours and any(self.known.courses[key].id in self.hours for key in keys):
            return Outcome(
                line, CHANGED, "import.changes", {"what": _("часов в неделю: %(new)s") % {"new": hours}}
            )
        return Outcome(line, SAME)

    def _duty(self, teacher: Employee, key: PageKey, starts: str) -> Teach | None:
        course = self.known.courses.get(key)
        if course is None or not course.teachers:
            return Teach(teacher, key, self.known.start(starts), None, in_place=False)
        if any(place.key is teacher for place in course.teachers):
            return None
        if course.line:
            raise Refused("import.two_teachers", line=course.line, value=title(key[0]))
        if len(course.teachers) > 1:
            raise Refused("import.many_teachers", value=title(key[0]))
        old = course.teachers[0]
        day, in_place = self.known.change_over(starts, old)
        return Teach(teacher, key, day, old.id, in_place)

    def _page(self, key: PageKey, subgroup: str, hours: Decimal | None, line: int) -> bool:
        """Note the page down; True if it is new or made out of the undivided class's page."""
        course = self.known.courses.get(key)
        if course is not None:
            if hours and course.hours != hours and course.id > 0:
                self.hours[course.id] = hours
            return False
        whole = (key[0], key[1], "")
        bare = self.known.courses.get(whole) if subgroup else None
        if bare is not None and bare.id > 0 and not bare.teachers:
            self.divided.append((bare.id, key, subgroup))
            self.known.courses[key] = self.known.courses.pop(whole)
            if hours and hours != bare.hours:
                self.hours[bare.id] = hours
            return True
        self.pages.append(Page(key, subgroup, hours or Decimal(0)))
        self.known.courses[key] = Course(-line, hours or Decimal(0))
        return True

    def _assign(self, duty: Teach, line: int) -> Teach:
        course = self.known.courses[duty.key]
        course.teachers = [Place(0, duty.employee, duty.starts)]
        course.line = line
        self.duties.append(duty)
        return duty


@dataclass
class CurriculumPlan:
    """What a curriculum comes to."""

    known: Known
    subjects: Subjects
    classes: list[ClassKey] = field(default_factory=list)
    items: list[tuple[ClassKey, str, Decimal]] = field(default_factory=list)
    item_hours: dict[int, Decimal] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    page_hours: dict[int, Decimal] = field(default_factory=dict)

    def take(self, line: int, cells: Cells) -> Outcome:
        """Outcome of a row: a subject's hours in a class or in all classes of a grade.

        Raises:
            Refused: the row stays out.
        """
        self.known.check_year(cells.get("year", ""))
        name = self.subjects.read(cells.get("subject", ""))
        hours = read_hours(cells.get("hours", ""))
        if hours is None:
            raise Refused("import.no_hours")
        classes = read_classes(cells.get("class", ""))
        if not classes:
            raise Refused("import.no_class")
        subject = self.subjects.add(name)
        verdicts = [self._put((key, subject), hours) for one in classes for key in self._meant(one)]
        if ADDED in verdicts:
            return Outcome(line, ADDED)
        if CHANGED in verdicts:
            return Outcome(
                line, CHANGED, "import.changes", {"what": _("часов в неделю: %(new)s") % {"new": hours}}
            )
        return Outcome(line, SAME)

    def _meant(self, key: ClassKey) -> Iterable[ClassKey]:
        """The class itself; a grade without a letter means all its classes."""
        whole = [one for one in self.known.classes if one[0] == key[0]] if not key[1] else []
        if key in self.known.classes or not whole:
            if key not in self.known.classes:
                self.known.classes[key] = -len(self.classes) - 1
                self.classes.append(key)
            return [key]
        return whole

    def _put(self, key: tuple[ClassKey, str], hours: Decimal) -> str:
        page = self.known.courses.get((*key, ""))
        if page is None and not any(one[:2] == key for one in self.known.courses):
            self.pages.append(Page((*key, ""), "", hours))
            self.known.courses[*key, ""] = Course(-1, hours)
        elif page is not None and page.id > 0 and page.hours != hours:
            self.page_hours[page.id] = hours
        old = self.known.plan.get(key)
        self.known.plan[key] = (old[0] if old else -1, hours)
        if old is None:
            self.items.append((*key, hours))
            return ADDED
        if old[1] == hours:
            return SAME
        if old[0] < 0:
            raise Refused("import.hours_differ", value=title(key[0]))
        self.item_hours[old[0]] = hours
        return CHANGED


@dataclass
class SubgroupPlan:
    """What a list of subgroups' members comes to."""

    known: Known
    joins: list[Join] = field(default_factory=list)

    def take(self, line: int, cells: Cells) -> Outcome:
        """Outcome of a row.

        Raises:
            Refused: the row stays out.
        """
        key = read_class(cells.get("class", ""))
        if key is None:
            raise Refused("import.no_class")
        known_classes(self.known, (key,))
        pupil = self._pupil(key, cells)
        subgroup = read_subgroup(cells.get("subgroup", ""))
        page = (key, plain(clean(cells.get("subject", ""))), plain(subgroup))
        if not subgroup or page not in self.known.courses:
            value = clean(cells.get("subgroup", ""))
            raise Refused("import.unknown_subgroup", value=value, subject=clean(cells.get("subject", "")))
        join = self._join(pupil, page, cells.get("starts", ""))
        if join is None:
            return Outcome(line, SAME)
        old = pupil.memberships.get(page[:2])
        pupil.memberships[page[:2]] = Place(0, page, join.starts)
        self.joins.append(join)
        if old is None:
            return Outcome(line, ADDED)
        return Outcome(line, CHANGED, "import.changes", {"what": _("подгруппа: %(new)s") % {"new": subgroup}})

    def _pupil(self, key: ClassKey, cells: Cells) -> Pupil:
        parts = (cells.get(part, "") for part in ("full_name", "surname", "given_name", "patronymic"))
        name = read_name(*parts)
        found = [one for one in self.known.pupils.namesakes(name) if one.place and one.place.key == key]
        if not found:
            raise Refused("import.unknown_pupil", name=name.full, where=title(key))
        if len(found) > 1:
            raise Refused("import.namesakes", name=name.full, count=len(found))
        return found[0]

    def _join(self, pupil: Pupil, page: PageKey, starts: str) -> Join | None:
        old = pupil.memberships.get(page[:2])
        if old is None:
            return Join(
                pupil,
                page,
                self.known.start(starts, pupil.place.starts if pupil.place else None),
                None,
                in_place=False,
            )
        if old.key == page:
            return None
        if not old.id:
            raise Refused("import.two_subgroups", name=pupil.name.full)
        day, in_place = self.known.change_over(starts, old)
        return Join(pupil, page, day, old.id, in_place)


def known_classes(known: Known, classes: tuple[ClassKey, ...]) -> tuple[ClassKey, ...]:
    """The classes, if the year has them all.

    Raises:
        Refused: import.no_class, import.unknown_class.
    """
    if not classes:
        raise Refused("import.no_class")
    unknown = [title(key) for key in classes if key not in known.classes]
    if unknown:
        raise Refused("import.unknown_class", value=", ".join(unknown))
    return classes


def known_teacher(known: Known, text: str) -> Employee:
    """The employee a cell names, by full name or by surname and initials.

    Raises:
        Refused: import.no_teacher, import.unknown_teacher, import.employee_namesakes.
    """
    value = clean(text)
    if not value:
        raise Refused("import.no_teacher")
    initials, employees = read_initials(value), known.employees
    if initials:
        found = employees.by_initials.get(initials, [])
    else:
        found = employees.namesakes(read_name(value, "", "", ""))
    if not found:
        raise Refused("import.unknown_teacher", value=value)
    if len(found) > 1:
        raise Refused("import.employee_namesakes", name=value, count=len(found))
    return found[0]


def known_page(known: Known, cells: Cells) -> PageKey:
    """The page of the register a row's class, subject and subgroup name.

    Raises:
        Refused: import.no_class, import.unknown_class, import.no_subject, import.which_page,
            import.unknown_page.
    """
    key = read_class(cells.get("class", ""))
    if key is None:
        raise Refused("import.no_class")
    known_classes(known, (key,))
    subject = clean(cells.get("subject", ""))
    if not subject:
        raise Refused("import.no_subject")
    subgroup = read_subgroup(cells.get("subgroup", ""))
    page = (key, plain(subject), plain(subgroup))
    if page in known.courses:
        return page
    if not subgroup and any(one[:2] == page[:2] for one in known.courses):
        raise Refused("import.which_page", where=title(key), subject=subject)
    raise Refused("import.unknown_page", where=title(key), subject=subject)


def read_subgroup(text: str) -> str:
    """A subgroup's name: "1", "гр. 1" and "1 подгруппа" are one; "" for the whole class.

    Raises:
        Refused: import.too_long, paper.glyph.
    """
    value = read_word(text, _LONGEST_SUBGROUP, _("Подгруппа"))
    if value.lower() in _NONE:
        return ""
    found = _NUMBERED.fullmatch(value)
    return f"{found[1]} подгруппа" if found else value
