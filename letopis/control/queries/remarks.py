"""Замечания: свои, своего класса, всей школы; сколько из них ждут человека."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from letopis.control.models import Remark
from letopis.people.queries import names_of, teachers_on
from letopis.regulation import access, remarks
from letopis.regulation.access import Standing
from letopis.school.models import Course


@dataclass(frozen=True)
class RemarkLine:
    """A remark as a list shows it.

    Attributes:
        page: class and subject.
        teacher: who teaches the page today.
        made_by: who made it, in words.
        is_late: its term has passed and it is not closed.
        may_answer: this person answers it; `may_judge`: this person closes or returns it.
    """

    id: int
    course: int
    page: str
    teacher: str
    text: str
    due: date
    state: str
    made_at: datetime
    made_by: str
    answer: str
    answered_at: datetime | None
    answered_by: str
    closed_at: datetime | None
    closed_by: str
    is_late: bool
    may_answer: bool
    may_judge: bool


def seen_by(standing: Standing) -> QuerySet[Remark]:
    """Remarks a person may see: their own pages', their own class's, or all."""
    found = Remark.objects.all()
    if access.permits("control.see_page", standing):
        return found
    return found.filter(Q(course__in=standing.taught) | Q(course__class_group__in=standing.classes))


def remarks_of(standing: Standing, state: str = "", course: int = 0, most: int = 200) -> list[RemarkLine]:
    """Remarks the person may see, those that wait first; three questions."""
    found = seen_by(standing).filter(Q(state=state) if state else Q(), Q(course=course) if course else Q())
    rows = list(found.select_related("course__class_group", "course__subject", "course__subgroup")[:most])
    refs = {ref for one in rows for ref in (one.made_by, one.answered_by, one.closed_by) if ref is not None}
    names = names_of(refs)
    teachers = teachers_on(standing.on, {one.course_id for one in rows})
    lines = [_line(one, standing, names, teachers.get(one.course_id, "")) for one in rows]
    order = (remarks.ANSWERED, remarks.OPEN, remarks.CLOSED)
    return sorted(lines, key=lambda one: order.index(one.state))


def _line(one: Remark, standing: Standing, names: dict[int, str], teacher: str) -> RemarkLine:
    target = access.Target(course=one.course_id, class_group=one.course.class_group_id, on=standing.on)
    following = remarks.TRANSITIONS[one.state]
    return RemarkLine(
        id=one.pk,
        course=one.course_id,
        page=page_title(one.course),
        teacher=teacher,
        text=one.text,
        due=one.due,
        state=one.state,
        made_at=one.made_at,
        made_by=names.get(one.made_by, ""),
        answer=one.answer,
        answered_at=one.answered_at,
        answered_by=names.get(one.answered_by or 0, ""),
        closed_at=one.closed_at,
        closed_by=names.get(one.closed_by, "") if one.closed_by is not None else "",
        is_late=one.state != remarks.CLOSED and one.due < standing.on,
        may_answer="answer" in following and access.permits("control.answer", standing, target),
        may_judge="close" in following and access.permits("control.remark", standing, target),
    )


def page_title(course: Course) -> str:
    """Class, subject and subgroup."""
    return f"{course}, {course.subgroup.name}" if course.subgroup else str(course)


def counts_of(standing: Standing) -> dict[str, int]:
    """How many remarks the person sees in each state; one question."""
    rows = seen_by(standing).order_by().values_list("state").annotate(Count("id"))
    return dict(rows)


def awaited_by(standing: Standing) -> QuerySet[Remark]:
    """Remarks that wait for this person, to be answered or to be judged."""
    judge = access.permits("control.remark", standing)
    found = seen_by(standing).filter(state=remarks.ANSWERED if judge else remarks.OPEN)
    return found if judge else found.filter(course__in=standing.taught)


def remarks_of_class(class_id: int) -> list[Remark]:
    """Every remark on the registers of a class, by their days; one question."""
    found = Remark.objects.filter(course__class_group=class_id).order_by("made_at", "id")
    return list(found.select_related("course__subject", "course__subgroup"))
