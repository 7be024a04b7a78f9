"""Вопросы о базе: пуста ли она, показательная ли в ней школа и до какого дня она дошла."""

from __future__ import annotations

from django.db import connection

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
