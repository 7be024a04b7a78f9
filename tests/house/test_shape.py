"""Размеры, имена и вывески: файл читают в один присест, имя говорит о деле, комната представляется."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.source import CYRILLIC, PACKAGE, files, place, rooms, sources, tree

LINES = 400
CODE = (".py", ".html", ".css", ".js", ".typ", ".sh")
EMPTY_WORDS = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "manager",
    "managers",
    "service",
    "services",
}
ROOF_AND_GROUND = {"config", "regulation"}  # nothing is kept there and no door leads there


def test_no_file_is_longer_than_one_sitting() -> None:
    long = [
        place(path) for path in sources(*CODE) if len(path.read_text(encoding="utf-8").splitlines()) > LINES
    ]
    assert long == []


def test_no_file_or_folder_has_an_empty_name() -> None:
    assert [place(path) for path in files() if not EMPTY_WORDS.isdisjoint(_words(path))] == []


def test_no_class_or_function_has_an_empty_name() -> None:
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    assert [
        place(path, node.lineno)
        for path in sources(".py", under=PACKAGE)
        for node in ast.walk(tree(path))
        if isinstance(node, kinds) and not EMPTY_WORDS.isdisjoint(node.name.lower().split("_"))
    ] == []


@pytest.mark.parametrize("room", rooms())
def test_a_room_introduces_itself(room: str) -> None:
    module = tree(PACKAGE / room / "__init__.py")
    sign = ast.get_docstring(module) or ""
    first, _, rest = sign.partition("\n")
    assert len(module.body) == 1, "the sign is all that stands here"
    assert CYRILLIC.search(first)
    assert first.endswith(".")
    assert len(sign.splitlines()) <= 6
    for word in () if room in ROOF_AND_GROUND else ("Kept:", "Clauses:", "Door:"):
        assert word in rest


def test_every_module_opens_with_a_russian_sentence() -> None:
    silent = [
        place(path)
        for path in sources(".py", under=PACKAGE)
        if "migrations" not in path.parts and "management" not in path.parts[:-2]
        if not CYRILLIC.search((ast.get_docstring(tree(path)) or " ").splitlines()[0])
        if path.read_text(encoding="utf-8").strip()
    ]
    assert silent == []


def _words(path: Path) -> set[str]:
    return {word for part in path.parts[-6:] for word in part.lower().split(".")[0].split("_")}
