"""Образцы для заполнения: книга Excel со столбцами списка и листом пояснений; защита от формул в выгрузке."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from letopis.exchange.craft.lists import Kind

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ROWS_READY = 1_000  # rows kept as text, so that Excel does not turn 7-1 into the seventh of January


def template_of(kind: Kind) -> bytes:
    """An empty list to fill: headers on the first sheet, what to write on the second."""
    book = Workbook()
    sheet = _first(book, str(kind.title))
    _heads(sheet, [field.title for field in kind.fields])
    for number in range(1, len(kind.fields) + 1):
        for row in range(2, _ROWS_READY + 2):
            sheet.cell(row, number).number_format = "@"
    _explain(book.create_sheet(_("Как заполнять")), kind)
    return _saved(book)


def _explain(sheet: Worksheet, kind: Kind) -> None:
    _heads(sheet, [_("Столбец"), _("Обязательно"), _("Что писать"), _("Пример")])
    for field in kind.fields:
        needed = next((wanted for wanted in kind.required if field.name in wanted), frozenset())
        must = _("да") if len(needed) == 1 else _("ФИО или фамилия и имя") if needed else ""
        _write(sheet, (field.title, must, str(field.hint), field.example))


def table_file(title: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet; every cell is text, so nothing in it can act as a formula."""
    book = Workbook()
    sheet = _first(book, title)
    _heads(sheet, headers)
    for row in rows:
        _write(sheet, row)
    return _saved(book)


def safe_text(text: str) -> str:
    """A text no spreadsheet takes for a formula, for files without cell types."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _first(book: Workbook, title: str) -> Worksheet:
    sheet = book.worksheets[0]
    sheet.title = title[:31]
    return sheet


def _heads(sheet: Worksheet, titles: Sequence[str]) -> None:
    for number, title in enumerate(titles, 1):
        cell = sheet.cell(1, number, title)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(number)].width = max(14, len(title) + 4)
    sheet.freeze_panes = "A2"


def _write(sheet: Worksheet, row: Sequence[str]) -> None:
    number = sheet.max_row + 1
    for column, text in enumerate(row, 1):
        cell = sheet.cell(number, column)
        if isinstance(cell, Cell):
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
            cell.data_type = "s"
            cell.number_format = "@"


def _saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
