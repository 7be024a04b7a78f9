"""Школа по годам: классы, предметы, подгруппы, страницы журнала и кто их ведёт."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from random import Random
from typing import Any

from letopis.demo.craft.calendar import Span, YearDays, year_days
from letopis.demo.craft.chance import new_ref, stream
from letopis.demo.craft.data import read
from letopis.demo.craft.people import (
    LAST_GRADE,
    Adult,
    Cohort,
    Employee,
    People,
    Pupil,
    Size,
    make_people,
    make_staff,
)

PAST_YEARS = 2
PRIMARY = 4  # the last grade of the primary school
SHOWN = Cohort(7, "А")


@dataclass(frozen=True, eq=False)
class Subject:
    """A subject of the curriculum."""

    id: int
    ref: int
    name: str
    short: str
    rank: int
    kind: str
    mean: float
    works: tuple[str, ...]
    hours: dict[int, int]
    subgroups: int
    pass_fail: bool


@dataclass(frozen=True, eq=False)
class Period:
    """A grading period of a year."""

    id: int
    ref: int
    span: Span


@dataclass(eq=False)
class Course:
    """A page of the register."""

    id: int
    ref: int
    group: Group
    subject: Subject
    subgroup: int | None
    teacher: Employee
    members: list[Pupil]
    part: int = 0

    @property
    def hours(self) -> int:
        """Lessons a week."""
        return self.subject.hours[self.group.grade]


@dataclass(eq=False)
class Group:
    """A class of a school year."""

    id: int
    ref: int
    cohort: Cohort
    grade: int
    scheme: str
    pupils: list[Pupil]
    leader: Employee | None = None
    courses: list[Course] = field(default_factory=list)


@dataclass(eq=False)
class Year:
    """A school year with its periods and classes."""

    id: int
    ref: int
    days: YearDays
    periods: list[Period]
    groups: list[Group]

    def period(self, scheme: str, ordinal: int = 1) -> Period:
        """One of the periods."""
        return next(one for one in self.periods if (one.span.scheme, one.span.ordinal) == (scheme, ordinal))


@dataclass
class School:
    """Everything but the register itself."""

    seed: int
    today: date
    people: People
    staff: list[Employee]
    subjects: list[Subject]
    years: list[Year]
    refs: Random

    @property
    def now(self) -> Year:
        """The year that runs."""
        return self.years[-1]


def make_subjects(seed: int) -> list[Subject]:
    """Subjects of the curriculum in the order of the report card."""
    chance = stream(seed, "subjects")
    return [
        _subject(number, new_ref(chance), facts)
        for number, facts in enumerate(read("curriculum")["subjects"], 1)
    ]


def _subject(number: int, ref: int, facts: dict[str, Any]) -> Subject:
    return Subject(
        id=number,
        ref=ref,
        name=facts["name"],
        short=facts["short"],
        rank=facts["rank"],
        kind=facts["kind"],
        mean=facts["mean"],
        works=tuple(facts["works"]),
        hours={int(grade): hours for grade, hours in facts["hours"].items()},
        subgroups=facts.get("subgroups", 1),
        pass_fail=facts.get("pass_fail", False),
    )


def make_school(seed: int, today: date, first: int, size: Size, scheme_of: Callable[[int], str]) -> School:
    """The school on a day: this year and two before it.

    Args:
        seed: what chance grows out of.
        today: the last day of the story.
        first: calendar year in which this school year began.
        size: how big it is.
        scheme_of: grade → kind of grading period, as the school's act says.
    """
    people, staff = make_people(seed, first, size), make_staff(seed, first)
    refs = stream(seed, "school", first)
    school = School(seed, today, people, staff, make_subjects(seed), [], refs)
    builder = _Builder(school, scheme_of)
    found = [builder.year(first - back, back) for back in range(PAST_YEARS + 1)]
    school.years = found[::-1]
    for number, year in enumerate(school.years, 1):
        year.id = number
    return school


class _Builder:
    """Opens the years from the latest back, so that today's load is the fairest."""

    def __init__(self, school: School, scheme_of: Callable[[int], str]) -> None:
        self.school = school
        self.scheme_of = scheme_of
        self.numbers: dict[str, count[int]] = defaultdict(lambda: count(1))
        self.habit: dict[tuple[Cohort, str, int], Employee] = {}
        self.load: dict[int, int] = {}

    def year(self, first: int, back: int) -> Year:
        days = year_days(first)
        periods = [
            Period(next(self.numbers["period"]), new_ref(self.school.refs), span) for span in days.spans()
        ]
        year = Year(0, new_ref(self.school.refs), days, periods, [])
        self.load = defaultdict(int)
        for cohort, pupils in sorted(
            self.school.people.cohorts.items(), key=lambda one: (one[0].grade, one[0].letter)
        ):
            if back < cohort.grade <= back + LAST_GRADE:
                here = [pupil for pupil in pupils if pupil.joined <= first]
                year.groups.append(self._group(cohort, cohort.grade - back, here))
        for group in sorted(year.groups, key=lambda one: one.cohort != SHOWN):
            self._open_courses(group)
        self._appoint_leaders(year)
        return year

    def _group(self, cohort: Cohort, grade: int, pupils: list[Pupil]) -> Group:
        number, ref = next(self.numbers["group"]), new_ref(self.school.refs)
        ordered = sorted(pupils, key=lambda one: (one.name.surname, one.name.given, one.id))
        return Group(number, ref, cohort, grade, self.scheme_of(grade), ordered)

    def _open_courses(self, group: Group) -> None:
        for subject in self.school.subjects:
            if group.grade not in subject.hours:
                continue
            parts = subject.subgroups
            for part in range(parts):
                teacher = self._teacher(group, subject, part)
                self.load[teacher.id] += subject.hours[group.grade]
                subgroup = next(self.numbers["subgroup"]) if parts > 1 else None
                members = [one for one in group.pupils if parts == 1 or one.id % parts == part]
                number, ref = next(self.numbers["course"]), new_ref(self.school.refs)
                group.courses.append(Course(number, ref, group, subject, subgroup, teacher, members, part))

    def _teacher(self, group: Group, subject: Subject, part: int) -> Employee:
        """Who taught the class before goes on; a new one is the least loaded of the department."""
        department = department_of(subject.name, group.grade)
        habit = (group.cohort, department, part)
        known = self.habit.get(habit)
        if known and self.load[known.id] <= 26:
            return known
        staff = [one for one in self.school.staff if one.department == department]
        chosen = min(staff, key=lambda one: (self.load[one.id], one.id))
        self.habit[habit] = chosen
        return chosen

    def _appoint_leaders(self, year: Year) -> None:
        """A class is led by one of its own teachers; who has no class of their own yet goes first."""
        teacher = shown_teacher(self.school.staff)
        leading: set[int] = {teacher.id}
        for group in sorted(year.groups, key=lambda one: one.cohort != SHOWN):
            hours: dict[Employee, int] = defaultdict(int)
            for course in group.courses:
                hours[course.teacher] += course.hours
            free = {one: spent for one, spent in hours.items() if one.id not in leading}
            group.leader = max(free or hours, key=lambda one: ((free or hours)[one], -one.id))
            leading.add(group.leader.id)


def department_of(subject: str, grade: int) -> str:
    """Which teachers teach a subject in a grade."""
    for department in read("staff")["departments"]:
        if subject in department.get("subjects", ()) and grade >= department.get("from_grade", PRIMARY + 1):
            name: str = department["name"]
            return name
    return "primary"


def shown_teacher(staff: list[Employee]) -> Employee:
    """The teacher of algebra whose account is shown: the first of the mathematicians."""
    return next(one for one in staff if one.department == "mathematics")


def shown_child(school: School) -> Pupil:
    """The pupil whose account is shown: the child of the shown parent in 7 «А», where there is one."""
    children = school.people.parent.children
    return next((one for one in children if one.cohort == SHOWN), children[0])


def shown_accounts(school: School) -> dict[int, str]:
    """Reference of a person → login name, of those anybody may enter as."""
    leader = next((one.leader for one in school.now.groups if one.cohort == SHOWN), None)
    shown: dict[str, Adult | Pupil | None] = {
        **{one.username: one for one in school.staff if one.username},
        "teacher": shown_teacher(school.staff),
        "class_teacher": leader,
        "pupil": shown_child(school),
        "parent": school.people.parent,
    }
    return {one.ref: name for name, one in shown.items() if one}
