"""Лишнее в запросе: повторённые и чужие поля ничего не меняют сверх того, для чего сделана форма."""

from __future__ import annotations

import ast
from collections.abc import Callable

from django.test import Client

from letopis.people.models import Account
from tests.cast import Cast
from tests.house.source import PACKAGE, place, sources, tree

Enter = Callable[[str], Client]
OLD, NEW = "right-password-7", "quiet-river-stone-9"
SENDING = {"POST", "GET", "FILES", "COOKIES"}


def with_password(cast: Cast, role: str) -> tuple[Client, Account]:
    account = cast.accounts[role]
    account.set_password(OLD)
    account.save()
    client = Client()
    client.force_login(account)
    return client, account


def test_a_password_form_writes_the_password_and_nothing_else(cast: Cast) -> None:
    client, account = with_password(cast, "pupil")
    extra = {
        "username": "admin", "is_active": "", "employee": cast.accounts["deputy"].employee_id,
        "employee_id": cast.accounts["deputy"].employee_id, "student": cast.boris.pk, "ref": 1, "pk": 1,
        "display_name": "Завуч", "must_change_password": "1",
    }  # fmt: skip
    before = Account.objects.filter(pk=account.pk).values().get()
    assert client.post("/password/", {"old": OLD, "new": NEW, "again": NEW, **extra}).status_code == 302
    after = Account.objects.filter(pk=account.pk).values().get()
    assert {name for name in after if after[name] != before[name]} <= {"password", "last_login"}
    assert Account.objects.get(pk=account.pk).check_password(NEW)


def test_fields_of_a_form_are_not_taken_from_the_address(cast: Cast) -> None:
    client, account = with_password(cast, "teacher")
    answer = client.post(f"/password/?old={OLD}&new={NEW}&again={NEW}", {})
    assert answer.status_code == 422
    stranger = Client().post(f"/login/?username={account.username}&password={OLD}", {})
    assert stranger.status_code == 422
    assert Account.objects.get(pk=account.pk).check_password(OLD)


def test_of_a_field_sent_twice_one_value_is_used_everywhere(cast: Cast) -> None:
    client, account = with_password(cast, "teacher")
    body = f"old={OLD}&new=short&new={NEW}&again=other&again={NEW}"
    answer = client.post("/password/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
    assert Account.objects.get(pk=account.pk).check_password(NEW)


def test_a_foreign_address_to_go_on_to_is_not_followed_however_often_it_is_sent(cast: Cast) -> None:
    _client, account = with_password(cast, "teacher")
    body = f"username={account.username}&password={OLD}&next=/jobs/&next=https://evil.example/"
    entered = Client().post(
        "/login/?next=//evil.example", body, content_type="application/x-www-form-urlencoded"
    )
    assert entered["Location"] == "/"


def test_no_form_is_made_from_a_table_and_no_request_is_taken_whole() -> None:
    found = []
    for path in sources(".py", under=PACKAGE):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in {"ModelForm", "modelform_factory"}:
                found.append(place(path, node.lineno))
            if isinstance(node, ast.keyword) and node.arg is None and _is_sent(node.value):
                found.append(place(path, node.lineno))
    assert found == []


def _is_sent(value: ast.expr) -> bool:
    """Whether the whole of what was sent is unpacked: `**request.POST`, `**request.POST.dict()`."""
    return any(isinstance(node, ast.Attribute) and node.attr in SENDING for node in ast.walk(value))
