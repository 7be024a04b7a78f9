"""Вопросы о базе: пуста ли она, показательная ли в ней школа и до какого дня она дошла."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from letopis.demo.models import Build
from letopis.people.models import Account, Student
from letopis.school.models import School

EMPTY, DEMO, REAL = "empty", "demo", "real"


def state() -> tuple[str, Build | None]:
    """What the database holds, and the mark of the demo school if it is one."""
    tables = set(connection.introspection.table_names())
    build = Build.objects.order_by("-id").first() if Build._meta.db_table in tables else None  # noqa: SLF001 - Django's documented door to the table's name
    if build is not None:
        return DEMO, build
    kept = (School, Account, Student)
    filled = any(kind._meta.db_table in tables and kind._default_manager.exists() for kind in kept)  # noqa: SLF001 - as above
    return (REAL if filled else EMPTY), None


def accounts() -> list[tuple[str, str, str]]:
    """Login name, role and person of the accounts anybody may enter."""
    titles = {
        "teacher": _("учитель алгебры"),
        "class_teacher": _("классный руководитель 7 «А»"),
        "deputy": _("заместитель директора"),
        "principal": _("директор"),
        "clerk": _("делопроизводитель"),
        "archivist": _("архивариус"),
        "pupil": _("ученик 7 «А»"),
        "parent": _("родитель"),
        "admin": _("администратор"),
    }
    names = dict(Account.objects.filter(username__in=titles).values_list("username", "display_name"))
    return [(username, title, names[username]) for username, title in titles.items() if username in names]
