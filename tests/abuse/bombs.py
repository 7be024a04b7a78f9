"""Файлы, которые присылают со зла: маленькие на вид, огромные внутри. Читаются в отдельном процессе."""

from __future__ import annotations

import io
import json
import re
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from letopis.exchange.craft import oneroster, workbooks
from letopis.exchange.craft.kinds import recognise
from letopis.exchange.craft.tables import read_grid
from letopis.regulation.refusals import Refused

MEGABYTE = 1024 * 1024
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_KIND}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_KIND}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sharedStrings+xml"/></Types>'
)
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def book(rows: str, strings: str = "") -> bytes:
    """A workbook whose sheet holds just these rows."""
    xmlns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "xl/workbook.xml": _BOOK,
            "xl/_rels/workbook.xml.rels": _LINKS,
            "xl/worksheets/sheet1.xml": _SHEET.format(rows),
            "xl/sharedStrings.xml": f'<sst xmlns="{xmlns}">{strings}</sst>',
        }
    )


def packed(files: dict[str, str | bytes]) -> bytes:
    """An archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def cell(text: str, place: str = "") -> str:
    """A cell with its text in place."""
    where = f' r="{place}"' if place else ""
    return f'<c{where} t="inlineStr"><is><t>{text}</t></is></c>'


def _lying() -> bytes:
    """The archive's list says a kilobyte, 200 MB come out."""
    data = bytearray(book(cell("a") + " " * 200 * MEGABYTE))
    start = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/worksheets/sheet1.xml"))
    data[start + 24 : start + 28] = (1024).to_bytes(4, "little")
    return bytes(data)


def _matryoshka() -> bytes:
    data: bytes = b"\0" * MEGABYTE
    for depth in range(30):
        data = packed({f"users{depth}.csv": data, "users.csv": data})
    return data


BOMBS: dict[str, Callable[[], bytes]] = {
    "ratio": lambda: book(f"<row>{cell('a')}</row>" + " " * 90 * MEGABYTE),
    "ratio_over_the_limit": lambda: book(" " * 150 * MEGABYTE),
    "lying_size": _lying,
    "million_rows": lambda: book(f"<row>{cell('a')}</row>" * 1_000_000),
    "million_empty_rows": lambda: book("<row/>" * 1_000_000),
    "far_row": lambda: book(f'<row r="1048576">{cell("a", "A1048576")}</row>'),
    "row_beyond_excel": lambda: book(f'<row r="999999999999">{cell("a")}</row>'),
    "million_columns": lambda: book("<row>" + cell("a") * 1_000_000 + "</row>"),
    "million_empty_columns": lambda: book("<row>" + "<c/>" * 1_000_000 + "</row>"),
    "far_column": lambda: book(f'<row r="1">{cell("a", "XFD1")}</row>'),
    "column_beyond_excel": lambda: book(f'<row r="1">{cell("a", "ZZZZZZZ1")}</row>'),
    "huge_cell": lambda: book(f"<row>{cell('Ё' * 20 * MEGABYTE)}</row>"),
    "million_strings": lambda: book('<row><c t="s"><v>0</v></c></row>', "<si><t>a</t></si>" * 1_000_000),
    "deep_elements": lambda: book("<x>" * 500_000),
    "many_parts": lambda: packed({f"xl/{number}.xml": "" for number in range(30_000)}),
    "matryoshka": _matryoshka,
    "csv_million_columns": lambda: b";" * 1_000_000 + b"a\n",
    "csv_million_rows": lambda: b"a;b\n" * 1_000_000,
    "csv_million_quotes": lambda: b'"' * 1_000_000,
    "csv_huge_cell": lambda: b"a;b\n" + b"x" * 9 * MEGABYTE,
    "csv_zeros": lambda: b"\0" * 9 * MEGABYTE,
}


def read(data: bytes) -> str:
    """What becomes of a file: the code of its refusal, "" if it is a list."""
    try:
        if oneroster.is_archive(data):
            oneroster.read_archive(data)
        else:
            recognise(read_grid(data), "")
            workbooks.other_sheets(data)
    except Refused as refused:
        return refused.code
    return ""


def main() -> None:
    """Read what is sent in this process; tell what came of it, the seconds of work and the memory at most."""
    data = sys.stdin.buffer.read()
    began = time.process_time()
    code = read(data)
    spent = time.process_time() - began
    most = int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024
    sys.stdout.write(json.dumps({"code": code, "s": spent, "mib": most - len(data) / MEGABYTE}))


if __name__ == "__main__":
    main()
