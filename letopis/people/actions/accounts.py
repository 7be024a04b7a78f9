"""Вход: открыть учётную запись, выдать начальный пароль; хранится только его отпечаток."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import transaction

from letopis.people.craft.usernames import free_username, start_password, username_of
from letopis.people.models import Account, Employee, LegalRepresentative, Person, Student, signed_name
from letopis.regulation.refusals import Refused
from letopis.school.actions.writing import Fact, trace
from letopis.trace.actions import record

_BATCH = 500


class Issued(NamedTuple):
    """A login name with its start password: shown once, kept nowhere."""

    account: Account
    password: str


@transaction.atomic
def open_account(owner: Person, username: str = "", password: str = "", *, by: int) -> Issued:
    """Open an account of an employee, pupil or legal representative.

    Args:
        owner: whose account; must be saved.
        username: login name; made of the surname if empty.
        password: start password; made if empty. It must be changed at the first login unless given.
        by: reference of the account that acts, 0 for the program.

    Raises:
        Refused: account.username_taken, account.bad_username.
    """
    taken = set(Account.objects.values_list("username", flat=True))
    name = free_username(username, taken) or _made_of(owner, taken)
    secret = password or start_password()
    account = _account(owner, name, make_password(secret), is_temporary=not password)
    account.save()
    record("people.open_account", by=by, about=(account.ref, owner.ref), after={"username": name})
    return Issued(account, secret)


@transaction.atomic
def open_accounts(owners: Sequence[Person], *, by: int) -> list[Account]:
    """Open accounts nobody can enter yet, for owners who have none; an invitation comes later."""
    taken = set(Account.objects.values_list("username", flat=True))
    accounts = []
    for owner in owners:
        name = _made_of(owner, taken)
        taken.add(name)
        accounts.append(_account(owner, name, make_password(None), is_temporary=True))
    Account.objects.bulk_create(accounts, batch_size=_BATCH)
    facts = [
        Fact(account.ref, owner.ref, None, {"username": account.username})
        for account, owner in zip(accounts, owners, strict=True)
    ]
    trace("people.open_account", facts, by=by)
    return accounts


@transaction.atomic
def shut_account(account: Account, why: str, *, by: int) -> None:
    """End an account: nobody enters it any more and whoever is in is out at the next page."""
    _set_active(account, "people.shut_account", why, is_active=False, by=by)


@transaction.atomic
def reopen_account(account: Account, why: str, *, by: int) -> None:
    """Let a shut account be entered again by its old password or a new invitation."""
    _set_active(account, "people.reopen_account", why, is_active=True, by=by)


def _set_active(account: Account, deed: str, why: str, *, is_active: bool, by: int) -> None:
    if not why.strip():
        raise Refused("account.no_ground")
    if account.is_active == is_active:
        return
    account.is_active = is_active
    account.save(update_fields=["is_active"])
    record(deed, by=by, about=(account.ref, 0), after={"is_active": is_active}, why=why.strip())


@transaction.atomic
def issue_passwords(accounts: Iterable[int], *, by: int) -> list[Issued]:
    """New start passwords for accounts nobody has entered yet; earlier ones stop working.

    Args:
        accounts: ids of accounts; those already entered are passed over.
        by: who acts.
    """
    waiting = Account.objects.select_related("employee").filter(pk__in=accounts, last_login=None)
    issued = [Issued(account, start_password()) for account in waiting.order_by("username")]
    for account, password in issued:
        account.password = make_password(password)
        account.must_change_password = True
    Account.objects.bulk_update([one.account for one in issued], ["password", "must_change_password"])
    trace("people.issue_password", [Fact(one.account.ref, 0, None, None) for one in issued], by=by)
    return issued


def _account(owner: Person, username: str, password: str, *, is_temporary: bool) -> Account:
    shown = signed_name(owner.surname, owner.given_name, owner.patronymic)
    return Account(
        username=username,
        password=password,
        must_change_password=is_temporary,
        display_name=shown,
        **_of(owner),
    )


def _made_of(owner: Person, taken: set[str]) -> str:
    return username_of(owner.surname, owner.given_name, owner.patronymic, taken)


def _of(owner: Person) -> dict[str, Person]:
    kinds = ((Employee, "employee"), (Student, "student"), (LegalRepresentative, "representative"))
    return {name: owner for kind, name in kinds if isinstance(owner, kind)}
