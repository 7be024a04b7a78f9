"""Узнавание списка: какого он вида, в какой строке заголовки, какой столбец что значит."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from letopis.exchange.craft.fields import clean, is_class, plain, read_date
from letopis.exchange.craft.lists import CURRICULUM, KINDS, PUPILS, Kind
from letopis.exchange.craft.persons import read_name
from letopis.exchange.craft.tables import Line, Table, table_below
from letopis.regulation.refusals import Refused

Columns = dict[int, str]  # number of a column → name of its field
_HEADER_WITHIN = 30  # rows above the header: titles, the school's name, dates


@dataclass(frozen=True)
class Recognised:
    """A list with its columns named as far as the program could."""

    kind: str
    table: Table
    columns: Columns


def recognise(grid: tuple[Line, ...], kind: str = "") -> Recognised:
    """The list in a grid: its kind (unless told), its header row, its columns.

    The header is the row among the first thirty with the most known names. A grid without one is all
    rows; its columns are then guessed from what stands in them.
    """
    kinds = [KINDS[kind]] if kind else list(KINDS.values())
    best = max(
        ((one, at) for one in kinds for at in range(min(len(grid), _HEADER_WITHIN))),
        key=lambda pair: (_score(pair[0], grid[pair[1]].cells), -pair[1]),
    )
    columns = name_columns(best[0], grid[best[1]].cells)
    if columns:
        return Recognised(best[0].name, table_below(grid, best[1]), columns)
    table = table_below(grid, None)
    return Recognised(kind or PUPILS, table, _by_content(table))


def _score(kind: Kind, headers: Sequence[str]) -> tuple[bool, int, int]:
    """A whole list before a part of one, then more known columns, then more of them by their own titles."""
    columns = name_columns(kind, headers)
    titles = {_spelt(field.title) for field in kind.fields}
    own = sum(_spelt(headers[number]) in titles for number in columns)
    return not kind.missing(given_fields(columns)), len(columns), own


def name_columns(kind: Kind, headers: Sequence[str]) -> Columns:
    """Columns of a kind known by their headers; each field once, the closest header first."""
    known = [_spelt(header) for header in headers]
    columns: Columns = {}
    for spelling in _spellings(kind):
        for number, header in enumerate(known):
            field = spelling.get(header)
            if field and number not in columns and field not in columns.values():
                columns[number] = field
    if kind.name == CURRICULUM and "subject" in columns.values() and "class" not in columns.values():
        columns.update(
            {number: "class_hours" for number, header in enumerate(headers) if _names_class(header)}
        )
    return columns


def _spellings(kind: Kind) -> tuple[dict[str, str], dict[str, str]]:
    titles = {_spelt(field.title): field.name for field in kind.fields}
    return titles, {_spelt(word): field.name for field in kind.fields for word in field.synonyms}


def _spelt(header: str) -> str:
    """A header to compare by; one of signs alone, as «№», is compared as it stands."""
    return plain(header) or header.strip()


def _names_class(header: str) -> bool:
    """Whether a column of a curriculum belongs to a class or to all classes of a grade."""
    return is_class(header) or (header.strip().isdigit() and 1 <= int(header) <= 12)


def given_fields(columns: Mapping[int, str]) -> list[str]:
    """Fields the columns give; a column for each class gives both the class and its hours."""
    names = list(columns.values())
    return [*names, "class", "hours"] if "class_hours" in names else names


def _by_content(table: Table) -> Columns:
    columns: Columns = {}
    for number in range(len(table.headers)):
        texts = [line.cells[number] for line in table.lines[:20] if line.cells[number]]
        for name, reads in (("class", is_class), ("birth_date", _is_date), ("full_name", _is_full_name)):
            if texts and name not in columns.values() and all(reads(text) for text in texts):
                columns[number] = name
                break
    return columns


def _is_date(text: str) -> bool:
    try:
        return read_date(text) is not None
    except Refused:
        return False


def _is_full_name(text: str) -> bool:
    try:
        return " " in clean(text) and bool(read_name(text, "", "", ""))
    except Refused:
        return False


def unfolded(table: Table, columns: Columns) -> tuple[Table, Columns]:
    """A curriculum with a column for each class as one with a row for each class and subject."""
    wide = [number for number, name in columns.items() if name == "class_hours"]
    if not wide:
        return table, columns
    subject = next((number for number, name in columns.items() if name == "subject"), 0)
    lines = tuple(
        Line(line.number, (line.cells[subject], table.headers[number], line.cells[number]))
        for line in table.lines
        for number in wide
        if line.cells[subject] and line.cells[number].strip()
    )
    return Table(("Предмет", "Класс", "Часов в неделю"), lines), {0: "subject", 1: "class", 2: "hours"}


def cells_of(line: Line, columns: Mapping[int, str], constants: Mapping[str, str]) -> dict[str, str]:
    """Texts of a row by field; a constant stands in for a column the list lacks."""
    found = {name: line.cells[number] for number, name in columns.items() if number < len(line.cells)}
    return {**constants, **{name: text for name, text in found.items() if text.strip()}}
