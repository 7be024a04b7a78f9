"""Вопросы о переданном: какие передачи есть, что из них касается человека, какие открытия ждут директора."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from letopis.people.models import Account, Employee
from letopis.regulation.access import Standing
from letopis.rights.models import Delegation, Opening
from letopis.screen.craft.duties import KNOWN, WAITING, Duty
from letopis.screen.craft.posts import TITLES
from letopis.screen.craft.sentences import deed_words

LAST = 50  # openings on the page


@dataclass(frozen=True)
class Given:
    """A delegation as the list shows it."""

    row: Delegation
    what: str
    in_force: bool
    to_come: bool


def delegations(day: date) -> list[Given]:
    """Every delegation, the newest first."""
    found = Delegation.objects.select_related("giver", "taker")
    return [_given(one, day) for one in found]


def _given(one: Delegation, day: date) -> Given:
    open_ = one.revoked_at is None
    in_force = open_ and one.starts <= day <= one.ends
    return Given(one, what_of(one), in_force=in_force, to_come=open_ and day < one.starts)


def what_of(one: Delegation) -> str:
    """What is handed over, in words: all duties of a post or one deed of it."""
    title = str(TITLES[one.role])
    return f"{title}: {deed_words(one.deed)}" if one.deed else title


def given_duties(standing: Standing) -> Iterator[Duty]:
    """Who has given or taken duties sees it at the start of each day of the term."""
    if not standing.delegations:
        return
    me = Account.objects.filter(ref=standing.account).values_list("employee", flat=True).first()
    for one in Delegation.objects.select_related("giver", "taker").filter(pk__in=standing.delegations):
        taken = one.taker_id == me
        text = _("Вы исполняете обязанности: %(what)s") if taken else _("Ваши обязанности переданы: %(what)s")
        more = _("%(who)s, по %(day)s, приказ № %(number)s") % {
            "who": (one.giver if taken else one.taker).initials,
            "day": date_format(one.ends, "j E"),
            "number": one.order_number,
        }
        yield Duty(KNOWN, text % {"what": what_of(one)}, reverse("rights:table"), more)


def opening_duties(_standing: Standing) -> Iterator[Duty]:
    """The principal is told of every opening of records until they say that they know."""
    count = Opening.objects.filter(known_at=None).count()
    if count:
        text = ngettext(
            "Администратор открывал записи: %(number)d раз",
            "Администратор открывал записи: %(number)d раз",
            count,
        )
        yield Duty(WAITING, text % {"number": count}, reverse("rights:openings"))


def openings() -> list[Opening]:
    """The last openings, the newest first."""
    return list(Opening.objects.select_related("employee")[:LAST])


def own_opening(ref: int, now: datetime) -> Opening | None:
    """The opening that lasts now, of the person themselves."""
    mine = Opening.objects.filter(employee__account__ref=ref, ends_at__gt=now)
    return mine.order_by("-ends_at").first()


def employees_on(day: date) -> list[Employee]:
    """Employees who work on a day and have an account."""
    works = Q(dismissed_on=None) | Q(dismissed_on__gte=day)
    return list(Employee.objects.filter(works, account__isnull=False))
