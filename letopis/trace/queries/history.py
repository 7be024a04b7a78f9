"""Вопросы к летописи: история одного факта, печати, состояние."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from letopis.trace.craft import keys, note
from letopis.trace.models import Checkpoint, TraceRecord


@dataclass(frozen=True)
class Change:
    """One line of a history."""

    at: datetime
    by: int
    deed: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    why: str
    clause: str
    sealed: bool


def history_of(subject: int, obj: int = 0) -> list[Change]:
    """Everything recorded about a subject and object, oldest first; destroyed bodies are left out."""
    rows = TraceRecord.objects.filter(subject=subject, object=obj, body__isnull=False).order_by("id")
    return [_change(row) for row in rows]


def _change(row: TraceRecord) -> Change:
    body = json.loads(row.body or "{}")
    return Change(
        at=row.at,
        by=row.by,
        deed=row.deed,
        before=body.get("before"),
        after=body.get("after"),
        why=body.get("why", ""),
        clause=body.get("clause", ""),
        sealed=row.position is not None,
    )


def changes_by(deeds: Iterable[str], subjects: Iterable[int]) -> Iterator[tuple[tuple[int, int], Change]]:
    """Everything recorded of some deeds about some subjects, oldest first; one question."""
    rows = TraceRecord.objects.filter(subject__in=set(subjects), deed__in=set(deeds), body__isnull=False)
    for row in rows.order_by("id"):
        yield (row.subject, row.object), _change(row)


def last_author(subject: int, obj: int) -> tuple[int, datetime] | None:
    """Who changed the fact last and when."""
    about = TraceRecord.objects.filter(subject=subject, object=obj)
    return about.order_by("-id").values_list("by", "at").first()


def last_authors(subjects: set[int], objects: set[int]) -> dict[tuple[int, int], tuple[int, datetime]]:
    """Who changed each of the facts where subjects and objects meet last and when, in one question."""
    about = TraceRecord.objects.filter(subject__in=subjects, object__in=objects).order_by("id")
    return {
        (subject, obj): (by, at)
        for subject, obj, by, at in about.values_list("subject", "object", "by", "at")
    }


def checkpoints() -> QuerySet[Checkpoint]:
    """Published seals, the newest first."""
    return Checkpoint.objects.all()


def unsealed_count() -> int:
    """How many records wait for the next seal."""
    return TraceRecord.objects.filter(position__isnull=True).count()


def verifier() -> str:
    """The school's public sealing key in the spelling witnesses read."""
    public = note.raw_public(keys.seal_key(settings.LETOPIS_KEYS).public_key())
    return note.verifier_key(settings.LETOPIS_ORIGIN, public)
