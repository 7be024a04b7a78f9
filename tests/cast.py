"""Действующие лица всех рассказов: одна школа, один класс, по человеку на каждую роль."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from letopis.journal.craft import facts
from letopis.journal.models import Lesson, PeriodClosing
from letopis.people.models import (
    Account,
    Appointment,
    ClassTeacherAssignment,
    CourseAssignment,
    Employee,
    Enrolment,
    LegalRepresentative,
    Representation,
    Student,
    SubgroupMembership,
)
from letopis.school import queries as school_queries
from letopis.school.craft.first_act import first_act
from letopis.school.models import (
    ClassGroup,
    Course,
    Edition,
    GradingPeriod,
    LocalAct,
    School,
    SchoolYear,
    Subgroup,
    Subject,
    WorkType,
)
from letopis.trace import actions as trace

TODAY = date(2026, 10, 28)  # the day all stories happen on, inside the second quarter of the cast's year
NOON = "2026-10-28T12:00:00+03:00"
PASSWORD = "letopis-test"
FIRST, LAST = date(2026, 9, 1), date(2027, 5, 26)
QUARTERS = (
    (date(2026, 9, 1), date(2026, 10, 16)),
    (date(2026, 10, 20), date(2026, 12, 27)),
    (date(2027, 1, 11), date(2027, 3, 21)),
    (date(2027, 3, 29), date(2027, 5, 26)),
)


@dataclass
class Cast:
    """Everybody and everything a story may need."""

    year: SchoolYear
    quarters: list[GradingPeriod]
    whole_year: GradingPeriod
    class_7a: ClassGroup
    class_7b: ClassGroup
    algebra: Course
    algebra_7b: Course
    english: Course
    first_grade: Course
    anna: Student
    boris: Student
    vera: Student
    late_comer: Student
    stranger: Student
    control: WorkType
    accounts: dict[str, Account]

    @property
    def closed_lesson(self) -> Lesson:
        """A lesson of the first quarter."""
        return Lesson.objects.get(course=self.algebra, date=date(2026, 9, 14))

    @property
    def lesson(self) -> Lesson:
        """A lesson of the quarter that runs."""
        return Lesson.objects.get(course=self.algebra, date=date(2026, 10, 21))


def make_cast() -> Cast:
    """The school as it stands before a story begins."""
    school_queries.forget()
    School.objects.create(full_name="МБОУ «Школа № 7»", short_name="Школа № 7", place="г. Энск")
    edition = make_act()
    year, quarters, whole = make_year()
    class_7a = ClassGroup.objects.create(year=year, grade_level=7, letter="А")
    class_7b = ClassGroup.objects.create(year=year, grade_level=7, letter="Б")
    class_1 = ClassGroup.objects.create(year=year, grade_level=1, letter="А")
    algebra, english = (Subject.objects.create(name=name) for name in ("Алгебра", "Английский язык"))
    group = Subgroup.objects.create(class_group=class_7a, subject=english, name="1 группа")
    pupils = make_pupils(class_7a, class_7b)
    SubgroupMembership.objects.create(student=pupils["anna"], subgroup=group, starts=FIRST)
    courses = {
        "algebra": Course.objects.create(class_group=class_7a, subject=algebra, hours_per_week=3),
        "algebra_7b": Course.objects.create(class_group=class_7b, subject=algebra, hours_per_week=3),
        "english": Course.objects.create(class_group=class_7a, subject=english, subgroup=group),
        "first_grade": Course.objects.create(class_group=class_1, subject=algebra),
    }
    make_lessons(courses)
    cast = Cast(
        year=year,
        quarters=quarters,
        whole_year=whole,
        class_7a=class_7a,
        class_7b=class_7b,
        control=WorkType.objects.get(edition=edition, code="control"),
        accounts={},
        **courses,
        **pupils,
    )
    cast.accounts = make_accounts(cast)
    return cast


def make_act() -> Edition:
    """The school's act in its first edition."""
    data = first_act()
    act = LocalAct.objects.create(code=data["code"], title=data["title"])
    edition = Edition.objects.create(
        act=act, number=1, in_force_from=data["in_force_from"], rules=data["rules"], source=data["source"]
    )
    for work in data["work_types"]:
        WorkType.objects.create(edition=edition, **work)
    return edition


def make_year() -> tuple[SchoolYear, list[GradingPeriod], GradingPeriod]:
    """A year of four quarters."""
    year = SchoolYear.objects.create(starts=FIRST, ends=LAST)
    quarters = [
        GradingPeriod.objects.create(year=year, scheme="quarter", ordinal=number, starts=starts, ends=ends)
        for number, (starts, ends) in enumerate(QUARTERS, 1)
    ]
    whole = GradingPeriod.objects.create(year=year, scheme="year", ordinal=1, starts=FIRST, ends=LAST)
    return year, quarters, whole


