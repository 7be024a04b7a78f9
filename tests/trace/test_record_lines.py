"""Записи, внесённые разом, неотличимы от внесённых по одной: та же соль, тот же лист, та же сверка."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from letopis.trace import actions as trace
from letopis.trace.craft.leaf import SALT_BYTES, Line, body_of, leaf_hash, moment_text
from letopis.trace.models import TraceRecord
from letopis.trace.queries import verified

AT = datetime(2025, 3, 14, 15, 9, 26, 535_897, tzinfo=UTC)
BODY = body_of(None, {"value": "5"}, "проверено", "3.7")
LINES = [
    Line(AT.replace(minute=minute), 7, "demo.tried", 11, minute, BODY, bytes([minute]) * SALT_BYTES)
    for minute in range(3)
]


def write() -> list[TraceRecord]:
    """Write the lines and read them back."""
    with transaction.atomic():
        trace.record_lines(LINES)
    return list(TraceRecord.objects.order_by("id"))


@pytest.mark.django_db
def test_what_is_written_is_what_was_made() -> None:
    found = [
        (one.at, one.by, one.deed, one.subject, one.object, one.body, bytes(one.salt or b""))
        for one in write()
    ]
    assert found == [tuple(line) for line in LINES]


@pytest.mark.django_db
def test_a_leaf_is_that_of_a_single_record() -> None:
    for one, line in zip(write(), LINES, strict=True):
        head = (moment_text(line.at), line.by, line.deed, line.subject, line.object)
        assert bytes(one.leaf) == leaf_hash(line.salt, head, line.body)


@pytest.mark.django_db
def test_what_was_written_at_once_is_sealed_and_verified() -> None:
    write()
    sealed = trace.seal()
    assert sealed is not None
    assert sealed.size == len(LINES)
    assert verified().holds


@pytest.mark.django_db(transaction=True)
def test_nothing_is_written_outside_the_transaction_of_the_facts() -> None:
    with pytest.raises(TransactionManagementError):
        trace.record_lines(LINES)
    assert not TraceRecord.objects.exists()
