"""Список сотрудников: кто новый, кому добавится должность или класс, кто уже записан."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from letopis.exchange.craft.fields import ClassKey, clean, plain, read_class, read_word
from letopis.exchange.craft.known import Employee, Known, Place
from letopis.exchange.craft.outcome import ADDED, CHANGED, SAME, Outcome
from letopis.exchange.craft.persons import Name, read_name
from letopis.exchange.craft.pupil_plan import Cells, title
from letopis.regulation.refusals import Refused

# How the posts that give rights are written; anything else is a post without rights in the program.
_POSTS = (
    ("deputy", re.compile(r"\bзам\b|\bзаместител|завуч|\bзавуч|deputy")),
    ("principal", re.compile(r"\bдиректор|principal")),
    ("clerk", re.compile(r"секретар|делопроизводител|clerk")),
    ("archivist", re.compile(r"архивариус|архивист|archivist")),
    ("admin", re.compile(r"администратор|administrator")),
    ("teacher", re.compile(r"учител|преподавател|teacher")),
)
_NO_TEACHER = re.compile(r"помощник|ассистент|помощница")
_LONGEST_NUMBER = 40


class Hire(NamedTuple):
    """An employee to take on; the key finds the employee again among those written."""

    employee: Employee
    username: str


class Post(NamedTuple):
    """A post to appoint somebody to."""

    employee: Employee
    post: str
    starts: date


class Lead(NamedTuple):
    """A class to be led."""

    employee: Employee
    key: ClassKey
    starts: date
    old_id: int | None
    in_place: bool


@dataclass
class EmployeePlan:
    """What a list of employees comes to.

    Attributes:
        posts_given: whether the list has a column of posts; without one everybody is a teacher.
    """

    known: Known
    posts_given: bool
    hires: list[Hire] = field(default_factory=list)
    corrections: dict[int, dict[str, Any]] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)

    def take(self, line: int, cells: Cells) -> Outcome:
        """Outcome of a row; what it asks for is noted down.

        Raises:
            Refused: the row stays out.
        """
        parts = (cells.get(part, "") for part in ("full_name", "surname", "given_name", "patronymic"))
        name = read_name(*parts)
        number = read_word(cells.get("personnel_number", ""), _LONGEST_NUMBER, _("Табельный номер"))
        posts, unknown = read_posts(cells.get("post", "" if self.posts_given else "учитель"))
        starts = self.known.start(cells.get("starts", ""))
        found = self._find(name, number)
        if found and found.line and number and number != found.personnel_number:
            raise Refused("import.twice_differs", line=found.line)
        username = "" if found else self.known.check_username(clean(cells.get("username", "")))
        one = found or Employee(-line, name, number)
        lead = self._lead(one, cells)
        return self._note(line, one, (posts, unknown, starts), lead, (number, username))

    def _note(
        self,
        line: int,
        one: Employee,
        duties: tuple[set[str], str, date],
        lead: Lead | None,
        new: tuple[str, str],
    ) -> Outcome:
        posts, unknown, starts = duties
        number, username = new
        what = []
        is_new = one.id < 0 and not one.line
        if is_new:
            self.hires.append(Hire(one, username))
            self.known.employees.add(one)
        elif number and number != one.personnel_number:
            self.corrections[one.id] = {"personnel_number": number}
            what.append(_("табельный номер: %(new)s") % {"new": number})
        for post in sorted(posts - one.posts):
            self.posts.append(Post(one, post, starts))
            one.posts.add(post)
            what.append(_("новая должность"))
        if lead:
            self.leads.append(lead)
            self.known.leaders[lead.key] = Place(0, one, lead.starts)
            what.append(_("классное руководство: %(class)s") % {"class": title(lead.key)})
        first, one.line = one.line, one.line or line
        if is_new:
            return Outcome(line, ADDED, *(("import.no_rights_post", {"post": unknown}) if unknown else ()))
        if what:
            return Outcome(line, CHANGED, "import.changes", {"what": "; ".join(what)})
        return Outcome(line, SAME, *(("import.twice", {"line": str(first)}) if first else ()))

    def _find(self, name: Name, number: str) -> Employee | None:
        by_number = self.known.employees.by_number.get(plain(number)) if number else None
        same = self.known.employees.namesakes(name)
        if by_number is not None:
            if by_number not in same:
                raise Refused("import.number_taken", value=number, name=by_number.name.full)
            return by_number
        same = [one for one in same if not number or not one.personnel_number]
        if len(same) > 1:
            raise Refused("import.employee_namesakes", name=name.full, count=len(same))
        return same[0] if same else None

    def _lead(self, one: Employee, cells: Cells) -> Lead | None:
        key = read_class(cells.get("led_class", ""))
        if key is None:
            return None
        if key not in self.known.classes:
            raise Refused("import.unknown_class", value=title(key))
        old = self.known.leaders.get(key)
        if old is None:
            return Lead(one, key, self.known.start(cells.get("starts", "")), None, in_place=False)
        if old.key is one:
            return None
        if not old.id:
            raise Refused("import.two_leaders", value=title(key))
        starts, in_place = self.known.change_over("", old)
        return Lead(one, key, starts, old.id, in_place)


def read_posts(text: str) -> tuple[set[str], str]:
    """Posts that give rights in a cell, and the words of a cell that has none: "учитель / зам. директора"."""
    posts = set()
    for part in re.split(r"[,;/+\n]", clean(text)):
        small = plain(part)
        post = next((name for name, pattern in _POSTS if pattern.search(small)), "")
        if post and not _NO_TEACHER.search(small):
            posts.add(post)
    return posts, "" if posts else clean(text)
