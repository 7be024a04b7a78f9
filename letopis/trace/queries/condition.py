"""Состояние летописи на этой машине: стоят ли сторожа у таблиц, давно ли ждут записи без печати."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import Count, Max, Min

from letopis.trace.models import TraceRecord

# Triggers that refuse to change or to erase what is recorded, by kind of database.
GUARDS = {
    "sqlite": ("trace_record_kept", "trace_record_stays", "trace_checkpoint_kept", "trace_checkpoint_stays"),
    "postgresql": (
        "trace_record_kept",
        "trace_record_stays",
        "trace_record_whole",
        "trace_checkpoint_kept",
        "trace_checkpoint_whole",
    ),
}
_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def guards_missing() -> list[str]:
    """Names of the triggers that should stand over the ledger's tables and do not."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        standing = {row[0] for row in cursor.fetchall()}
    return [name for name in GUARDS[connection.vendor] if name not in standing]


def unsealed_since() -> tuple[int, datetime | None]:
    """How many records have no seal yet, and the moment of the oldest of them."""
    found = TraceRecord.objects.filter(position__isnull=True).aggregate(waiting=Count("id"), since=Min("at"))
    return found["waiting"], found["since"]


def last_moment() -> datetime | None:
    """The latest moment any of the last thousand records bears."""
    newest = TraceRecord.objects.order_by("-id").values("at")[:1000]
    moment: datetime | None = newest.aggregate(last=Max("at"))["last"]
    return moment
