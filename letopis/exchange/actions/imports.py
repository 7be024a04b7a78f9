"""Загрузить список: проверить без записи, записать одним действием, отменить целиком (п. 1.6)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from typing import Protocol

from django.db import connection, transaction
from django.utils import timezone

from letopis.exchange.actions.writing import Writer
from letopis.exchange.craft import oneroster
from letopis.exchange.craft.fields import clean
from letopis.exchange.craft.kinds import Recognised, cells_of, name_columns, recognise, unfolded
from letopis.exchange.craft.known import Known
from letopis.exchange.craft.lists import KINDS, PLAN, TIMETABLE
from letopis.exchange.craft.outcome import VERDICTS, Outcome, counts
from letopis.exchange.craft.planning import Plan, check_columns, plan_of, walk
from letopis.exchange.craft.tables import Line, read_grid
from letopis.exchange.craft.topic_plan import TopicPlan
from letopis.exchange.craft.week_plan import week_plan
from letopis.exchange.craft.workbooks import other_sheets
from letopis.exchange.models import Import, ImportChange, ImportRow, ImportTable
from letopis.exchange.queries import (
    constants_of,
    known_on,
    known_works,
    plan_topics,
    tables_of,
    week_known,
    year_of,
)
from letopis.people import actions as people
from letopis.people.actions.accounts import Issued
from letopis.people.actions.employees import THINGS as PEOPLE_THINGS
from letopis.planning import actions as planning
from letopis.planning.actions.lists import THINGS as PLANNING_THINGS
from letopis.regulation.refusals import Refused
from letopis.school import actions as school
from letopis.school.actions import Written
from letopis.school.models import Course
from letopis.timetable import actions as timetable
from letopis.timetable.actions.lists import THINGS as TIMETABLE_THINGS
from letopis.trace.actions import record

Tick = Callable[[], object]


class TakeBack(Protocol):
    """A room takes back what an import wrote into it."""

    def __call__(self, written: Sequence[Written], *, by: int) -> None:
        """Undo it all or refuse."""


_ROOMS: tuple[tuple[Container[str], TakeBack], ...] = (
    (PEOPLE_THINGS, people.take_back),
    (PLANNING_THINGS, planning.take_back),
    (TIMETABLE_THINGS, timetable.take_back),
)
_BATCH = 1_000
_LONGEST_NAME = 200
_ONE_IMPORT = 0x1E70716  # advisory lock number of the one import that is being written


def _still() -> None:
    """No progress is shown."""


@transaction.atomic
def take_file(
    file_name: str,
    data: bytes,
    kind: str = "",
    *,
    on: date,
    by: int,
    course: Course | None = None,
    tick: Tick = _still,
) -> Import:
    """Read a file and work out what each row would come to; nothing of the lists is written yet.

    Args:
        file_name: as the person's machine calls it.
        data: content of the file.
        kind: kind of list, "" to tell it by the headers.
        on: the day.
        by: who acts.
        course: the one page of the register the list is about, None for any.
        tick: called after each row.

    Raises:
        Refused: import.… if the file is no list at all, import.no_year.
    """
    lists, remarks = _read(data, kind)
    known = known_on(on, year_of(course, on), course)
    act = Import.objects.create(
        course=course,
        file_name=clean(file_name)[-_LONGEST_NAME:] or "—",
        digest=hashlib.sha256(data).hexdigest(),
        by=by,
        at=timezone.now(),
        remarks=remarks,
    )
    for rank, one in enumerate(lists):
        _store(act, rank, one, known, tick)
    _sum_up(act)
    after = {"file": act.file_name, "sha256": act.digest, "counts": act.counts}
    record("exchange.take_file", by=by, about=(act.ref, 0), after=after)
    return act


def _read(data: bytes, kind: str) -> tuple[list[Recognised], list[oneroster.Remark]]:
    if oneroster.is_archive(data):
        roster = oneroster.read_archive(data)
        if not roster.lists:
            raise Refused("import.empty")
        return roster.lists, roster.remarks
    found = recognise(read_grid(data), kind)
    table, columns = unfolded(found.table, found.columns)
    if not table.lines:
        raise Refused("import.empty")
    return [Recognised(found.kind, table, columns)], _left_out(data)


def _left_out(data: bytes) -> list[oneroster.Remark]:
    """A word about sheets of a workbook that were not read."""
    names = other_sheets(data)
    return [("import.other_sheets", {"sheets": ", ".join(f"«{name}»" for name in names)})] if names else []


def _store(act: Import, rank: int, one: Recognised, known: Known, tick: Tick) -> None:
    table = ImportTable.objects.create(
        act=act,
        rank=rank,
        kind=one.kind,
        headers=list(one.table.headers),
        columns=_keyed(one.columns),
        constants=constants_of(act.course) if act.course else {},
    )
    rows = [ImportRow(table=table, line=line.number, cells=list(line.cells)) for line in one.table.lines]
    _walk_rows(table, rows, known, tick)
    ImportRow.objects.bulk_create(rows, batch_size=_BATCH)


def _keyed(columns: Mapping[int, str]) -> dict[str, str]:
    return {str(number): name for number, name in columns.items()}


@transaction.atomic
def name_table(
    table: ImportTable,
    kind: str,
    columns: Mapping[int, str],
    constants: Mapping[str, str],
    *,
    on: date,
    by: int,
) -> None:
    """Correct by hand what a table's columns mean, and work the rows out anew.

    Args:
        table: table of a checked import.
        kind: kind of list; if it changes, columns are recognised anew by its headers.
        columns: number of a column → field.
        constants: field → one value for all rows.
        on: the day.
        by: who acts.

    Raises:
        Refused: import.already_applied.
    """
    act = _held(table.act_id, Import.DRY, "import.already_applied")
    before = {"kind": table.kind, "columns": table.columns}
    if act.course:
        kind, constants = table.kind, {**constants, **constants_of(act.course)}
    if kind != table.kind:
        columns = name_columns(KINDS[kind], table.headers)
    table.kind, table.columns, table.constants = kind, _keyed(columns), dict(constants)
    table.save()
    _walk_all(act, on)
    after = {"kind": table.kind, "columns": table.columns}
    record("exchange.name_table", by=by, about=(act.ref, 0), before=before, after=after)


@transaction.atomic
def apply(act: Import, *, on: date, by: int, tick: Tick = _still) -> Import:
    """Write the good rows of a checked import; refused rows stay out and keep their reason.

    The rows are worked out anew first: what was good at the check may not be good now.

    Raises:
        Refused: import.already_applied, import.nothing_good, import.columns_missing.
    """
    held = _held(act.pk, Import.DRY, "import.already_applied")
    year = year_of(held.course, on)
    writer = Writer(year, by=by)
    for table in tables_of(held):
        check_columns(table.kind, columns_of(table), table.constants)
        plan = _walk_table(table, known_on(on, year, held.course), tick)
        writer.carry_out(plan)
    if not writer.written:
        raise Refused("import.nothing_good")
    _sum_up(held)
    held.state, held.applied_at = Import.APPLIED, timezone.now()
    held.save()
    changes = [ImportChange(act=held, **one._asdict()) for one in writer.written]
    ImportChange.objects.bulk_create(changes, batch_size=_BATCH)
    record("exchange.apply", by=by, about=(held.ref, year.ref), after=_summary(held), clause="1.6")
    return held


@transaction.atomic
def undo(act: Import, *, by: int) -> Import:
    """Take an import back as one act, if nothing it wrote was changed or used since.

    Raises:
        Refused: import.not_applied, import.changed_since, import.used_since.
    """
    held = _held(act.pk, Import.APPLIED, "import.not_applied")
    columns = ("thing", "number", "before", "after")
    written = [Written(*row) for row in held.changes.order_by("id").values_list(*columns)]
    before = _summary(held)
    for take_back, part in _runs(written):
        take_back(part, by=by)
    held.state, held.undone_at = Import.UNDONE, timezone.now()
    held.save()
    record("exchange.undo", by=by, about=(held.ref, 0), before=before, clause="1.6")
    return held


def _runs(written: Sequence[Written]) -> list[tuple[TakeBack, list[Written]]]:
    """What was written cut into parts of one room each, the newest part first, with what takes them back."""
    runs: list[tuple[TakeBack, list[Written]]] = []
    for one in written:
        take_back = next((deed for things, deed in _ROOMS if one.thing in things), school.take_back)
        if not runs or runs[-1][0] is not take_back:
            runs.append((take_back, []))
        runs[-1][1].append(one)
    return runs[::-1]


@transaction.atomic
def discard(act: Import, *, by: int) -> None:
    """Throw a checked import away with its rows; what was written cannot be thrown away, only undone.

    Raises:
        Refused: import.already_applied.
    """
    held = _held(act.pk, Import.DRY, "import.already_applied")
    record("exchange.discard", by=by, about=(held.ref, 0), before={"sha256": held.digest})
    held.delete()


@transaction.atomic
def issue_passwords(act: Import, *, by: int) -> list[Issued]:
    """New start passwords for the accounts an import opened and nobody has entered yet.

    Raises:
        Refused: import.not_applied, import.no_passwords.
    """
    held = _held(act.pk, Import.APPLIED, "import.not_applied")
    accounts = held.changes.filter(thing="account").values_list("number", flat=True)
    issued = people.issue_passwords(accounts, by=by)
    if not issued:
        raise Refused("import.no_passwords")
    record("exchange.issue_passwords", by=by, about=(held.ref, 0), after={"count": len(issued)})
    return issued


def columns_of(table: ImportTable) -> dict[int, str]:
    """What each column of a table means."""
    return {int(number): name for number, name in table.columns.items()}


def _held(number: int, state: str, otherwise: str) -> Import:
    """The import in the state it must be in, held so that no second import is written meanwhile."""
    if connection.vendor == "postgresql":  # SQLite has one writer anyway
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_IMPORT])
    act = Import.objects.filter(pk=number).first()
    if act is None or act.state != state:
        raise Refused(otherwise)
    return act


def _walk_all(act: Import, on: date) -> None:
    """Work out all rows; tables are held one after another against the same knowledge."""
    known = known_on(on, year_of(act.course, on), act.course)
    for table in tables_of(act):
        _walk_table(table, known, _still)
    _sum_up(act)


def _walk_table(table: ImportTable, known: Known, tick: Tick) -> Plan:
    rows = list(table.rows.order_by("id"))
    before = [(row.verdict, row.code, row.facts) for row in rows]
    plan = _walk_rows(table, rows, known, tick)
    other = [row for row, old in zip(rows, before, strict=True) if (row.verdict, row.code, row.facts) != old]
    ImportRow.objects.bulk_update(other, ["verdict", "code", "facts"], batch_size=300)
    return plan


def _walk_rows(table: ImportTable, rows: Sequence[ImportRow], known: Known, tick: Tick) -> Plan:
    """Put each row's outcome beside it; a row that says nothing has none."""
    columns = columns_of(table)
    lines = [Line(row.line, tuple(row.cells)) for row in rows]
    cells = [cells_of(line, columns, table.constants) for line in lines if cells_of(line, columns, {})]
    plan = plan_of(table.kind, known, columns.values(), _others(known, cells))
    try:
        check_columns(table.kind, columns, table.constants)
        outcomes = iter(walk(plan, lines, columns, table.constants, tick))
    except Refused:
        outcomes = iter(())  # the page says which columns are missing
    outcome = next(outcomes, None)
    for row in rows:
        row.verdict, row.code, row.facts = "", "", {}
        if outcome is not None and outcome.line == row.line:
            row.verdict, row.code, row.facts = outcome.verdict, outcome.code, outcome.facts
            outcome = next(outcomes, None)
    return plan


def _others(known: Known, cells: Sequence[Mapping[str, str]]) -> dict[str, Callable[[], Plan]]:
    """Lists that are held against what their own rooms keep."""
    return {
        PLAN: lambda: TopicPlan(known, plan_topics, known_works(known.on)),
        TIMETABLE: lambda: week_plan(known, week_known(known.starts), cells),
    }


def _sum_up(act: Import) -> None:
    rows = ImportRow.objects.filter(table__act=act).exclude(verdict="").values_list("line", "verdict")
    act.counts = counts(Outcome(line, verdict) for line, verdict in rows)
    act.save(update_fields=["counts"])


def _summary(act: Import) -> dict[str, object]:
    numbers = {verdict: act.counts.get(verdict, 0) for verdict in VERDICTS}
    return {"file": act.file_name, "sha256": act.digest, "counts": numbers}
