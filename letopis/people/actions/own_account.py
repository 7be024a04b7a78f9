"""Человек меняет своё: пароль и язык страниц."""

from __future__ import annotations

from django.db import transaction

from letopis.people.models import Account
from letopis.trace import actions as trace


@transaction.atomic
def choose_password(account: Account, password: str, *, by: int) -> None:
    """Set a new password, already checked, in place of the temporary or the old one; other logins end."""
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    trace.record("people.choose_password", by=by, about=(account.ref, 0))


@transaction.atomic
def choose_language(account: Account, language: str, *, by: int) -> None:
    """Set the language the person reads the pages in."""
    if account.language == language:
        return
    before, account.language = account.language, language
    account.save(update_fields=["language"])
    stood, stands = {"language": before}, {"language": language}
    trace.record("people.choose_language", by=by, about=(account.ref, 0), before=stood, after=stands)
