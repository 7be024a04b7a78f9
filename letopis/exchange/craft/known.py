"""Что школа уже знает ко дню загрузки: год, классы, ученики, сотрудники, предметы, нагрузка."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from letopis.exchange.craft.fields import ClassKey, plain, read_date, read_year
from letopis.exchange.craft.persons import Name, initials_key, name_key
from letopis.regulation.refusals import Refused

PageKey = tuple[ClassKey, str, str]  # class, subject and subgroup, as `plain` spells them


@dataclass
class Place:
    """Where somebody stands: an enrolment, a membership, an assignment.

    Attributes:
        id: id of its row, 0 if it is only planned.
        key: what one stands in: a class, a subgroup's key, an employee.
        starts: first day.
    """

    id: int
    key: object
    starts: date


@dataclass
class Pupil:
    """A pupil as known; `line` is the row of the file that named the pupil, 0 if none did yet."""

    id: int
    name: Name
    birth_date: date | None = None
    sex: str = ""
    file_number: str = ""
    place: Place | None = None
    left_on: date | None = None
    line: int = 0
    memberships: dict[tuple[ClassKey, str], Place] = field(default_factory=dict)


@dataclass
class Employee:
    """An employee as known."""

    id: int
    name: Name
    personnel_number: str = ""
    posts: set[str] = field(default_factory=set)
    line: int = 0


@dataclass
class Course:
    """A page of the register as known; `line` as in `Pupil` for who teaches it."""

    id: int
    hours: Decimal
    teachers: list[Place] = field(default_factory=list)
    line: int = 0


class Pupils:
    """Pupils findable by file number and by name."""

    def __init__(self, pupils: Iterable[Pupil]) -> None:
        self.by_file: dict[str, Pupil] = {}
        self.by_name: dict[str, list[Pupil]] = defaultdict(list)
        for one in pupils:
            self.add(one)

    def add(self, one: Pupil) -> None:
        """Make a pupil findable."""
        self.by_name[name_key(one.name.surname, one.name.given_name)].append(one)
        if one.file_number:
            self.by_file.setdefault(plain(one.file_number), one)

    def namesakes(self, name: Name) -> list[Pupil]:
        """Pupils of that surname and name whose patronymic does not contradict."""
        found = self.by_name.get(name_key(name.surname, name.given_name), [])
        return [one for one in found if same_patronymic(one.name, name)]


class Employees:
    """Employees findable by number, by name, by surname and initials."""

    def __init__(self, employees: Iterable[Employee]) -> None:
        self.by_number: dict[str, Employee] = {}
        self.by_name: dict[str, list[Employee]] = defaultdict(list)
        self.by_initials: dict[str, list[Employee]] = defaultdict(list)
        for one in employees:
            self.add(one)

    def add(self, one: Employee) -> None:
        """Make an employee findable."""
        self.by_name[name_key(one.name.surname, one.name.given_name)].append(one)
        self.by_initials[initials_key(*one.name)].append(one)
        if one.name.patronymic:
            self.by_initials[initials_key(one.name.surname, one.name.given_name)].append(one)
        if one.personnel_number:
            self.by_number.setdefault(plain(one.personnel_number), one)

    def namesakes(self, name: Name) -> list[Employee]:
        """Employees of that surname and name whose patronymic does not contradict."""
        found = self.by_name.get(name_key(name.surname, name.given_name), [])
        return [one for one in found if same_patronymic(one.name, name)]


def same_patronymic(one: Name, other: Name) -> bool:
    """Whether the patronymics are the same or one of them is not given."""
    return not one.patronymic or not other.patronymic or plain(one.patronymic) == plain(other.patronymic)


@dataclass
class Known:
    """All that the rows of a list are held against.

    Attributes:
        on: the day of the import.
        starts, ends: first and last day of the school year the lists are for.
        classes: classes of that year → id, negative if only planned.
        leaders: class → who leads it.
        subjects: subject as `plain` spells it → its name.
        courses: pages of the register of that year.
        plan: (class, subject) → id and hours of the curriculum line.
        check_username: refuses a login name that is taken or odd, else gives it as it will be kept.
        only: the one page of the register a list may be about, None for any.
    """

    on: date
    starts: date
    ends: date
    classes: dict[ClassKey, int]
    pupils: Pupils
    employees: Employees
    leaders: dict[ClassKey, Place]
    subjects: dict[str, str]
    courses: dict[PageKey, Course]
    plan: dict[tuple[ClassKey, str], tuple[int, Decimal]]
    check_username: Callable[[str], str]
    only: PageKey | None = None

    def check_year(self, text: str) -> None:
        """Refuse a row of another school year.

        Raises:
            Refused: import.bad_year, import.other_year.
        """
        year = read_year(text)
        if year is not None and year != self.starts.year:
            raise Refused(
                "import.other_year", value=text.strip(), year=f"{self.starts.year}/{self.ends.year}"
            )

    def start(self, text: str, default: date | None = None) -> date:
        """First day of what a row says: as given, but not before the year; the year's first day if empty.

        Raises:
            Refused: import.bad_date, import.after_year.
        """
        given = read_date(text) or default or self.starts
        if given > self.ends:
            raise Refused("import.after_year", value=f"{given:%d.%m.%Y}")
        return max(given, self.starts)

    def change_over(self, text: str, old: Place) -> tuple[date, bool]:
        """Day on which something new follows the old place, and whether the old one, not begun, is corrected.

        Raises:
            Refused: import.bad_date, import.after_year, import.too_early.
        """
        starts = self.start(text, min(self.on, self.ends))
        if starts > old.starts:
            return starts, False
        if self.on < old.starts:
            return old.starts, True
        raise Refused("import.too_early", value=f"{old.starts:%d.%m.%Y}")
