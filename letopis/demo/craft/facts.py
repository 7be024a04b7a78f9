"""Что прибавилось за день: строки журнала и записи летописи о них, готовые к записи в базу."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from random import Random
from typing import NamedTuple

from letopis.demo.craft.handout import AttachedRow, FileRow
from letopis.demo.craft.kept import CarrierRow
from letopis.demo.craft.plans import TopicRow
from letopis.demo.craft.weekly import ChangeRow, SlotRow
from letopis.journal.craft import facts
from letopis.regulation.marks import Scale, parse_cell
from letopis.trace.craft.leaf import SALT_BYTES, Line, body_of

CLAUSE, LESSON_CLAUSE = "3.7", "3.4"
NOTE_LATER = timedelta(milliseconds=1)  # a note is written after its cell


class LessonRow(NamedTuple):
    """A lesson; columns of `journal_lesson`."""

    id: int
    ref: int
    date: date
    number: int
    topic: str
    homework: str
    course_id: int
    work_type_id: int | None
    is_planned: bool = False


class EntryRow(NamedTuple):
    """A cell; columns of `journal_entry`."""

    id: int
    value: str
    marks_sum: int
    marks_count: int
    absence: str
    is_corrected: bool
    is_expected: bool
    note: str
    lesson_id: int
    student_id: int


class MarkRow(NamedTuple):
    """A period mark; columns of `journal_periodmark`."""

    id: int
    value: str
    by_calculation: bool
    reason: str
    is_corrected: bool
    course_id: int
    period_id: int
    student_id: int
    not_attested: str = ""


class AttainmentRow(NamedTuple):
    """What is told where there are no marks; columns of `journal_attainment`."""

    id: int
    level: str
    text: str
    is_corrected: bool
    course_id: int
    period_id: int
    student_id: int


class WorkRow(NamedTuple):
    """Criteria of a work; columns of `journal_work`."""

    id: int
    lesson_id: int
    criteria: str
    table: str


class PointsRow(NamedTuple):
    """A pupil's points of a work; columns of `journal_workpoints`."""

    id: int
    points: str
    student_id: int
    work_id: int


class ClosingRow(NamedTuple):
    """A closing; columns of `journal_periodclosing`."""

    id: int
    ref: int
    closed_at: datetime
    closed_by: int
    class_group_id: int
    period_id: int


class TotalRow(NamedTuple):
    """Absences in sum; columns of `journal_absencetotal`."""

    id: int
    missed: int
    illness: int
    excused: int
    student_id: int
    period_id: int


class DocumentRow(NamedTuple):
    """A document about absences; columns of `journal_absencedocument`."""

    id: int
    ref: int
    kind: str
    reason: str
    starts: date
    ends: date
    number: str
    issued_on: date
    note: str
    scan: str
    entered_at: datetime
    entered_by: int
    withdrawn_why: str
    student_id: int


class ConditionRow(NamedTuple):
    """A special condition; columns of `conditions_condition`."""

    id: int
    ref: int
    kind: str
    scale: str
    starts: date
    ends: date
    document: str
    number: str
    issued_on: date
    note: str
    entered_at: datetime
    entered_by: int
    lifted_why: str
    student_id: int
    subject_id: int


class RemarkRow(NamedTuple):
    """A remark on a register page; columns of `control_remark`."""

    id: int
    ref: int
    course_id: int
    kind: str
    text: str
    due: date
    state: str
    made_at: datetime
    made_by: int
    answer: str
    answered_at: datetime | None
    answered_by: int | None
    closed_at: datetime | None
    closed_by: int | None


class Correction(NamedTuple):
    """A cell changed after closing."""

    value: str
    marks_sum: int
    marks_count: int
    entry_id: int


class MarkCorrection(NamedTuple):
    """A period mark changed after closing."""

    value: str
    by_calculation: bool
    reason: str
    mark_id: int


class StageRow(NamedTuple):
    """A stage of a page; columns of `journal_pagestage`."""

    course_id: int
    period_id: int
    state: str
    moved_at: datetime
    moved_by: int
    why: str


class OrderRow(NamedTuple):
    """An order about corrections; columns of `journal_correctionorder`."""

    ref: int
    class_group_id: int
    period_id: int
    number: str
    issued_on: date
    starts: date
    ends: date
    reason: str
    for_teachers: bool
    entered_at: datetime
    entered_by: int


