"""Записать журнал показательной школы большими порциями: уроки, клетки, отметки за период, летопись."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

from letopis.acts.models import Carrier
from letopis.conditions.models import Condition
from letopis.control.models import Remark
from letopis.demo.craft.facts import (
    AttainmentRow,
    ClosingRow,
    ConditionRow,
    Correction,
    DocumentRow,
    EntryRow,
    Facts,
    LessonRow,
    MarkCorrection,
    MarkRow,
    OrderRow,
    PointsRow,
    RemarkRow,
    StageRow,
    TotalRow,
    WorkRow,
)
from letopis.demo.craft.handout import AttachedRow, FileRow
from letopis.demo.craft.kept import CarrierRow
from letopis.demo.craft.plans import TopicRow
from letopis.demo.craft.weekly import ChangeRow, SlotRow
from letopis.files.models import KeptFile
from letopis.journal.models import (
    AbsenceDocument,
    AbsenceTotal,
    Attainment,
    CorrectionOrder,
    Entry,
    HomeworkFile,
    Lesson,
    PageStage,
    PeriodClosing,
    PeriodMark,
    Work,
    WorkPoints,
)
from letopis.planning.models import PlanTopic
from letopis.timetable.models import Change, Slot
from letopis.trace.actions import record_lines
from letopis.trace.craft.leaf import Line

BATCH = 20_000
Row = tuple[Any, ...]


class _Table(NamedTuple):
    """A table, the columns of its rows and the names of those that hold days and moments."""

    model: type[Model]
    columns: tuple[str, ...]
    days: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()


_TABLES = (
    _Table(Lesson, LessonRow._fields, days=("date",)),
    _Table(Entry, EntryRow._fields),
    _Table(PeriodMark, MarkRow._fields),
    _Table(Attainment, AttainmentRow._fields),
    _Table(Work, WorkRow._fields),
    _Table(WorkPoints, PointsRow._fields),
    _Table(PeriodClosing, ClosingRow._fields, moments=("closed_at",)),
    _Table(PageStage, StageRow._fields, moments=("moved_at",)),
    _Table(
        CorrectionOrder,
        OrderRow._fields,
        days=("issued_on", "starts", "ends"),
        moments=("entered_at",),
    ),
    _Table(AbsenceTotal, TotalRow._fields),
    _Table(Slot, SlotRow._fields, days=("starts",)),
    _Table(Change, ChangeRow._fields, days=("date",)),
    _Table(PlanTopic, TopicRow._fields),
    _Table(KeptFile, FileRow._fields, moments=("at",)),
    _Table(HomeworkFile, AttachedRow._fields, moments=("added_at",)),
    _Table(Carrier, CarrierRow._fields, days=("decided_on", "starts"), moments=("entered_at",)),
    _Table(
        AbsenceDocument,
        DocumentRow._fields,
        days=("starts", "ends", "issued_on"),
        moments=("entered_at",),
    ),
    _Table(Condition, ConditionRow._fields, days=("starts", "ends", "issued_on"), moments=("entered_at",)),
    _Table(Remark, RemarkRow._fields, days=("due",), moments=("made_at", "answered_at", "closed_at")),
)
_CORRECT_ENTRY = (
    "UPDATE journal_entry SET value = %s, marks_sum = %s, marks_count = %s, is_corrected = %s WHERE id = %s"
)
_CORRECT_MARK = (
    "UPDATE journal_periodmark SET value = %s, by_calculation = %s, reason = %s, is_corrected = %s "
    "WHERE id = %s"
)


class Writer:
    """Gathers facts and writes them in big portions."""

    def __init__(self) -> None:
        self.rows: tuple[list[Row], ...] = tuple([] for _ in _TABLES)
        self.lines: list[Line] = []
        self.corrections: list[Correction] = []
        self.mark_corrections: list[MarkCorrection] = []

    def take(self, facts: Facts) -> None:
        """Take a day's facts; write when there are enough."""
        found: tuple[Sequence[Row], ...] = (
            facts.lessons,
            facts.entries,
            facts.marks,
            facts.attainments,
            facts.works,
            facts.points,
            facts.closings,
            facts.stages,
            facts.orders,
            facts.totals,
            facts.slots,
            facts.changes,
            facts.topics,
            facts.files,
            facts.attached,
            facts.carriers,
            facts.documents,
            facts.conditions,
            facts.remarks,
        )
        for rows, new in zip(self.rows, found, strict=True):
            rows.extend(new)
        self.lines.extend(facts.lines)
        self.corrections.extend(facts.corrections)
        self.mark_corrections.extend(facts.mark_corrections)
        if len(self.lines) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered, lessons before their cells, corrections last."""
        for table, rows in zip(_TABLES, self.rows, strict=True):
            _insert(table, rows)
            rows.clear()
        with connection.cursor() as cursor:
            cells = [(*one[:3], True, one.entry_id) for one in self.corrections]
            cursor.executemany(_CORRECT_ENTRY, cells)
            marks = [(*one[:3], True, one.mark_id) for one in self.mark_corrections]
            cursor.executemany(_CORRECT_MARK, marks)
        record_lines(self.lines)
        self.lines.clear()
        self.corrections.clear()
        self.mark_corrections.clear()


def _insert(table: _Table, rows: list[Row]) -> None:
    if not rows:
        return
    name = connection.ops.quote_name(table.model._meta.db_table)  # noqa: SLF001 - Django's documented door to the table's name
    columns = ", ".join(map(connection.ops.quote_name, table.columns))
    sql = f"INSERT INTO {name} ({columns}) VALUES ({', '.join(['%s'] * len(table.columns))})"  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        cursor.executemany(sql, _adapted(table, rows))


def _adapted(table: _Table, rows: list[Row]) -> list[Row]:
    """Days and moments as the database takes them."""
    ops = connection.ops
    adapters: dict[int, Callable[[Any], Any]] = {
        **{table.columns.index(name): ops.adapt_datefield_value for name in table.days},
        **{table.columns.index(name): ops.adapt_datetimefield_value for name in table.moments},
    }
    if not adapters:
        return rows
    found = []
    for row in rows:
        values = list(row)
        for place, adapt in adapters.items():
            values[place] = adapt(values[place])
        found.append(tuple(values))
    return found
