"""Мои журналы: какие страницы человек ведёт или видит."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from letopis.regulation import access
from letopis.regulation.access import Standing
from letopis.school.craft.names import class_title
from letopis.school.models import Course


@dataclass(frozen=True)
class CourseLine:
    """A register page in a list.

    Attributes:
        mine: the person teaches it today.
    """

    id: int
    class_group: int
    class_title: str
    grade_level: int
    subject: str
    subgroup: str
    teacher: str
    mine: bool

    @property
    def title(self) -> str:
        """Subject, and the subgroup where the page is one."""
        return f"{self.subject}, {self.subgroup}" if self.subgroup else self.subject


def courses_of(standing: Standing, year_id: int) -> list[CourseLine]:
    """Pages of a year the person may read, by class and subject; one question."""
    columns = (
        "id", "class_group_id", "class_group__grade_level", "class_group__letter", "subject__name",
        "subgroup__name", "assignments__employee__surname", "assignments__starts", "assignments__ends",
    )  # fmt: skip
    rows = Course.objects.filter(_readable(standing), class_group__year_id=year_id).order_by(
        "class_group__grade_level", "class_group__letter", "subject__rank", "subject__name", "subgroup__name"
    )
    found: dict[int, CourseLine] = {}
    for id_, group, grade, letter, subject, subgroup, teacher, starts, ends in rows.values_list(*columns):
        now = starts is not None and starts <= standing.on and (ends is None or standing.on <= ends)
        if id_ in found and not now:
            continue
        mine = any(span.covers(standing.on) for span in standing.courses.get(id_, ()))
        title = class_title(grade, letter)
        found[id_] = CourseLine(id_, group, title, grade, subject, subgroup or "", teacher or "", mine)
    return list(found.values())


def _readable(standing: Standing) -> Q:
    scopes = {access.DEEDS["journal.read"].get(role) for role in standing.roles}
    if access.SCHOOL in scopes or "journal.read" in standing.deeds:
        return Q()
    allowed = Q(pk__in=[])
    if access.OWN_COURSE in scopes:
        allowed |= Q(pk__in=[*standing.courses, *(lesson[0] for lesson in standing.lessons)])
    if access.OWN_CLASS in scopes:
        allowed |= Q(class_group_id__in=standing.classes)
    return allowed


def my_courses(standing: Standing, year_id: int) -> list[CourseLine]:
    """Pages the person teaches today."""
    return [course for course in courses_of(standing, year_id) if course.mine]
