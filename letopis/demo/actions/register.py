"""Записать журнал показательной школы большими порциями: уроки, клетки, отметки за период, летопись."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from letopis.demo.craft.facts import (
    ClosingRow,
    Correction,
    EntryRow,
    Facts,
    LessonRow,
    MarkCorrection,
    MarkRow,
    TotalRow,
)
from letopis.journal.models import AbsenceTotal, Entry, Lesson, PeriodClosing, PeriodMark
from letopis.trace.actions import record_lines
from letopis.trace.craft.leaf import Line

BATCH = 20_000
_TABLES: dict[type[tuple[Any, ...]], type[Any]] = {
    LessonRow: Lesson,
    EntryRow: Entry,
    MarkRow: PeriodMark,
    ClosingRow: PeriodClosing,
    TotalRow: AbsenceTotal,
}
_CORRECT_ENTRY = (
    "UPDATE journal_entry SET value = %s, marks_sum = %s, marks_count = %s, is_corrected = %s WHERE id = %s"
)
_CORRECT_MARK = (
    "UPDATE journal_periodmark SET value = %s, by_calculation = %s, reason = %s, is_corrected = %s WHERE id = %s"
)


class Writer:
    """Gathers facts and writes them in big portions."""

    def __init__(self) -> None:
        self.rows: dict[type[tuple[Any, ...]], list[tuple[Any, ...]]] = {kind: [] for kind in _TABLES}
        self.lines: list[Line] = []
        self.corrections: list[Correction] = []
        self.mark_corrections: list[MarkCorrection] = []

    def take(self, facts: Facts) -> None:
        """Take a day's facts; write when there are enough."""
        found = (facts.lessons, facts.entries, facts.marks, facts.closings, facts.totals)
        for kind, rows in zip(_TABLES, found, strict=True):
            self.rows[kind].extend(rows)
        self.lines.extend(facts.lines)
        self.corrections.extend(facts.corrections)
        self.mark_corrections.extend(facts.mark_corrections)
        if len(self.lines) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered, lessons before their cells, corrections last."""
        for kind, rows in self.rows.items():
            _insert(kind, rows)
            rows.clear()
        with connection.cursor() as cursor:
            cursor.executemany(
                _CORRECT_ENTRY, [(*one[:3], True, one.entry_id) for one in self.corrections]
            )
            cursor.executemany(
                _CORRECT_MARK, [(*one[:3], True, one.mark_id) for one in self.mark_corrections]
            )
        record_lines(self.lines)
        for gathered in (self.lines, self.corrections, self.mark_corrections):
            gathered.clear()


def _insert(kind: type[tuple[Any, ...]], rows: Sequence[tuple[Any, ...]]) -> None:
    if not rows:
        return
    table = _TABLES[kind]._meta.db_table  # noqa: SLF001 - Django's documented door to the table's name
    columns = kind._fields  # type: ignore[attr-defined] # every row is a NamedTuple, which tuple does not say
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        cursor.executemany(sql, _adapted(kind, rows))


def _adapted(kind: type[tuple[Any, ...]], rows: Sequence[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    """Days and moments as the database takes them."""
    if kind is LessonRow:
        day = connection.ops.adapt_datefield_value
        return [(*row[:2], day(row[2]), *row[3:]) for row in rows]
    if kind is ClosingRow:
        moment = connection.ops.adapt_datetimefield_value
        return [(*row[:2], moment(row[2]), *row[3:]) for row in rows]
    return rows
