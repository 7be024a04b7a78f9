"""Справочники для страницы: строки, источник, что ещё не подтверждено, история."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from letopis.acts.craft.words import TABLES, cell_text, column_name
from letopis.people.queries import names_of
from letopis.regulation.access import Standing
from letopis.school.craft.changing import KEPT
from letopis.school.craft.reference import NAMES, calendar_of
from letopis.school.queries import reference_data, reference_versions
from letopis.screen.craft.duties import KNOWN, Duty

CALENDAR = "production_calendar"


@dataclass(frozen=True)
class Row:
    """One row of a reference.

    Attributes:
        place: its place in its group.
        cells: values as texts, in the order of the group's columns.
        is_proven: the source was read, or the school confirmed it.
    """

    place: int
    cells: tuple[str, ...]
    source: str
    is_proven: bool


@dataclass(frozen=True)
class Group:
    """Rows of one kind in a reference.

    Attributes:
        key: its name in the data, name: as the page calls it.
    """

    key: str
    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def waiting(self) -> int:
        """How many rows wait for the school's check."""
        return sum(not row.is_proven for row in self.rows)

    @property
    def lines(self) -> list[tuple[Row, list[tuple[str, str]]]]:
        """Each row with its values under the names of their columns."""
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]


@dataclass(frozen=True)
class Version:
    """A version the school put in."""

    version: int
    at: object
    who: str
    source: str


def reference_titles() -> list[tuple[str, str, int]]:
    """Every reference: name, title, how many rows wait for the school's check."""
    found = []
    for name in NAMES:
        data = reference_data(name)
        waiting = sum(not row.get("is_proven", True) for rows in _tables(data).values() for row in rows)
        found.append((name, str(data.get("title", name)), waiting))
    return found


def reference_duties(_standing: Standing) -> Iterator[Duty]:
    """Rows of the references that nobody has confirmed yet."""
    waiting = [(name, rows) for name, _title, rows in reference_titles() if rows]
    if waiting:
        rows = sum(count for _name, count in waiting)
        text = ngettext(
            "%(number)d строка справочников не проверена",
            "%(number)d строк справочников не проверены",
            rows,
        )
        more = _("сверьте с приказами и подтвердите")
        yield Duty(KNOWN, text % {"number": rows}, reverse("acts:reference", args=[waiting[0][0]]), more)


def _tables(data: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {key: rows for key, rows in data.items() if isinstance(rows, list) and rows}


def groups_of(name: str, data: Mapping[str, Any]) -> list[Group]:
    """A reference as tables; the calendar tells the working days of each year."""
    groups = [_group(key, rows) for key, rows in _tables(data).items()]
    return [
        _with_sums(group, data) if (name, group.key) == (CALENDAR, "years") else group for group in groups
    ]


def _group(key: str, rows: list[dict[str, Any]]) -> Group:
    columns = tuple(dict.fromkeys(column for row in rows for column in row if column not in KEPT))
    return Group(
        key,
        str(TABLES.get(key, key)),
        tuple(column_name(column) for column in columns),
        tuple(
            Row(
                place,
                tuple(cell_text(column, row[column]) if column in row else "" for column in columns),
                str(row.get("source", row.get("article", ""))),
                bool(row.get("is_proven", True)),
            )
            for place, row in enumerate(rows)
        ),
    )


def _with_sums(group: Group, data: Mapping[str, Any]) -> Group:
    calendar = calendar_of(data)
    years = [int(row["year"]) for row in data["years"]]
    sums = [sum(calendar.working_days(year, month) for month in range(1, 13)) for year in years]
    rows = [
        Row(row.place, (*row.cells, str(days)), row.source, row.is_proven)
        for row, days in zip(group.rows, sums, strict=True)
    ]
    return Group(group.key, group.name, (*group.columns, _("Рабочих дней")), tuple(rows))


def versions_of(name: str) -> list[Version]:
    """The school's own versions, the newest first."""
    found = reference_versions(name)
    names = names_of(one.by for one in found)
    return [Version(one.version, one.at, names.get(one.by, ""), one.source) for one in found]