def make_pupils(class_7a: ClassGroup, class_7b: ClassGroup) -> dict[str, Student]:
    """Three in 7 «А» all year, one who came on the 12th of October, one in 7 «Б»."""
    names = {
        "anna": ("Авдеева", "Анна", class_7a, FIRST),
        "boris": ("Белов", "Борис", class_7a, FIRST),
        "vera": ("Волкова", "Вера", class_7a, FIRST),
        "late_comer": ("Гущин", "Глеб", class_7a, date(2026, 10, 12)),
        "stranger": ("Дёмин", "Денис", class_7b, FIRST),
    }
    born = date(2013, 5, 5)
    pupils = Student.objects.bulk_create(
        Student(surname=surname, given_name=given, birth_date=born) for surname, given, *_ in names.values()
    )
    Enrolment.objects.bulk_create(
        Enrolment(student=pupil, class_group=group, starts=starts)
        for pupil, (_surname, _given, group, starts) in zip(pupils, names.values(), strict=True)
    )
    return dict(zip(names, pupils, strict=True))


def make_lessons(courses: dict[str, Course]) -> None:
    """Two lessons in the first quarter and two in the second, on every page."""
    days = (date(2026, 9, 14), date(2026, 9, 21), date(2026, 10, 21), date(2026, 10, 26))
    lessons = Lesson.objects.bulk_create(
        Lesson(course=course, date=day, number=2, topic=f"Тема {day:%d.%m}")
        for course in courses.values()
        for day in days
    )
    with transaction.atomic():
        for lesson in lessons:
            after = facts.lesson_body(lesson.date, 2, (lesson.topic, ""), "")
            trace.record(facts.PUT_LESSON, by=0, about=(lesson.course.ref, lesson.ref), after=after)


def close_quarter(cast: Cast, number: int = 1) -> None:
    """A quarter of 7 «А» is closed."""
    period = cast.quarters[number - 1]
    closing = PeriodClosing.objects.create(
        class_group=cast.class_7a, period=period, closed_at=timezone.now(), closed_by=0
    )
    with transaction.atomic():
        after = facts.closing_body(closing.closed_at)
        trace.record(facts.CLOSE_PERIOD, by=0, about=(cast.class_7a.ref, period.ref), after=after)


def make_accounts(cast: Cast) -> dict[str, Account]:
    """One account a role; `foreign_teacher` teaches the neighbouring class."""
    posts = (
        "teacher",
        "foreign_teacher",
        "class_teacher",
        "deputy",
        "principal",
        "clerk",
        "archivist",
        "admin",
    )
    staff = Employee.objects.bulk_create(
        Employee(surname=f"{role.capitalize()}ова", given_name="Нина", patronymic="Ивановна")
        for role in posts
    )
    Appointment.objects.bulk_create(
        Appointment(employee=employee, post="teacher" if role.endswith("_teacher") else role, starts=FIRST)
        for role, employee in zip(posts, staff, strict=True)
    )
    accounts = Account.objects.bulk_create(
        Account(username=role, employee=employee) for role, employee in zip(posts, staff, strict=True)
    )
    found = dict(zip(posts, accounts, strict=True))
    taught = {
        "teacher": [cast.algebra, cast.first_grade],
        "foreign_teacher": [cast.algebra_7b],
        "class_teacher": [cast.english],
    }
    for role, courses in taught.items():
        for course in courses:
            CourseAssignment.objects.create(employee=found[role].employee, course=course, starts=FIRST)
    ClassTeacherAssignment.objects.create(
        employee=found["class_teacher"].employee, class_group=cast.class_7a, starts=FIRST
    )
    found["pupil"] = Account.objects.create(username="pupil", student=cast.anna)
    mother = LegalRepresentative.objects.create(surname="Авдеева", given_name="Мария")
    Representation.objects.create(representative=mother, student=cast.anna, relation="мать")
    found["parent"] = Account.objects.create(username="parent", representative=mother)
    return found


def with_password(account: Account) -> Account:
    """Somebody of the cast who may log in by the password of all stories."""
    account.set_password(PASSWORD)
    account.save()
    return account


def saved(response: Any) -> dict[str, Any]:
    """The answer of a saved cell.

    Raises:
        AssertionError: it was not saved.
    """
    assert response.status_code == 200, response.content.decode()
    return dict(response.json())
