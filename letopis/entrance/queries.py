"""Вопросы у входа: чья очередь ждать, что человеку делать дальше, какие акты действуют."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from letopis.entrance.craft.lock import NAME, PAIR, PLACE, Limit, Tries
from letopis.entrance.models import LoginTries
from letopis.journal.models import Lesson
from letopis.journal.queries import CourseLine, my_courses
from letopis.people.models import Account, Enrolment, Student
from letopis.regulation.access import Standing
from letopis.regulation.settings import Settings, read_settings
from letopis.school.models import ClassGroup, Edition, LocalAct
from letopis.school.queries import Period, period_at, periods_of, with_shipped, year_on
from letopis.screen.craft.duties import KNOWN, Duty
from letopis.trace.queries import checkpoints, unsealed_count

SEALED_WITHIN = timedelta(days=1)


def key_of(username: str, address: str) -> str:
    """The key failures are counted under: a keyed hash, so that the table holds no names."""
    text = f"{username.strip().lower()}\0{address}"
    return salted_hmac("letopis.entrance.tries", text, algorithm="sha256").hexdigest()


def keys_of(username: str, address: str) -> tuple[tuple[str, Limit], ...]:
    """What a failure is counted under: the name from this place, the name from everywhere, the place."""
    pairs = (((username, address), PAIR), ((username, "*"), NAME), (("*", address), PLACE))
    return tuple((key_of(*pair), limit) for pair, limit in pairs)


def locked_until(username: str, address: str, now: datetime) -> datetime | None:
    """End of the wait for a name from an address, None if it may try."""
    keys = [key for key, _limit in keys_of(username, address)]
    rows = LoginTries.objects.filter(key__in=keys)
    locks = [Tries(row.failures, row.since, row.locked_until).lock_at(now) for row in rows]
    return max(filter(None, locks), default=None)


def account_ref(username: str) -> int:
    """Reference of the account of a login name, 0 if there is none.

    Failures without a name are counted under words no login name can be: PostgreSQL keeps no such sign.
    """
    if "\0" in username:
        return 0
    return (
        Account.objects.filter(username=username.strip().lower()).values_list("ref", flat=True).first() or 0
    )


@dataclass(frozen=True)
class Child:
    """A pupil whose record is one's own."""

    id: int
    name: str
    class_title: str


@dataclass(frozen=True)
class Day:
    """What a person does next.

    Attributes:
        period: the part of the school year the day lies in.
        has_year: the school has a year to work in.
        lessons: the person's lessons of the day, in their order.
        courses: register pages the person teaches.
        classes: classes the person leads.
        children: pupils whose record is the person's own.
    """

    period: Period | None
    has_year: bool
    lessons: list[Lesson]
    courses: list[CourseLine]
    classes: list[ClassGroup]
    children: list[Child]


def day_of(standing: Standing) -> Day:
    """The start page of a person on the day of their standing."""
    year = year_on(standing.on)
    courses = my_courses(standing, year.pk) if year and standing.courses else []
    classes = ClassGroup.objects.filter(pk__in=standing.classes) if standing.classes else ()
    return Day(
        period=period_at(periods_of(year.pk, "quarter"), standing.on) if year else None,
        has_year=year is not None,
        lessons=_lessons([course.id for course in courses], standing),
        courses=courses,
        classes=list(classes),
        children=_children(standing),
    )


def _lessons(courses: list[int], standing: Standing) -> list[Lesson]:
    """Own lessons of the day and those given in another's place."""
    instead = {(page, number) for page, day, number in standing.lessons if day == standing.on}
    if not courses and not instead:
        return []
    pages = [*courses, *(page for page, _number in instead)]
    found = Lesson.objects.filter(course_id__in=pages, date=standing.on).order_by("number", "id")
    lessons = found.select_related("course__class_group", "course__subject", "course__subgroup")
    return [one for one in lessons if one.course_id in courses or (one.course_id, one.number) in instead]


def _children(standing: Standing) -> list[Child]:
    if not standing.students:
        return []
    enrolled = (
        Enrolment.objects.filter(starts__lte=standing.on).order_by("starts").select_related("class_group")
    )
    pupils = Student.objects.filter(pk__in=standing.students).prefetch_related(
        Prefetch("enrolments", enrolled, to_attr="known")
    )
    return [Child(pupil.pk, f"{pupil.surname} {pupil.given_name}", _class_of(pupil)) for pupil in pupils]


def _class_of(pupil: Student) -> str:
    known: list[Enrolment] = getattr(pupil, "known", [])
    return str(known[-1].class_group) if known else ""


@dataclass(frozen=True)
class ShownEdition:
    """An edition of an act for the public page, with its settings as they are read."""

    edition: Edition
    settings: Settings
    in_force: bool
    to_come: bool


@dataclass(frozen=True)
class ShownAct:
    """A local act with its editions, the newest first."""

    act: LocalAct
    editions: list[ShownEdition]

    @property
    def current(self) -> ShownEdition | None:
        """The edition in force."""
        return next((shown for shown in self.editions if shown.in_force), None)


def acts_on(day: date) -> list[ShownAct]:
    """Every local act of the school with its editions in force, past and to come."""
    editions = Edition.objects.order_by("-in_force_from", "-number").prefetch_related("work_types")
    acts = LocalAct.objects.order_by("title").prefetch_related(
        Prefetch("editions", editions, to_attr="known")
    )
    return [ShownAct(act, [_shown(edition, day) for edition in getattr(act, "known", [])]) for act in acts]


def _shown(edition: Edition, day: date) -> ShownEdition:
    ended = edition.in_force_to is not None and edition.in_force_to < day
    begun = edition.in_force_from <= day
    settings = read_settings(edition.number, with_shipped(edition.rules))
    return ShownEdition(edition, settings, in_force=begun and not ended, to_come=not begun)


def ledger_duties(standing: Standing) -> Iterator[Duty]:
    """Records of the ledger that stand unsealed though a day has passed since the last seal."""
    unsealed = unsealed_count()
    last = checkpoints().first()
    if unsealed and (last is None or localtime(last.at).date() < standing.on - SEALED_WITHIN):
        text = ngettext(
            "%(number)d запись летописи без печати", "%(number)d записей летописи без печати", unsealed
        )
        day = date_format(localtime(last.at), "j E") if last else ""
        more = _("последняя печать %(day)s") % {"day": day} if day else _("печатей ещё нет")
        yield Duty(KNOWN, text % {"number": unsealed}, reverse("entrance:checkpoints"), more)
