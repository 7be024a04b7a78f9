"""Адреса ключей входа."""

from __future__ import annotations

from django.utils import timezone

from letopis.keys.models import SecondKey, Visit
from tests.cast import Cast
from tests.walks.doors.knock import Json, Knock, nothing

FORM = {"password": "", "why": "телефон потерян"}


def _key_of(cast: Cast, role: str) -> Json:
    """A key of whom it is asked about; unreadable, since nobody enters with it here."""
    account = cast.accounts.get(role, cast.accounts["teacher"])
    name = f"passkey of {role}"
    key = SecondKey.objects.create(
        account=account, kind="passkey", name=name, secret="", credential=name, made_at=timezone.now()
    )
    return {"key_id": key.pk}


def _account(cast: Cast, _role: str) -> Json:
    _key_of(cast, "principal")
    return {"account_id": cast.accounts["principal"].pk}


def _visit(cast: Cast, role: str) -> Json:
    account = cast.accounts.get(role, cast.accounts["teacher"])
    now = timezone.now()
    return {"visit_id": Visit.objects.create(account=account, begun_at=now, seen_at=now).pk}


def _foreign_visit(cast: Cast, role: str) -> Json:
    return _visit(cast, "foreign_teacher" if role != "foreign_teacher" else "teacher")


KEYS = {
    "keys:keys": Knock(),
    "keys:application": Knock(),
    "keys:passkey": Knock(),
    "keys:portal": Knock(),
    "keys:portal_go": Knock(),
    "keys:portal_remove": Knock(),
    "keys:codes": Knock(),
    "keys:remove": Knock(_key_of),
    "keys:accounts": Knock(),
    "keys:account_visits": Knock(_account),
    "keys:visits": Knock(),
    "keys:end_others": Knock(body=nothing),
    "keys:end": Knock(_visit, _foreign_visit, body=nothing),
    "keys:know": Knock(_visit, _foreign_visit, body=nothing),
    "keys:stay": Knock(),
    "keys:sure": Knock(),
    "keys:reset": Knock(_account, body=lambda _cast, _arguments: FORM),
}
