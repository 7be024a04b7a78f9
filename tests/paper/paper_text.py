"""Слова из готового файла: так их находит поиск просмотрщика, без посторонних программ."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf

_HEX = re.compile(rb"<([0-9a-fA-F]+)>")


def text_of(paper: bytes) -> str:
    """Every sign on the pages in the order of drawing, without spaces: one may be drawn as a move."""
    return "".join(pages_of(paper))


def pages_of(paper: bytes) -> list[str]:
    """The same, page by page."""
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        return [closed("".join(_signs(page))) for page in pdf.pages]


def closed(words: str) -> str:
    """The words without any white space, to be looked for in `text_of`."""
    return "".join(words.split())


def _signs(page: pikepdf.Page) -> Iterator[str]:
    tables = {name: _unicode_table(font) for name, font in page.Resources.get("/Font", {}).items()}
    table: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = tables[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            for part in operands[0] if str(operator) == "TJ" else operands:
                if isinstance(part, pikepdf.String):
                    yield from _decoded(bytes(part), table)


def _decoded(codes: bytes, table: dict[int, str]) -> Iterator[str]:
    for at in range(0, len(codes), 2):
        yield table[int.from_bytes(codes[at : at + 2])]


def _unicode_table(font: pikepdf.Object) -> dict[int, str]:
    cmap = font.ToUnicode.read_bytes()
    table: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        found = _HEX.findall(block)
        for code, sign in zip(found[::2], found[1::2], strict=True):
            table[int(code, 16)] = bytes.fromhex(sign.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        found = _HEX.findall(block)
        for low, high, sign in zip(found[::3], found[1::3], found[2::3], strict=True):
            for step in range(int(high, 16) - int(low, 16) + 1):
                table[int(low, 16) + step] = chr(int(sign, 16) + step)
    return table
