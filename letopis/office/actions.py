"""Приглашения: выдать коды людям класса или одному, войти по коду; прежний код кончается с новым."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from letopis.jobs import actions as jobs
from letopis.jobs.craft.kinds import Kind, Made
from letopis.jobs.craft.progress import Progress
from letopis.jobs.models import Job
from letopis.keys.actions import disconnect_portals
from letopis.office.models import Invitation
from letopis.office.printouts import paper
from letopis.office.queries import Invited, guests_of, waiting
from letopis.people.actions import open_accounts
from letopis.people.actions.own_account import choose_password
from letopis.people.craft.codes import print_of
from letopis.people.craft.usernames import start_password
from letopis.people.models import Account, Person
from letopis.regulation.refusals import Refused
from letopis.school.actions.writing import Fact, trace
from letopis.school.models import ClassGroup
from letopis.trace.actions import record

_BATCH = 500


def drawn(accounts: Sequence[Account]) -> list[Invited]:
    """Codes for accounts, so far in memory only; `issue` makes them good.

    Raises:
        Refused: invitation.nobody, invitation.shut.
    """
    if not accounts:
        raise Refused("invitation.nobody")
    if not all(account.is_active for account in accounts):
        raise Refused("invitation.shut")
    expires = timezone.now() + timedelta(days=settings.LETOPIS_INVITATION_DAYS)
    return [Invited(account, start_password(), expires) for account in accounts]


@transaction.atomic
def issue(invited: Sequence[Invited], *, by: int) -> None:
    """Let people enter by these codes from now on; a code issued before ends, a password stands."""
    now = timezone.now()
    _end_open([one.account.pk for one in invited], now)
    rows = [
        Invitation(
            account=one.account,
            code=print_of(one.code),
            issued_at=now,
            issued_by=by,
            expires_at=one.expires_at,
        )
        for one in invited
    ]
    Invitation.objects.bulk_create(rows, batch_size=_BATCH)
    facts = [
        Fact(one.account.ref, 0, None, {"expires": one.expires_at.isoformat(timespec="minutes")})
        for one in invited
    ]
    trace("office.invite", facts, by=by)


def _end_open(accounts: Sequence[int], now: datetime) -> None:
    for start in range(0, len(accounts), _BATCH):
        part = accounts[start : start + _BATCH]
        Invitation.objects.filter(account__in=part, used_at=None, ended_at=None).update(ended_at=now)


@transaction.atomic
def with_accounts(people: Sequence[Person], *, by: int) -> list[Account]:
    """The accounts of people, opened for whoever has none."""
    missing = [one for one in people if _account_of(one) is None]
    opened = iter(open_accounts(missing, by=by))
    return [_account_of(one) or next(opened) for one in people]


def _account_of(person: Person) -> Account | None:
    found = getattr(person, "account", None)
    return found if isinstance(found, Account) else None


@transaction.atomic
def accept(invitation: Invitation, password: str, *, by: int) -> Account:
    """Enter by a code: the person's own password, already checked, stands from now on; the code is used up.

    Raises:
        Refused: invitation.wrong, if the code was used or ended in the meantime.
    """
    account = invitation.account
    mine = Invitation.objects.filter(pk=invitation.pk, used_at=None, ended_at=None)
    if not mine.update(used_at=timezone.now()):
        raise Refused("invitation.wrong")
    choose_password(account, password, by=by)
    record("office.accept_invitation", by=by, about=(account.ref, 0))
    return account


@transaction.atomic
def reset_password(account: Account, *, by: int) -> Invited:
    """A new code in place of a forgotten password, which stops working at once, and with it the portal."""
    invited = drawn([account])[0]
    issue([invited], by=by)
    account.password = make_password(None)
    account.save(update_fields=["password"])
    disconnect_portals(account, by=by)
    record("office.reset_password", by=by, about=(account.ref, 0))
    return invited


def print_sheets(class_ids: Sequence[int], kinds: Sequence[str], address: str, *, by: int) -> Job:
    """Ask for the invitation sheets of classes.

    Args:
        class_ids: whose pupils and families.
        kinds: "pupils", "parents" or both.
        address: of the first entry, as printed.
        by: who asks; the sheets are theirs alone.
    """
    facts = {"class_ids": list(class_ids), "kinds": list(kinds), "address": address, "by": by}
    return jobs.start("office.invitations", _("Листы приглашений"), facts, by=by)


def _sheets(facts: Mapping[str, Any], folder: Path, progress: Progress) -> Made:
    """Work: invitation sheets of classes in one file; if it is stopped or fails, no code was issued.

    Args:
        facts: class_ids, kinds, address, by.
        folder: where the file is left.
        progress: told after each class.

    Raises:
        Refused: invitation.nobody, paper.glyph.
        Stopped: the person asked to stop.
    """
    groups = ClassGroup.objects.select_related("year").filter(pk__in=facts["class_ids"])
    by, kinds = int(facts["by"]), list(facts["kinds"])
    made, known = [], set[int]()  # a parent of two children gets one strip, with the first of them
    for done, group in enumerate(groups):
        progress.step(done, len(groups) + 1)
        found = waiting(guests_of(group.pk, timezone.localdate(), timezone.now()), kinds)
        people = [one for one in found if one.ref not in known]
        known |= {one.ref for one in people}
        if people:
            made.append((str(group), list(zip(people, drawn(with_accounts(people, by=by)), strict=True))))
    if not made:
        raise Refused("invitation.nobody")
    path = folder / "invitations.pdf"
    path.write_bytes(paper(made, str(facts["address"])))
    progress.step(len(groups) + 1, len(groups) + 1)
    issue([one for _title, strips in made for _person, one in strips], by=by)
    count = sum(len(strips) for _title, strips in made)
    text = _("Приглашений: %(count)s. Файл удалится через %(hours)s ч, коды хранит только бумага.")
    return Made(text % {"count": count, "hours": settings.LETOPIS_SHEET_HOURS}, path, _("Приглашения.pdf"))


def _kept() -> timedelta:
    """How long the sheets may be fetched."""
    return timedelta(hours=settings.LETOPIS_SHEET_HOURS)


KIND = Kind("office.invitations", _sheets, _kept)
