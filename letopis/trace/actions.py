"""Летопись пишет только отсюда: запись факта и печать под записанным."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from letopis.trace.craft import keys, note
from letopis.trace.craft.leaf import SALT_BYTES, Line, body_of, leaf_hash, moment_text
from letopis.trace.craft.merkle import Frontier
from letopis.trace.models import Checkpoint, TraceRecord

BATCH = 20_000
_INSERT_LINE = """
INSERT INTO trace_tracerecord ("at", "by", "deed", "subject", "object", "body", "salt", "leaf")
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
_SEALER_LOCK = 0x1E70715  # advisory lock number of the one sealer


def record(
    deed: str,
    *,
    by: int,
    about: tuple[int, int],
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    why: str = "",
    clause: str = "",
) -> TraceRecord:
    """Write the trace of one official fact, in the transaction of the fact itself.

    Args:
        deed: room and verb, e.g. "journal.put_mark".
        by: reference of the account that acts, 0 for the program itself.
        about: references of the person or thing the fact is about and of what it belongs to (the lesson
            of a mark; 0 if nothing).
        before: what stood, None if nothing did.
        after: what stands now, None if it was taken away.
        why: ground given by the person.
        clause: clause of the regulation.

    Raises:
        TransactionManagementError: called outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a trace is written in the transaction of its fact")
    return TraceRecord.objects.create(**made(deed, by, about, body_of(before, after, why, clause)))


def made(deed: str, by: int, about: tuple[int, int], body: str) -> dict[str, Any]:
    """Columns of a trace record with fresh salt and its leaf; for acts that write many at once."""
    at = timezone.now()
    salt = secrets.token_bytes(SALT_BYTES)
    leaf = leaf_hash(salt, (moment_text(at), by, deed, *about), body)
    columns = {"at": at, "by": by, "deed": deed, "subject": about[0], "object": about[1]}
    return {**columns, "body": body, "salt": salt, "leaf": leaf}


def record_many(rows: list[dict[str, Any]]) -> None:
    """Write traces made by `made`, in the transaction of their facts."""
    TraceRecord.objects.bulk_create([TraceRecord(**row) for row in rows], batch_size=2_000)


def record_lines(lines: Iterable[Line]) -> None:
    """Write records made beforehand, their own moments and salts kept, as fast as the database takes them.

    For whole registers brought in at once; must run in the transaction of their facts.

    Raises:
        TransactionManagementError: called outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a trace is written in the transaction of its fact")
    as_text = connection.vendor == "sqlite"
    rows = [_row(line, as_text=as_text) for line in lines]
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT_LINE, rows)


def _row(line: Line, *, as_text: bool) -> tuple[datetime | int | str | bytes, ...]:
    """A record as the database takes it; SQLite keeps moments as text, which the leaf needs anyway."""
    at, by, deed, subject, obj, body, salt = line
    text = moment_text(at)
    leaf = leaf_hash(salt, (text, by, deed, subject, obj), body)
    moment = f"{text[:10]} {text[11:26]}" if as_text else at
    return moment, by, deed, subject, obj, body, salt, leaf


def seal() -> Checkpoint | None:
    """Give places in the tree to all records that have none, sign the new root.

    One sealer at a time; takes every unsealed record, whatever its number (a late commit is not lost).
    Returns the new checkpoint, or None if there was nothing to seal.
    """
    with transaction.atomic(savepoint=False):  # SQLite pays for a savepoint under many updates
        _be_the_only_sealer()
        last = Checkpoint.objects.first()
        frontier = Frontier.unpacked(last.size, bytes(last.peaks)) if last else Frontier()
        before = frontier.size
        for batch in _unsealed():
            _place(batch, frontier)
        if frontier.size == before:
            return None
        return _sign(frontier)


def _unsealed() -> Iterator[list[tuple[int, bytes]]]:
    waiting = TraceRecord.objects.filter(position__isnull=True).order_by("id")
    while batch := [(number, bytes(leaf)) for number, leaf in waiting.values_list("id", "leaf")[:BATCH]]:
        yield batch


def _place(batch: list[tuple[int, bytes]], frontier: Frontier) -> None:
    places = [(frontier.size + offset, number) for offset, (number, _leaf) in enumerate(batch)]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE trace_tracerecord SET position = %s WHERE id = %s", places)
    frontier.extend(leaf for _number, leaf in batch)


def _sign(frontier: Frontier) -> Checkpoint:
    root = frontier.root()
    signed = note.sign(
        note.Checkpoint(settings.LETOPIS_ORIGIN, frontier.size, root), keys.seal_key(settings.LETOPIS_KEYS)
    )
    return Checkpoint.objects.create(
        size=frontier.size, root=root, peaks=frontier.packed(), note=signed, at=timezone.now()
    )


def _be_the_only_sealer() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALER_LOCK])
