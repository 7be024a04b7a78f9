"""Вопросы обмена: что школа знает ко дню загрузки, какие были загрузки, что стало с их строками."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from letopis.exchange.craft.fields import ClassKey, plain
from letopis.exchange.craft.known import Course, Employee, Employees, Known, PageKey, Place, Pupil, Pupils
from letopis.exchange.craft.load_plan import read_subgroup
from letopis.exchange.craft.outcome import REFUSED
from letopis.exchange.craft.persons import Name
from letopis.exchange.craft.topic_plan import Standing, Texts
from letopis.exchange.craft.week_plan import WeekKnown
from letopis.exchange.models import Import, ImportRow, ImportTable
from letopis.people import models as people
from letopis.people.craft.usernames import free_username
from letopis.planning.models import PlanTopic
from letopis.regulation.refusals import Refused
from letopis.school import models as school
from letopis.school import queries as school_queries
from letopis.timetable.queries import met_in_week, rooms_held, timetable_pages, week_facts


def year_for_lists(on: date) -> school.SchoolYear:
    """The school year that lists of a day are for: the one that has not ended, else the last.

    Raises:
        Refused: import.no_year.
    """
    years = school.SchoolYear.objects.order_by("starts")
    year = years.filter(ends__gte=on).first() or years.last()
    if year is None:
        raise Refused("import.no_year")
    return year


def known_on(on: date, year: school.SchoolYear, course: school.Course | None = None) -> Known:
    """Everything rows are held against, in a fixed number of questions.

    Args:
        on: the day.
        year: the school year of the lists.
        course: the one page of the register the list is about, None for any.
    """
    classes = {(row.grade_level, row.letter): row.pk for row in year.classes.all()}
    keys = {number: key for key, number in classes.items()}
    employees = _employees(on)
    courses = _courses(on, year, keys, employees)
    items = school.CurriculumItem.objects.filter(class_group__year=year).select_related("subject")
    taken = set(people.Account.objects.values_list("username", flat=True))
    return Known(
        on=on,
        starts=year.starts,
        ends=year.ends,
        classes=classes,
        pupils=Pupils(_pupils(on, year, keys)),
        employees=Employees(employees.values()),
        leaders=_leaders(on, year, keys, employees),
        subjects={plain(name): name for name in school.Subject.objects.values_list("name", flat=True)},
        courses=courses,
        plan={(keys[one.class_group_id], plain(one.subject.name)): (one.pk, one.hours) for one in items},
        check_username=lambda name: _reserved(name, taken),
        only=_key_of(course) if course else None,
    )


def _key_of(course: school.Course) -> PageKey:
    group, subgroup = course.class_group, course.subgroup
    key = (group.grade_level, group.letter)
    return page_key(key, course.subject.name, subgroup.name if subgroup else "")


def constants_of(course: school.Course) -> dict[str, str]:
    """What holds for all rows of a list about one page."""
    group, subgroup = course.class_group, course.subgroup
    found = {"class": f"{group.grade_level}{group.letter}", "subject": course.subject.name}
    return {**found, "subgroup": subgroup.name} if subgroup else found


def year_of(act_course: school.Course | None, on: date) -> school.SchoolYear:
    """The year a list is for: that of its page, else the one that has not ended.

    Raises:
        Refused: import.no_year.
    """
    return act_course.class_group.year if act_course else year_for_lists(on)


def plan_topics(course_id: int) -> list[Standing]:
    """Topics of a page's plan in their order."""
    rows = PlanTopic.objects.filter(course_id=course_id)
    columns = ("id", "section", "topic", "hours", "homework", "work")
    return [Standing(id_, Texts(*texts)) for id_, *texts in rows.values_list(*columns)]


def known_works(on: date) -> dict[str, str]:
    """A kind of work by its name and its short name, as `plain` spells them → its code."""
    types = school_queries.work_types_on(on)
    by_short = {plain(short): code for _id, code, _name, short, _weight in types if plain(short)}
    return {**{plain(name): code for _id, code, name, _short, _weight in types}, **by_short}


def week_known(starts: date) -> WeekKnown:
    """The weekly timetable of the year that begins on a day, against which its new lessons are held."""
    year = school.SchoolYear.objects.get(starts=starts)
    facts = week_facts(year.pk, year.starts, year.ends)
    return WeekKnown(
        facts.slots,
        timetable_pages(year.pk),
        rooms_held(),
        lambda slots, day: met_in_week(replace(facts, slots=slots), day),
    )


def _reserved(name: str, taken: set[str]) -> str:
    """A login name that is free; two rows of a file cannot have one name either."""
    checked = free_username(name, taken)
    if checked:
        taken.add(checked)
    return checked


def _in_force(on: date) -> Q:
    return Q(ends=None) | Q(ends__gte=on)


def _pupils(on: date, year: school.SchoolYear, keys: dict[int, ClassKey]) -> Iterable[Pupil]:
    columns = ("id", "surname", "given_name", "patronymic", "birth_date", "sex", "file_number")
    pupils = {
        number: Pupil(number, Name(*name), born, sex, file_number)
        for number, *name, born, sex, file_number in people.Student.objects.values_list(*columns)
    }
    rows = people.Enrolment.objects.filter(class_group__year=year).order_by("starts")
    for number, student, group, starts, ends in rows.values_list(
        "id", "student_id", "class_group_id", "starts", "ends"
    ):
        if ends is None or ends >= on:
            pupils[student].place = Place(number, keys[group], starts)
        else:
            pupils[student].left_on = ends
    _add_memberships(on, year, keys, pupils)
    return pupils.values()


