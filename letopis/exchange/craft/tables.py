"""Таблица из файла: CSV в любой кодировке и с любым разделителем, XLSX; вредный файл не читается."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from letopis.exchange.craft import workbooks
from letopis.exchange.craft.parts import MOST_ROWS
from letopis.exchange.craft.workbooks import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Line
from letopis.regulation.refusals import Refused

MAX_BYTES = 10 * 1024 * 1024
DELIMITERS = (";", "\t", ",")
_LOOKED_AT = 200  # lines the delimiter is guessed from
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What people send instead of a list, by the first bytes of the file.
_OTHER_FILES = (
    (b"\xd0\xcf\x11\xe0", "import.old_excel"),
    (b"%PDF", "import.not_a_list"),
    (b"{\\rtf", "import.not_a_list"),
    (b"\xff\xd8\xff", "import.not_a_list"),
    (b"\x89PNG", "import.not_a_list"),
)
_WEB_PAGE = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")


@dataclass(frozen=True)
class Table:
    """A list as it stands in a file.

    Attributes:
        headers: names of the columns, "" where a column has none.
        lines: rows below the header, each as wide as the header.
    """

    headers: tuple[str, ...]
    lines: tuple[Line, ...]


def read_grid(data: bytes) -> tuple[Line, ...]:
    """Every row of the file that is not empty, with its number; the kind of file is told by its content.

    Raises:
        Refused: import.too_big, import.old_excel, import.web_page, import.not_a_list, import.encoding,
            import.broken_file, import.too_many_rows, import.too_many_columns, import.long_cell, import.empty.
    """
    if len(data) > MAX_BYTES:
        raise Refused("import.too_big", limit=MAX_BYTES // 1024 // 1024)
    _check_sort(data)
    grid = (
        workbooks.read_workbook(data)
        if data.startswith(b"PK")
        else _bounded(_text_rows(_short(decoded(data))))
    )
    if not grid:
        raise Refused("import.empty")
    return grid


def table_below(grid: tuple[Line, ...], header: int | None) -> Table:
    """The table under a header row, or the whole grid with unnamed columns if no row is its header.

    Rows that repeat the header (as on each printed page) are left out.
    """
    lines = grid if header is None else grid[header + 1 :]
    named = () if header is None else grid[header].cells
    width = max([len(named), *(len(line.cells) for line in lines)])
    headers = _wide(named, width)
    body = (Line(line.number, _wide(line.cells, width)) for line in lines)
    return Table(headers, tuple(line for line in body if header is None or line.cells != headers))


def decoded(data: bytes) -> str:
    """Text of a file: UTF-8 or UTF-16 with a mark, UTF-8 without, UTF-16 without, else Windows-1251.

    Raises:
        Refused: import.encoding, import.not_a_list.
    """
    text = _decoded(data)
    if any(sign < " " and sign not in "\t\r\n\f\v\x1a" for sign in text):
        raise Refused("import.not_a_list")
    return text.replace("\x1a", "")


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    zeros = data[:400].count(0)
    if zeros > len(data[:400]) // 8:
        return _strict(data, "utf-16-le" if data[1:2] == b"\0" or data[1:2] == b"\x04" else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "cp1251")


def _short(text: str) -> str:
    """The text, if it has no more lines than a sheet may have rows.

    Raises:
        Refused: import.too_many_rows.
    """
    if max(text.count("\n"), text.count("\r")) > MOST_ROWS:
        raise Refused("import.too_many_rows", limit=MAX_ROWS)
    return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("import.encoding") from error


def _check_sort(data: bytes) -> None:
    start = data[:512].lstrip().lower()
    for signature, code in _OTHER_FILES:
        if data.startswith(signature):
            raise Refused(code)
    if start.startswith(_WEB_PAGE):
        raise Refused("import.web_page")


def _text_rows(text: str) -> Iterator[Line]:
    first, _, rest = text.partition("\n")
    told = first.strip().lower()
    if told.startswith("sep=") and len(told) == 5:  # Excel's own line that names the delimiter
        return _parsed(rest, first.strip()[4], 1)
    return _parsed(text, _guessed(text))


def _guessed(text: str) -> str:
    """The delimiter that cuts most lines into the same number of columns."""
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: list[str], delimiter: str) -> tuple[float, int]:
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
    except csv.Error:  # a cell longer than any list has
        return (0.0, 0)
    widths.pop(1, None)
    if not widths:
        return (0.0, 0)
    width, often = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (often / len(lines), width)


def _parsed(text: str, delimiter: str, skipped: int = 0) -> Iterator[Line]:
    """Rows by the rules of CSV; a file that breaks them is cut at every delimiter, so no row is swallowed."""
    try:
        rows = list(_rows(text, delimiter, skipped))
    except csv.Error:
        rows = list(_loose_rows(text, delimiter, skipped))
    return iter(rows)


def _rows(text: str, delimiter: str, skipped: int) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = skipped + 1
    for cells in reader:
        yield Line(start, tuple(cells))
        start = skipped + reader.line_num + 1


def _loose_rows(text: str, delimiter: str, skipped: int) -> Iterator[Line]:
    for number, line in enumerate(io.StringIO(text), start=skipped + 1):
        yield Line(number, tuple(_unquoted(cell) for cell in line.rstrip("\r\n").split(delimiter)))


def _unquoted(cell: str) -> str:
    inner = cell.strip()
    if len(inner) > 1 and inner[0] == inner[-1] == '"':
        return inner[1:-1].replace('""', '"')
    return cell


def _bounded(lines: Iterable[Line]) -> tuple[Line, ...]:
    kept = tuple(trimmed for line in lines if (trimmed := workbooks.trimmed(line)).cells)
    if len(kept) > MAX_ROWS:
        raise Refused("import.too_many_rows", limit=MAX_ROWS)
    return kept


def _wide(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells + ("",) * (width - len(cells))


__all__ = [
    "MAX_BYTES",
    "MAX_CELL",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "Line",
    "Table",
    "decoded",
    "read_grid",
    "table_below",
]
