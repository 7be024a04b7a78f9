"""Что происходит с ключами: подключить, войти, отключить, сбросить потерянный чужой."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from letopis.keys.actions.portals import disconnect_portals
from letopis.keys.craft.application import LENGTH, step_of
from letopis.keys.craft.hiding import hidden
from letopis.keys.craft.passkeys import Proven
from letopis.keys.models import RecoveryCode, SecondKey
from letopis.keys.queries import secret_of
from letopis.people.craft.codes import print_of
from letopis.people.craft.usernames import start_password
from letopis.people.models import Account
from letopis.regulation.refusals import Refused
from letopis.trace.actions import record

CODES = 10
USE = "letopis.keys.recovery"


@transaction.atomic
def add_application(account: Account, secret: str, typed: str, now: datetime, *, by: int) -> list[str]:
    """Connect an application that has shown a right code; one before it goes.

    Returns:
        Recovery codes, if this is the first key; shown once.

    Raises:
        Refused: key.wrong.
    """
    step = step_of(secret, typed, now, 0)
    if step is None:
        raise Refused("key.wrong_first")
    SecondKey.objects.filter(account=account, kind=SecondKey.APPLICATION).delete()
    kept = hidden(secret, settings.LETOPIS_SECOND_KEY, account.pk)
    name = str(dict(SecondKey.KINDS)[SecondKey.APPLICATION])
    key = SecondKey(account=account, kind=SecondKey.APPLICATION, name=name, secret=kept, counter=step)
    return _add(key, by=by)


@transaction.atomic
def add_passkey(account: Account, proven: Proven, name: str, *, by: int) -> list[str]:
    """Connect a passkey a browser has made.

    Returns:
        As of `add_application`.

    Raises:
        Refused: key.known.
    """
    if SecondKey.objects.filter(credential=proven.credential_id).exists():
        raise Refused("key.known")
    key = SecondKey(
        account=account,
        kind=SecondKey.PASSKEY,
        name=name.strip()[:60] or str(dict(SecondKey.KINDS)[SecondKey.PASSKEY]),
        secret=proven.public,
        credential=proven.credential_id,
        counter=proven.counter,
    )
    return _add(key, by=by)


def _add(key: SecondKey, *, by: int) -> list[str]:
    key.made_at = timezone.now()
    key.save()
    _mark(key.account, has=True)
    record("keys.add", by=by, about=(key.account.ref, 0), after={"kind": key.kind, "name": key.name})
    has_codes = RecoveryCode.objects.filter(account=key.account, used_at=None).exists()
    return [] if has_codes else make_codes(key.account, by=by)


def _mark(account: Account, *, has: bool) -> None:
    account.has_second_key = has
    account.save(update_fields=["has_second_key"])


@transaction.atomic
def remove_key(key: SecondKey, *, by: int) -> None:
    """Take one's own key away; with the last one the recovery codes go too."""
    account = key.account
    before = {"kind": key.kind, "name": key.name}
    key.delete()
    if not SecondKey.objects.filter(account=account).exists():
        RecoveryCode.objects.filter(account=account).delete()
        _mark(account, has=False)
    record("keys.remove", by=by, about=(account.ref, 0), before=before)


@transaction.atomic
def make_codes(account: Account, *, by: int) -> list[str]:
    """New recovery codes in place of the old ones; shown once, kept as hashes.

    Raises:
        Refused: key.none, if there is no key they could stand in for.
    """
    if not account.has_second_key:
        raise Refused("key.none")
    RecoveryCode.objects.filter(account=account).delete()
    codes, now = [start_password() for _number in range(CODES)], timezone.now()
    rows = [RecoveryCode(account=account, code=print_of(code, USE), made_at=now) for code in codes]
    RecoveryCode.objects.bulk_create(rows)
    record("keys.make_codes", by=by, about=(account.ref, 0), after={"codes": CODES})
    return codes


@transaction.atomic
def accept_code(account: Account, typed: str, now: datetime, *, by: int) -> None:
    """Let in by a code of the application or of the paper; each is good once.

    Raises:
        Refused: key.wrong.
    """
    figures = "".join(sign for sign in typed if not sign.isspace())
    if figures.isdigit() and len(figures) == LENGTH:
        _accept_application(account, figures, now)
    else:
        _accept_recovery(account, typed, now, by=by)


def _accept_application(account: Account, typed: str, now: datetime) -> None:
    mine = SecondKey.objects.select_for_update().filter(account=account, kind=SecondKey.APPLICATION)
    key = mine.first()
    step = step_of(secret_of(key), typed, now, key.counter) if key else None
    if key is None or step is None:
        raise Refused("key.wrong")
    key.counter, key.used_at = step, now
    key.save(update_fields=["counter", "used_at"])


def _accept_recovery(account: Account, typed: str, now: datetime, *, by: int) -> None:
    mine = RecoveryCode.objects.filter(account=account, code=print_of(typed, USE), used_at=None)
    if not mine.update(used_at=now):
        raise Refused("key.wrong")
    left = RecoveryCode.objects.filter(account=account, used_at=None).count()
    record("keys.use_code", by=by, about=(account.ref, 0), after={"left": left})


def accept_passkey(key: SecondKey, proven: Proven, now: datetime, *, by: int) -> None:
    """Let in by a passkey whose signature was checked.

    Raises:
        Refused: key.copied, if a key that counts its signatures has counted backwards: it has a double. The
            trace keeps the suspicion.
    """
    if not _counts_on(key, proven, now, by=by):
        raise Refused("key.copied")


@transaction.atomic
def _counts_on(key: SecondKey, proven: Proven, now: datetime, *, by: int) -> bool:
    found = SecondKey.objects.select_for_update().get(pk=key.pk)
    if proven.counter and proven.counter <= found.counter:
        record("keys.suspect", by=by, about=(key.account.ref, 0), after={"name": key.name})
        return False
    found.counter, found.used_at = proven.counter, now
    found.save(update_fields=["counter", "used_at"])
    return True


@transaction.atomic
def ask_key(account: Account, today: date, *, by: int) -> None:
    """From today a second key is asked of a person whose post needs one; a day already set stays."""
    if account.key_asked_on is not None:
        return
    account.key_asked_on = today
    account.save(update_fields=["key_asked_on"])
    record("keys.ask", by=by, about=(account.ref, 0), after={"since": str(today)})


@transaction.atomic
def reset_keys(account: Account, why: str, *, by: int) -> None:
    """Take away every second key of another person who has lost it, and the portal; password and posts stand.

    Raises:
        Refused: key.own, account.no_ground, key.none.
    """
    if account.ref == by:
        raise Refused("key.own")
    if not why.strip():
        raise Refused("account.no_ground")
    count = SecondKey.objects.filter(account=account).delete()[0]
    if not count:
        raise Refused("key.none")
    RecoveryCode.objects.filter(account=account).delete()
    disconnect_portals(account, by=by)
    _mark(account, has=False)
    record("keys.reset", by=by, about=(account.ref, 0), before={"keys": count}, why=why.strip())
