"""Вопросы о ключах: что подключено, до какого дня ждут второй ключ, у кого из сотрудников его нет."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from letopis.keys.craft.hiding import opened
from letopis.keys.models import RecoveryCode, SecondKey
from letopis.people.access import standing_of
from letopis.people.models import Account, Appointment
from letopis.regulation.access import Standing
from letopis.regulation.entrance import EntranceRules
from letopis.school.queries import entrance_rules
from letopis.screen.craft.duties import WAITING, Duty


def keys_of(account: Account) -> list[SecondKey]:
    """The person's second keys, the oldest first."""
    return list(SecondKey.objects.filter(account=account))


def codes_left(account: Account) -> int:
    """How many recovery codes are still good."""
    return RecoveryCode.objects.filter(account=account, used_at=None).count()


def passkeys_of(account: Account) -> list[str]:
    """Public halves of the person's passkeys."""
    found = SecondKey.objects.filter(account=account, kind=SecondKey.PASSKEY)
    return list(found.values_list("secret", flat=True))


def passkey_named(credential: str) -> SecondKey | None:
    """The passkey of a name, its owner in force."""
    found = SecondKey.objects.filter(credential=credential, account__is_active=True) if credential else None
    return found.select_related("account").first() if found is not None else None


def secret_of(key: SecondKey) -> str:
    """What an application shares with the school."""
    return opened(key.secret, settings.LETOPIS_SECOND_KEY, key.account_id)


@dataclass(frozen=True)
class Asked:
    """Whether a second key is asked of a person.

    Attributes:
        is_needed: a post of theirs needs one.
        by: the first day without it nobody gets further; None if it was not asked for yet.
    """

    is_needed: bool
    by: date | None


def asked_of(account: Account, today: date) -> Asked:
    """Whether a person must have a second key, by the posts of the day."""
    rules, roles = entrance_rules(today), standing_of(account, today).roles
    since = account.key_asked_on
    return Asked(rules.needs_second_key(roles), rules.key_due(roles, since) if since else None)


def key_duties(standing: Standing) -> Iterator[Duty]:
    """Whose post must have a second key and who has none is told of it at the start of the day."""
    rules = entrance_rules(standing.on)
    if not rules.needs_second_key(standing.roles):
        return
    found = Account.objects.filter(ref=standing.account, has_second_key=False).first()
    if found is None:
        return
    due = rules.key_due(standing.roles, found.key_asked_on or standing.on)
    more = _("до %(day)s") % {"day": date_format(due, "j E")} if due else ""
    yield Duty(WAITING, _("Подключите второй ключ входа"), reverse("keys:keys"), more)


@dataclass(frozen=True)
class Line:
    """An account in the list of who looks after the entry.

    Attributes:
        account: whose.
        is_needed: a post of the day needs a second key.
        due: the first day without it nobody gets further; None if it was not asked for yet.
    """

    account: Account
    is_needed: bool
    due: date | None


def lines_of(asked: str, today: date, most: int = 200) -> list[Line]:
    """Employees' accounts; with words, only those whose surname or login name begins so.

    Pupils and parents are found by the whole login name only: nobody needs lists of them here.
    """
    words = asked.strip()
    mine = Q(employee__isnull=False)
    if words:
        fits = Q(employee__surname__istartswith=words) | Q(username__startswith=words.lower())
        mine = mine & fits | Q(username=words.lower())
    posts = Prefetch("employee__appointments", Appointment.objects.filter(starts__lte=today), to_attr="posts")
    found = Account.objects.select_related("employee").filter(mine).prefetch_related(posts)
    rules = entrance_rules(today)
    return [
        _line(one, rules, today)
        for one in found.order_by("employee__surname", "employee__given_name", "username")[:most]
    ]


def _line(account: Account, rules: EntranceRules, today: date) -> Line:
    posts: list[Appointment] = getattr(account.employee, "posts", [])
    roles = frozenset(one.post for one in posts if one.ends is None or one.ends >= today)
    since = account.key_asked_on
    return Line(account, rules.needs_second_key(roles), rules.key_due(roles, since) if since else None)
