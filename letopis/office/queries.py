"""Вопросы канцелярии: списки людей, карточка человека, кому выдано приглашение."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet

from letopis.office.models import Invitation
from letopis.people.craft.alphabet import place_of
from letopis.people.craft.codes import print_of
from letopis.people.models import (
    Account,
    Appointment,
    ClassTeacherAssignment,
    Employee,
    Enrolment,
    LegalRepresentative,
    Person,
    Representation,
    Student,
)
from letopis.school.models import ClassGroup
from letopis.school.queries import year_on

NONE, ISSUED, EXPIRED, ENTERED, SHUT = "none", "issued", "expired", "entered", "shut"
PUPILS, PARENTS = "pupils", "parents"


def in_force(on: date) -> Q:
    """What has begun and not ended on a day."""
    return Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))


def _named(text: str) -> Q:
    """Names as somebody begins to type them; databases differ in the case of Cyrillic."""
    found = Q()
    for word in text.split()[:3]:
        start = word[:1].upper() + word[1:].lower()
        either = Q()
        for spelled in {start, start.replace("е", "ё"), start.replace("ё", "е")}:
            for field in ("surname", "given_name", "patronymic"):
                either |= Q(**{f"{field}__startswith": spelled})
        found &= either
    return found


def _classes_now(on: date) -> Prefetch[str, QuerySet[Enrolment], str]:
    rows = Enrolment.objects.filter(in_force(on)).select_related("class_group")
    return Prefetch("enrolments", rows, to_attr="now")


def pupils(on: date, text: str = "", group: int | None = None, *, gone: bool = False) -> QuerySet[Student]:
    """Pupils by name, with the class of the day in `now`; `gone`: those who are in no class."""
    here = Enrolment.objects.filter(in_force(on))
    if group is not None:
        here = here.filter(class_group=group)
    enrolled = Q(pk__in=here.values("student"))
    found = Student.objects.filter(_named(text), ~enrolled if gone else enrolled)
    return found.select_related("account").prefetch_related(_classes_now(on))


def staff(on: date, text: str = "", *, gone: bool = False) -> QuerySet[Employee]:
    """Employees by name, with posts and classes of the day in `now` and `leads`."""
    posts = Appointment.objects.filter(in_force(on)).order_by("starts")
    classes = ClassTeacherAssignment.objects.filter(in_force(on)).select_related("class_group")
    left = Q(dismissed_on__isnull=False, dismissed_on__lt=on)
    found = Employee.objects.filter(_named(text), left if gone else ~left)
    return found.select_related("account").prefetch_related(
        Prefetch("appointments", posts, to_attr="now"), Prefetch("led_classes", classes, to_attr="leads")
    )


def parents(on: date, text: str = "", group: int | None = None) -> QuerySet[LegalRepresentative]:
    """Legal representatives by name, with their children in `wards`."""
    found = LegalRepresentative.objects.filter(_named(text))
    if group is not None:
        here = Enrolment.objects.filter(in_force(on), class_group=group).values("student")
        found = found.filter(pk__in=Representation.objects.filter(student__in=here).values("representative"))
    places = Enrolment.objects.filter(in_force(on)).select_related("class_group")
    wards = Representation.objects.select_related("student").prefetch_related(
        Prefetch("student__enrolments", places, to_attr="now")
    )
    return found.select_related("account").prefetch_related(Prefetch("children", wards, to_attr="wards"))


def classes_on(on: date) -> list[ClassGroup]:
    """Classes of the year of the day, in their order."""
    year = year_on(on)
    return list(ClassGroup.objects.filter(year=year).select_related("year")) if year else []


def invitation_of(username: str, code: str, now: datetime) -> Invitation | None:
    """The open invitation a person holds; None if name or code are wrong or the term is over."""
    found = Invitation.objects.select_related("account").filter(
        code=print_of(code), used_at=None, ended_at=None, expires_at__gt=now, account__is_active=True
    )
    return found.filter(account__username=username.strip().lower()).first()


class Invited(NamedTuple):
    """An account with its code: shown once on paper, kept nowhere."""

    account: Account
    code: str
    expires_at: datetime


@dataclass(frozen=True)
class Guest:
    """A person of a class and how far their entry is.

    Attributes:
        person: pupil or legal representative.
        whose: the pupil a representative belongs to, None for a pupil.
        relation: mother, father …
        state: none, issued, expired, entered or shut.
        until: end of the open invitation.
    """

    person: Person
    whose: Student | None
    relation: str
    state: str
    until: datetime | None = None

    @property
    def account(self) -> Account | None:
        """The account, if there is one."""
        found = getattr(self.person, "account", None)
        return found if isinstance(found, Account) else None

    @property
    def kind(self) -> str:
        """Whether it is a pupil or a parent."""
        return PUPILS if self.whose is None else PARENTS


def guests_of(group: int, on: date, now: datetime) -> list[Guest]:
    """Pupils of a class and after each their representatives, with the state of their entry."""
    wards = Representation.objects.select_related("representative__account").order_by("id")
    here = Enrolment.objects.filter(in_force(on), class_group=group).values("student")
    found = Student.objects.filter(pk__in=here).select_related("account")
    listed = sorted(
        found.prefetch_related(Prefetch("representatives", wards, to_attr="wards")),
        key=lambda one: place_of(one.surname, one.given_name, one.patronymic),
    )
    pairs: list[tuple[Person, Student | None, str]] = []
    for pupil in listed:
        pairs.append((pupil, None, ""))
        kin: Sequence[Representation] = getattr(pupil, "wards", ())
        pairs += [(one.representative, pupil, one.relation) for one in kin]
    open_ = _open_invitations([person for person, _whose, _relation in pairs])
    return [_guest(person, whose, relation, open_, now) for person, whose, relation in pairs]


def _open_invitations(people: Sequence[Person]) -> dict[int, datetime]:
    accounts = [one.account.pk for one in people if hasattr(one, "account")]
    found = Invitation.objects.filter(account__in=accounts, used_at=None, ended_at=None)
    return dict(found.values_list("account", "expires_at"))


def _guest(
    person: Person, whose: Student | None, relation: str, open_: dict[int, datetime], now: datetime
) -> Guest:
    account = getattr(person, "account", None)
    if account is None:
        return Guest(person, whose, relation, NONE)
    until = open_.get(account.pk)
    if not account.is_active:
        return Guest(person, whose, relation, SHUT)
    if until is not None:
        return Guest(person, whose, relation, ISSUED if until > now else EXPIRED, until)
    return Guest(person, whose, relation, ENTERED if account.last_login else NONE)


def waiting(guests: Sequence[Guest], kinds: Sequence[str]) -> list[Person]:
    """Who needs a sheet: of the kinds asked for, whoever has not entered; each person once."""
    found = {(type(one.person), one.person.pk): one for one in guests if one.kind in kinds}
    return [one.person for one in found.values() if one.state not in {ENTERED, SHUT}]


@dataclass(frozen=True)
class ClassLine:
    """A class in the list of invitations."""

    group: ClassGroup
    pupils: int
    entered: int


def class_lines(on: date, only: frozenset[int] | None) -> list[ClassLine]:
    """Classes with how many pupils they have and how many of them have entered; `only`: these classes."""
    groups = [one for one in classes_on(on) if only is None or one.pk in only]
    rows = Enrolment.objects.filter(in_force(on), class_group__in=groups).values("class_group")
    entered = Count("id", filter=Q(student__account__last_login__isnull=False))
    counts = {row["class_group"]: row for row in rows.annotate(size=Count("id"), entered=entered)}
    empty = {"size": 0, "entered": 0}
    return [
        ClassLine(group, counts.get(group.pk, empty)["size"], counts.get(group.pk, empty)["entered"])
        for group in groups
    ]


def invitations_of(account: Account) -> list[Invitation]:
    """Invitations of an account, the newest first."""
    return list(account.invitations.order_by("-issued_at")[:10])