def _add_memberships(
    on: date, year: school.SchoolYear, keys: dict[int, ClassKey], pupils: dict[int, Pupil]
) -> None:
    rows = people.SubgroupMembership.objects.filter(_in_force(on), subgroup__class_group__year=year)
    columns = (
        "id",
        "student_id",
        "subgroup__class_group_id",
        "subgroup__subject__name",
        "subgroup__name",
        "starts",
    )
    for number, student, group, subject, name, starts in rows.values_list(*columns):
        page = page_key(keys[group], subject, name)
        pupils[student].memberships[page[:2]] = Place(number, page, starts)


def page_key(key: ClassKey, subject: str, subgroup: str) -> PageKey:
    """A page of the register as lists name it."""
    return key, plain(subject), plain(read_subgroup(subgroup))


def _employees(on: date) -> dict[int, Employee]:
    posts: dict[int, set[str]] = defaultdict(set)
    rows = people.Appointment.objects.filter(_in_force(on))
    for employee, post in rows.values_list("employee_id", "post"):
        posts[employee].add(post)
    columns = ("id", "surname", "given_name", "patronymic", "personnel_number")
    return {
        number: Employee(number, Name(*name), personnel_number, posts[number])
        for number, *name, personnel_number in people.Employee.objects.values_list(*columns)
    }


def _courses(
    on: date, year: school.SchoolYear, keys: dict[int, ClassKey], employees: dict[int, Employee]
) -> dict[PageKey, Course]:
    teachers: dict[int, list[Place]] = defaultdict(list)
    rows = people.CourseAssignment.objects.filter(_in_force(on), course__class_group__year=year)
    for number, course, employee, starts in rows.values_list("id", "course_id", "employee_id", "starts"):
        teachers[course].append(Place(number, employees[employee], starts))
    courses = school.Course.objects.filter(class_group__year=year)
    columns = ("id", "class_group_id", "subject__name", "subgroup__name", "hours_per_week")
    return {
        page_key(keys[group], subject, subgroup or ""): Course(number, hours, teachers[number])
        for number, group, subject, subgroup, hours in courses.values_list(*columns)
    }


def _leaders(
    on: date, year: school.SchoolYear, keys: dict[int, ClassKey], employees: dict[int, Employee]
) -> dict[ClassKey, Place]:
    rows = people.ClassTeacherAssignment.objects.filter(_in_force(on), class_group__year=year)
    columns = ("id", "class_group_id", "employee_id", "starts")
    return {
        keys[group]: Place(number, employees[employee], starts)
        for number, group, employee, starts in rows.values_list(*columns)
    }


def imports() -> QuerySet[Import]:
    """Imports, the newest first."""
    return Import.objects.all()


def tables_of(act: Import) -> list[ImportTable]:
    """Tables of an import in their order."""
    return list(act.tables.order_by("rank"))


def rows_of(table: ImportTable, *, only_refused: bool = False) -> QuerySet[ImportRow]:
    """Rows of a table as they stand in the file."""
    rows = table.rows.order_by("id")
    return rows.filter(verdict=REFUSED) if only_refused else rows


def accounts_of(act: Import) -> list[int]:
    """Ids of the accounts an import opened."""
    return list(act.changes.filter(thing="account").values_list("number", flat=True))


@dataclass(frozen=True)
class Progress:
    """How far a new school has come.

    Attributes:
        named: the school has its name and its act.
        year: the school year that lists are for.
        classes, pupils, employees, load: how many of each stand for that year.
        empty_subgroups: subgroups nobody is in yet.
    """

    named: bool
    year: school.SchoolYear | None
    classes: int = 0
    pupils: int = 0
    employees: int = 0
    load: int = 0
    empty_subgroups: int = 0


def progress(on: date) -> Progress:
    """What of a new school stands already."""
    named = school.School.objects.exists() and school.Edition.objects.exists()
    try:
        year = year_for_lists(on)
    except Refused:
        return Progress(named, None)
    return Progress(
        named,
        year,
        classes=year.classes.count(),
        pupils=people.Enrolment.objects.filter(_in_force(on), class_group__year=year).count(),
        employees=people.Appointment.objects.filter(_in_force(on), post="teacher").count(),
        load=people.CourseAssignment.objects.filter(_in_force(on), course__class_group__year=year).count(),
        empty_subgroups=school.Subgroup.objects.filter(class_group__year=year, members=None).count(),
    )


def usual_periods(starts: date) -> list[tuple[str, int, date, date]]:
    """Quarters and half-years as most schools have them, to be corrected by the school's calendar."""
    last = starts.year + 1
    quarters = [
        (starts, date(starts.year, 10, 25)),
        (date(starts.year, 11, 3), date(starts.year, 12, 30)),
        (date(last, 1, 12), date(last, 3, 24)),
        (date(last, 4, 1), date(last, 5, 26)),
    ]
    halves = [(quarters[0][0], quarters[1][1]), (quarters[2][0], quarters[3][1])]
    return [
        *(("quarter", number, *days) for number, days in enumerate(quarters, 1)),
        *(("half_year", number, *days) for number, days in enumerate(halves, 1)),
    ]


def usual_year(on: date, last: school.SchoolYear | None) -> date:
    """First day of the school year to open: the one after the last, else this autumn's, from June on."""
    known = last.starts.year + 1 if last else on.year if on.month >= 6 else on.year - 1
    day = date(known, 9, 1)
    return day + timedelta(days=1) if day.weekday() == 6 else day
