"""База сама не даёт изменить или удалить записанное; сверка называет то, что тронули в обход."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from letopis.journal.models import Entry
from letopis.trace import actions as trace
from letopis.trace.models import Checkpoint, DestructionPermit, TraceRecord
from letopis.trace.queries import verified
from tests.cast import Cast, saved

Enter = Callable[[str], Client]


@pytest.fixture
def marked(cast: Cast, enter: Enter) -> Entry:
    """One mark stands and is sealed."""
    body = {"lesson": cast.lesson.pk, "student": cast.anna.pk, "old": "", "new": "4", "reason": ""}
    saved(enter("teacher").post(f"/journal/{cast.algebra.pk}/cell/", body, content_type="application/json"))
    trace.seal()
    return Entry.objects.get()


def run(sql: str) -> None:
    """What somebody with the database file would do."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE trace_tracerecord SET body = '{}'",
        "UPDATE trace_tracerecord SET position = position + 1",
        "UPDATE trace_tracerecord SET body = NULL, salt = NULL",
        'UPDATE trace_tracerecord SET "by" = 7',
        "DELETE FROM trace_tracerecord",
        "UPDATE trace_checkpoint SET size = 1",
        "DELETE FROM trace_checkpoint",
    ],
)
def test_the_database_refuses_to_change_what_was_recorded(marked: Entry, sql: str) -> None:
    with pytest.raises(DatabaseError, match="never changed"):
        run(sql)
    assert verified().holds


def test_a_record_waiting_for_its_seal_is_not_changed_either(marked: Entry, cast: Cast) -> None:
    with transaction.atomic():
        trace.record("journal.put_mark", by=1, about=(1, 2), after={"value": "5"})
    with pytest.raises(DatabaseError, match="never changed"):
        run("UPDATE trace_tracerecord SET body = '{}' WHERE position IS NULL")


def test_only_lawful_destruction_empties_a_record_and_the_tree_still_verifies(marked: Entry) -> None:
    DestructionPermit.objects.create(act=1, at=timezone.now())
    with transaction.atomic():
        TraceRecord.objects.filter(object=marked.lesson.ref, subject=marked.student.ref).update(
            body=None, salt=None
        )
        Entry.objects.all().delete()
    assert verified().holds


def test_a_mark_edited_past_the_program_is_named(marked: Entry) -> None:
    run("UPDATE journal_entry SET value = '5', marks_sum = 5")
    first = verified().findings[0]
    assert first == "Авдеева Анна, 7 «А», Алгебра, урок 21.10.2026: стоит «5», а в летописи «4»."


def test_a_mark_slipped_in_past_the_program_is_named(marked: Entry, cast: Cast) -> None:
    Entry.objects.create(lesson=cast.lesson, student=cast.boris, value="5", marks_sum=5, marks_count=1)
    assert verified().findings == [
        "Белов Борис, 7 «А», Алгебра, урок 21.10.2026: стоит «5», а в летописи этого нет."
    ]


def test_a_mark_removed_past_the_program_is_named(marked: Entry) -> None:
    run("DELETE FROM journal_entry")
    assert "в летописи «4», а на месте ничего не стоит" in verified().findings[0]


def test_a_forged_seal_is_named(marked: Entry) -> None:
    last = Checkpoint.objects.get()
    Checkpoint.objects.create(
        size=last.size + 5, root=b"x" * 32, peaks=b"", note=last.note, at=timezone.now()
    )
    assert "Записей меньше, чем под печатью" in verified().findings[0]


def test_a_trace_is_written_in_the_transaction_of_its_fact(transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        trace.record("journal.put_mark", by=1, about=(1, 2))


def test_sealing_takes_every_record_whatever_its_number_and_nothing_twice(marked: Entry) -> None:
    with transaction.atomic():
        for value in "345":
            trace.record("journal.other", by=1, about=(1, 2), after={"value": value})
    assert trace.seal() is not None
    assert trace.seal() is None
    places = sorted(TraceRecord.objects.values_list("position", flat=True))
    assert places == list(range(len(places)))


def test_a_seal_is_a_note_any_witness_can_read(marked: Entry) -> None:
    note = Checkpoint.objects.get().note
    text, signature = note.split("\n\n")
    assert text.split("\n")[1] == str(TraceRecord.objects.count())
    assert signature.startswith("— ")


def test_a_refused_fact_leaves_neither_row_nor_record(cast: Cast, enter: Enter, monkeypatch: Any) -> None:
    """The trace cannot be written: then the mark is not there either."""
    before = TraceRecord.objects.count()
    monkeypatch.setattr("letopis.trace.models.TraceRecord.objects.bulk_create", _full_disk)
    client = enter("teacher")
    client.raise_request_exception = False
    body = {"lesson": cast.lesson.pk, "student": cast.anna.pk, "old": "", "new": "4", "reason": ""}
    assert (
        client.post(f"/journal/{cast.algebra.pk}/cell/", body, content_type="application/json").status_code
        == 500
    )
    assert (Entry.objects.count(), TraceRecord.objects.count()) == (0, before)


def _full_disk(*_rows: Any, **_columns: Any) -> None:
    raise DatabaseError("disk full")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["once", "again"])
def test_a_story_that_commits_leaves_an_empty_and_guarded_database(time: str) -> None:
    assert not TraceRecord.objects.exists()
    with transaction.atomic():
        trace.record("journal.put_mark", by=1, about=(1, 2), after={"value": time})
    with pytest.raises(DatabaseError, match="never changed"):
        run("DELETE FROM trace_tracerecord")