@dataclass
class Facts:
    """What was added; lines of the trace in the order of their moments."""

    lessons: list[LessonRow] = field(default_factory=list)
    entries: list[EntryRow] = field(default_factory=list)
    marks: list[MarkRow] = field(default_factory=list)
    attainments: list[AttainmentRow] = field(default_factory=list)
    works: list[WorkRow] = field(default_factory=list)
    points: list[PointsRow] = field(default_factory=list)
    closings: list[ClosingRow] = field(default_factory=list)
    stages: list[StageRow] = field(default_factory=list)
    orders: list[OrderRow] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    documents: list[DocumentRow] = field(default_factory=list)
    conditions: list[ConditionRow] = field(default_factory=list)
    remarks: list[RemarkRow] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    mark_corrections: list[MarkCorrection] = field(default_factory=list)
    slots: list[SlotRow] = field(default_factory=list)
    changes: list[ChangeRow] = field(default_factory=list)
    topics: list[TopicRow] = field(default_factory=list)
    files: list[FileRow] = field(default_factory=list)
    attached: list[AttachedRow] = field(default_factory=list)
    carriers: list[CarrierRow] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass
class Numbers:
    """Numbers of rows, running through all years."""

    lesson: Iterator[int] = field(default_factory=lambda: count(1))
    entry: Iterator[int] = field(default_factory=lambda: count(1))
    mark: Iterator[int] = field(default_factory=lambda: count(1))
    attainment: Iterator[int] = field(default_factory=lambda: count(1))
    work: Iterator[int] = field(default_factory=lambda: count(1))
    points: Iterator[int] = field(default_factory=lambda: count(1))
    closing: Iterator[int] = field(default_factory=lambda: count(1))
    total: Iterator[int] = field(default_factory=lambda: count(1))
    document: Iterator[int] = field(default_factory=lambda: count(1))
    condition: Iterator[int] = field(default_factory=lambda: count(1))
    remark: Iterator[int] = field(default_factory=lambda: count(1))


class Scribe:
    """Keeps the day's facts and gives them up when their day has come."""

    def __init__(self, salts: Random, numbers: Numbers, scale: Scale) -> None:
        self.salts = salts
        self.numbers = numbers
        self.facts = Facts()
        self.later: list[Line] = []
        self.read = cache(lambda value: _read(value, scale))

    def record(self, at: datetime, by: int, deed: str, about: tuple[int, int], body: str) -> None:
        """Keep a record of the trace until its day is given up."""
        self.later.append(Line(at, by, deed, about[0], about[1], body, self.salts.randbytes(SALT_BYTES)))

    def put_entry(
        self, at: datetime, by: int, lesson: LessonRow, student: tuple[int, int], cell: tuple[str, str]
    ) -> int:
        """Keep a filled cell, a value and a note, with its records; returns its number."""
        (value, note), about = cell, (student[1], lesson.ref)
        id_, (total, number, absence, expected) = next(self.numbers.entry), self.read(value)
        row = EntryRow(id_, value, total, number, absence, False, expected, note, lesson.id, student[0])  # noqa: FBT003 - a column
        self.facts.entries.append(row)
        self.record(at, by, facts.PUT_MARK, about, entry_text(value))
        if note:
            body = body_of(None, facts.note_body(note), "", LESSON_CLAUSE)
            self.record(at + NOTE_LATER, by, facts.PUT_NOTE, about, body)
        return id_

    def given_up(self, until: datetime) -> Facts:
        """Everything recorded before a moment, in its order."""
        self.later.sort()
        place = next((place for place, line in enumerate(self.later) if line.at >= until), len(self.later))
        found, self.facts = self.facts, Facts()
        found.lines, self.later = self.later[:place], self.later[place:]
        return found


def _read(value: str, scale: Scale) -> tuple[int, int, str, bool]:
    """Sum and number of the marks, absence and whether a work is expected, by the school's own reading."""
    cell = parse_cell(value, scale)
    if cell.text != value:
        raise ValueError(value)
    return sum(cell.numbers), len(cell.numbers), cell.absence, bool(cell.expected)


@cache
def entry_text(value: str) -> str:
    """Body of the record of a cell filled for the first time."""
    return body_of(None, facts.entry_body(value), "", CLAUSE)
