"""Части книги Excel до чтения: сколько в них строк, клеток и слов; бомба видна раньше, чем взорвётся."""

from __future__ import annotations

import zipfile
from typing import IO
from xml.parsers import expat

from letopis.regulation.refusals import Refused

MOST_ROWS = 100_000  # rows, empty ones too, a sheet may name
MOST_CELLS = 2_000  # cells, empty ones too, a row may name
MOST_STRINGS = 300_000
MOST_ELEMENTS = 3_000_000
DEEPEST = 100
CHUNK = 1 << 20


def check_parts(archive: zipfile.ZipFile) -> None:
    """Walk through every XML part without keeping any of it.

    Raises:
        Refused: import.broken_file, import.too_many_rows, import.too_many_columns.
    """
    for part in archive.infolist():
        if part.filename.lower().endswith((".xml", ".rels")):
            with archive.open(part) as file:
                _Walk().through(file)


class _Walk:
    """Counts what opens in one part."""

    def __init__(self) -> None:
        self.depth = self.elements = self.rows = self.cells = self.strings = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._opens
        self.parser.EndElementHandler = self._closes
        self.parser.StartDoctypeDeclHandler = self._declares

    def through(self, file: IO[bytes]) -> None:
        try:
            while chunk := file.read(CHUNK):
                self.parser.Parse(chunk, False)  # noqa: FBT003 - expat takes its flag by place only
            self.parser.Parse(b"", True)  # noqa: FBT003 - as above
        except expat.ExpatError as error:
            raise Refused("import.broken_file") from error

    def _opens(self, name: str, _attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        local = name.rpartition(" ")[2]
        if local == "row":
            self.rows, self.cells = self.rows + 1, 0
        elif local == "c":
            self.cells += 1
            if self.cells > MOST_CELLS:
                raise Refused("import.too_many_columns", line=self.rows, limit=MOST_CELLS)
        elif local == "si":
            self.strings += 1
        if self.rows > MOST_ROWS or self.strings > MOST_STRINGS or self.elements > MOST_ELEMENTS:
            raise Refused("import.too_many_rows", limit=MOST_ROWS)
        if self.depth > DEEPEST:
            raise Refused("import.broken_file")

    def _closes(self, _name: str) -> None:
        self.depth -= 1

    def _declares(self, *_what: object) -> None:
        """An honest workbook declares no entities."""
        raise Refused("import.broken_file")
