"""Справочник: исправленная версия, исправленная или подтверждённая строка; прежние остаются (п. 1.6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from letopis.regulation.refusals import Refused
from letopis.school.craft import reference
from letopis.school.craft.changing import row_with
from letopis.school.models import Reference
from letopis.school.queries import forget, reference_data
from letopis.trace.actions import record

READERS = {
    "production_calendar": reference.calendar_of,
    "oge": lambda data: (reference.mark_scales_of(data), reference.pass_scales_of(data)),
    "gve": reference.mark_scales_of,
    "ege": reference.point_scales_of,
    "vpr": reference.mark_scales_of,
    "exam_sets": reference.exam_sets_of,
    "medals": lambda data: reference.medals_of(data, date.max),
    "entrance": lambda data: reference.entrance_of(data, date.max),
    "gto": reference.gto_of,
    "retention": reference.retention_of,
}


@transaction.atomic
def put_reference(name: str, data: Mapping[str, Any], source: str, *, by: int) -> Reference:
    """Put a corrected version of a reference into use; the earlier versions stay readable.

    Args:
        name: one of the references the program knows.
        data: the whole reference, as read from its TOML.
        source: on what ground it was changed.
        by: who acts.

    Raises:
        Refused: reference.unknown, reference.no_source, reference.malformed, scale.malformed.
    """
    if name not in READERS:
        raise Refused("reference.unknown", "", name=name)
    if not source.strip():
        raise Refused("reference.no_source", "1.6")
    READERS[name](data)
    last = Reference.objects.filter(name=name).order_by("-version").first()
    version = (last.version if last else 0) + 1
    plain = reference.as_json(data)
    made = Reference.objects.create(
        name=name, version=version, data=plain, source=source.strip(), by=by, at=timezone.now()
    )
    after = {"name": name, "version": version, "data": plain}
    record("school.put_reference", by=by, about=(made.ref, 0), after=after, why=source, clause="1.6")
    transaction.on_commit(forget)
    return made


def correct_row(
    name: str, group: str, place: int, changes: Mapping[str, str], source: str, *, by: int
) -> Reference:
    """Correct a row, or confirm it as it stands; the ground is the school's own reading of the act.

    Args:
        name: the reference.
        group: the table in it.
        place: place of the row in the table.
        changes: values as typed: "year", "from.3"; what is not named stays.
        source: the ground; it becomes the row's source.
        by: who acts.

    Raises:
        Refused: reference.unknown, reference.no_source, reference.no_row, reference.bad_value and those of
            `put_reference`.
    """
    data, rows = _rows(name, group)
    if not 0 <= place < len(rows):
        raise Refused("reference.no_row", "", name=name)
    row = {**row_with(rows[place], changes), "is_proven": True, "source": source.strip()}
    data[group] = [*rows[:place], row, *rows[place + 1 :]]
    return put_reference(name, data, source, by=by)


def confirm_rows(name: str, group: str, source: str, *, by: int) -> Reference:
    """Confirm every row of a table that waits for it, on one ground.

    Raises:
        Refused: reference.unknown, reference.no_source, reference.no_row.
    """
    data, rows = _rows(name, group)
    proven = {"is_proven": True, "source": source.strip()}
    data[group] = [row if row.get("is_proven", True) else {**row, **proven} for row in rows]
    if data[group] == rows:
        raise Refused("reference.no_row", "", name=name)
    return put_reference(name, data, source, by=by)


def _rows(name: str, group: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if name not in READERS:
        raise Refused("reference.unknown", "", name=name)
    data = dict(reference_data(name))
    rows = data.get(group)
    if not isinstance(rows, list):
        raise Refused("reference.no_row", "", name=name)
    return data, rows
