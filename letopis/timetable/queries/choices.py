"""Из чего выбирают на страницах расписания: классы, учителя, кабинеты, страницы журнала класса."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from letopis.people.models import Account, Appointment, Enrolment, signed_name
from letopis.regulation.access import Standing
from letopis.school.craft.names import class_title
from letopis.school.models import ClassGroup, Course
from letopis.timetable.craft.week import Given, Named, Page
from letopis.timetable.models import Room


@dataclass(frozen=True)
class Choice:
    """A line of a list to choose from.

    Attributes:
        about: what helps to choose, "" for nothing.
        apt: the line belongs to the first ones.
    """

    id: int
    name: str
    about: str = ""
    apt: bool = False


def classes_of(year_id: int) -> list[tuple[int, str, int]]:
    """Classes of a year: id, title, grade."""
    return [(one.pk, str(one), one.grade_level) for one in ClassGroup.objects.filter(year_id=year_id)]


def teachers_on(day: date) -> list[Named]:
    """Teachers who work at the school on a day, by name."""
    rows = Appointment.objects.filter(
        Q(ends=None) | Q(ends__gte=day), post="teacher", starts__lte=day
    ).order_by("employee__surname", "employee__given_name")
    columns = ("employee_id", "employee__surname", "employee__given_name", "employee__patronymic")
    found = {id_: Named(id_, signed_name(*name)) for id_, *name in rows.values_list(*columns)}
    return list(found.values())


def rooms() -> list[Named]:
    """Rooms by name: numbers first, in their order."""
    found = [Named(id_, name) for id_, name in Room.objects.values_list("id", "name")]
    return sorted(
        found, key=lambda one: (not one.name.isdigit(), int(one.name) if one.name.isdigit() else 0, one.name)
    )


def rooms_held() -> dict[str, tuple[Named, int]]:
    """A room by its name in small letters, with how many lessons it holds at once."""
    rows = Room.objects.values_list("id", "name", "holds")
    return {name.casefold(): (Named(id_, name), holds) for id_, name, holds in rows}


def timetable_pages(year_id: int) -> dict[int, Page]:
    """Every page of a year's register as a timetable names it, by id."""
    rows = Course.objects.filter(class_group__year_id=year_id).values_list(
        "id",
        "class_group_id",
        "class_group__grade_level",
        "class_group__letter",
        "subject__name",
        "subgroup_id",
        "subgroup__name",
    )
    return {
        id_: Page(id_, group, grade, class_title(grade, letter), subject, subgroup, name or "")
        for id_, group, grade, letter, subject, subgroup, name in rows
    }


def pages_of(class_id: int) -> list[tuple[int, str]]:
    """Pages of a class's register: id and what it is called."""
    rows = Course.objects.filter(class_group_id=class_id).order_by(
        "subject__rank", "subject__name", "subgroup__name"
    )
    columns = ("id", "subject__name", "subgroup__name")
    return [
        (id_, f"{subject}, {subgroup}" if subgroup else subject)
        for id_, subject, subgroup in rows.values_list(*columns)
    ]


def own_class(standing: Standing) -> int:
    """The class whose timetable a pupil, a parent or a class teacher looks at first; 0 if none."""
    if standing.classes:
        return min(standing.classes)
    now = Enrolment.objects.filter(
        Q(ends=None) | Q(ends__gte=standing.on), student_id__in=standing.students, starts__lte=standing.on
    )
    return now.order_by("student_id").values_list("class_group_id", flat=True).first() or 0


def own_employee(standing: Standing) -> int:
    """The employee behind an account, 0 if there is none."""
    found = Account.objects.filter(ref=standing.account).values_list("employee_id", flat=True).first()
    return found or 0


def substitutes(lesson: Given, lessons: Iterable[Given], teachers: Iterable[Named]) -> list[Choice]:
    """Who could give a lesson: teachers free in its hour, those who teach the subject first."""
    known = list(lessons)
    hour = (one for one in known if one.stands and one.number == lesson.number)
    busy = {one.teacher.id for one in hour if one.teacher}
    of_subject = {one.teacher.id for one in known if one.teacher and one.page.subject == lesson.page.subject}
    owner = lesson.usual or lesson.teacher
    own = owner.id if owner else 0
    found = [
        Choice(one.id, one.name, apt=one.id in of_subject)
        for one in teachers
        if one.id != own and (one.id not in busy or (lesson.teacher and one.id == lesson.teacher.id))
    ]
    return sorted(found, key=lambda one: not one.apt)
