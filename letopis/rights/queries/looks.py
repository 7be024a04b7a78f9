"""Вопросы о просмотрах: кто смотрел сведения об ученике, сам или в составе класса и школы."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from letopis.people.models import Account, Enrolment, Student
from letopis.people.queries import names_of
from letopis.rights.craft.looks import CLASS, COURSE, PAGES, SCHOOL, STUDENT
from letopis.rights.models import Look
from letopis.school.models import ClassGroup, Course
from letopis.screen.craft.posts import TITLES

FOUND = 20  # pupils of one surname to choose from, at most


@dataclass(frozen=True)
class Line:
    """A look as the list shows it.

    Attributes:
        at: when.
        who: surname and initials.
        post: who they are to the school.
        page: what they had open.
        about: whom it shows.
    """

    at: datetime
    who: str
    post: str
    page: str
    about: str


@dataclass(frozen=True)
class Asked:
    """What of the list is wanted.

    Attributes:
        student: id of a pupil, None for everybody.
        who: beginning of the surname of who looked, "" for anybody.
        since: the first day, None from the beginning.
        until: the last day, None up to now.
    """

    student: int | None = None
    who: str = ""
    since: date | None = None
    until: date | None = None


def looks(asked: Asked) -> QuerySet[Look]:
    """Looks, the newest first."""
    found = Look.objects.all()
    if asked.student is not None:
        found = found.filter(_at_student(asked.student))
    if asked.who:
        found = found.filter(by__in=accounts_named(asked.who).values("ref"))
    if asked.since:
        found = found.filter(at__gte=_midnight(asked.since))
    if asked.until:
        found = found.filter(at__lt=_midnight(asked.until) + timedelta(days=1))
    return found


def _at_student(student: int) -> Q:
    """Looks at the pupil, at a class while they were in it, at the whole school since they came."""
    found = Q(kind=STUDENT, number=student)
    first = None
    for group, starts, ends in (
        Enrolment.objects.filter(student=student)
        .order_by("starts")
        .values_list("class_group", "starts", "ends")
    ):
        first = first or starts
        there = Q(group=group, at__gte=_midnight(starts))
        found |= there & Q(at__lt=_midnight(ends) + timedelta(days=1)) if ends else there
    return found | Q(kind=SCHOOL, at__gte=_midnight(first)) if first else found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _begins(text: str) -> str:
    """A surname as it is written: the database tells great letters from small ones."""
    return text[:1].upper() + text[1:]


def accounts_named(text: str) -> QuerySet[Account]:
    """Accounts of people whose surname begins so, or of this login name."""
    begins = _begins(text)
    found = Q(username=text.lower())
    for kind in ("employee", "student", "representative"):
        found |= Q(**{f"{kind}__surname__startswith": begins})
    return Account.objects.filter(found)


def students_named(text: str) -> list[Student]:
    """Pupils by the beginnings of a surname, a given name and a patronymic, in this order."""
    named = zip(("surname", "given_name", "patronymic"), text.split(), strict=False)
    found = Student.objects.filter(**{f"{field}__startswith": _begins(word) for field, word in named})
    return list(found[:FOUND])


def lines(found: Iterable[Look]) -> list[Line]:
    """Looks in words; a handful of questions however many there are."""
    rows = list(found)
    names, posts = names_of(row.by for row in rows), _posts_of({row.by for row in rows})
    titles = _titles_of(rows)
    gone = _("уже нет в школе")
    return [
        Line(
            row.at,
            names.get(row.by, gone),
            posts.get(row.by, ""),
            str(PAGES.get(row.page, row.page)),
            _("вся школа") if row.kind == SCHOOL else titles.get((row.kind, row.number), gone),
        )
        for row in rows
    ]


def _posts_of(refs: set[int]) -> dict[int, str]:
    """Reference of an account → who its owner is: a post of today, a pupil, a parent."""
    today = timezone.localdate()
    found: dict[int, list[str]] = {}
    for ref, student, parent, post, starts, ends in Account.objects.filter(ref__in=refs).values_list(
        "ref",
        "student",
        "representative",
        "employee__appointments__post",
        "employee__appointments__starts",
        "employee__appointments__ends",
    ):
        known = found.setdefault(ref, [])
        if student or parent:
            known.append(str(TITLES["pupil" if student else "parent"]))
        elif post and starts <= today and (ends is None or ends >= today):
            known.append(str(TITLES[post]))
    return {ref: ", ".join(known) or _("сотрудник") for ref, known in found.items()}


def _titles_of(rows: list[Look]) -> dict[tuple[str, int], str]:
    """What each look is about, in words."""
    wanted: dict[str, set[int]] = {STUDENT: set(), CLASS: set(), COURSE: set(), SCHOOL: set()}
    for row in rows:
        wanted[row.kind].add(row.number)
    students = Student.objects.in_bulk(wanted[STUDENT])
    classes = ClassGroup.objects.in_bulk(wanted[CLASS])
    courses = Course.objects.select_related("class_group", "subject", "subgroup").in_bulk(wanted[COURSE])
    return {
        **{(STUDENT, number): one.full_name for number, one in students.items()},
        **{(CLASS, number): str(one) for number, one in classes.items()},
        **{(COURSE, number): str(one) for number, one in courses.items()},
    }
