"""Книга Excel (XLSX): первый непустой видимый лист строками текста; бомбы в архиве не раскрываются."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import openpyxl
from django.utils.translation import gettext
from openpyxl.utils.exceptions import InvalidFileException

from letopis.exchange.craft.parts import MOST_ROWS, check_parts
from letopis.regulation.refusals import Refused

EXPLAINED = "Как заполнять"  # the second sheet of our own templates
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 4_000  # signs
MAX_UNZIPPED = 100 * 1024 * 1024
MAX_PARTS = 2_000
# All that a broken or forged workbook makes the reader stumble over.
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, InvalidFileException, SyntaxError,
    KeyError, IndexError, ValueError, TypeError, AttributeError, EOFError, OSError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A row of a file: its number as a spreadsheet shows it, its cells as text."""

    number: int
    cells: tuple[str, ...]


def open_zip(data: bytes) -> zipfile.ZipFile:
    """An archive whose unpacked size is bearable.

    Raises:
        Refused: import.broken_file, import.too_big.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise Refused("import.broken_file") from error
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNZIPPED:
        raise Refused("import.too_big", limit=MAX_UNZIPPED // 1024 // 1024)
    return archive


def read_workbook(data: bytes) -> tuple[Line, ...]:
    """Rows of the first visible sheet that has any.

    Raises:
        Refused: import.broken_file, import.too_big, import.not_a_list, import.too_many_rows,
            import.too_many_columns, import.long_cell.
    """
    archive = open_zip(data)
    if "xl/workbook.xml" not in archive.namelist():
        raise Refused("import.not_a_list")
    try:
        check_parts(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles the reader does not know are no matter of a list
            return _first_filled(data)
    except BROKEN as error:
        raise Refused("import.broken_file") from error


def other_sheets(data: bytes) -> list[str]:
    """Names of the visible filled sheets after the first; sheets of explanations do not count."""
    if not data.startswith(b"PK"):
        return []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        names = [sheet.title for sheet in _filled(data)]
    return [name for name in names[1:] if name not in {EXPLAINED, gettext(EXPLAINED)}]


def _first_filled(data: bytes) -> tuple[Line, ...]:
    sheets = _filled(data)
    return tuple(_lines(sheets[0].iter_rows(values_only=True))) if sheets else ()


def _filled(data: bytes) -> list[Any]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    filled: list[Any] = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()
            if next(_lines(sheet.iter_rows(values_only=True)), None):
                filled.append(sheet)
    return filled


def _lines(rows: Iterable[tuple[object, ...]]) -> Iterator[Line]:
    kept = 0
    for number, row in enumerate(rows, start=1):
        line = trimmed(Line(number, tuple(cell_text(value) for value in row)))
        kept += bool(line.cells)
        if kept > MAX_ROWS or number > MOST_ROWS:
            raise Refused("import.too_many_rows", limit=MAX_ROWS)
        if line.cells:
            yield line


def trimmed(line: Line) -> Line:
    """The row without empty cells at its end; an empty row has no cells.

    Raises:
        Refused: import.too_many_columns, import.long_cell.
    """
    cells = [cell.strip() for cell in line.cells]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise Refused("import.too_many_columns", line=line.number, limit=MAX_COLUMNS)
    if any(len(cell) > MAX_CELL for cell in cells):
        raise Refused("import.long_cell", line=line.number, limit=MAX_CELL)
    return Line(line.number, tuple(cells))


def cell_text(value: object) -> str:
    """A cell as a person would type it: dates as 2013-04-05, whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
