"""Пишут в базу только действия: у каждой записи один вход, и за ним летопись."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import PACKAGE, called, place, shelf, sources, tree

WRITERS = {"actions", "migrations"}
ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "acreate", "asave", "adelete"}
OF_QUERIES = {"create", "update", "delete", "save"}
QUERY = re.compile(r"\.objects\b|_set\b|\.filter\(|\.exclude\(|\.all\(|\bself\b|^[a-z_]+\.(save|delete)$")
SQL = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|DROP|ALTER|CREATE)\s", re.IGNORECASE)

# What looks like writing to the database and is not, or may not be an action, with the reason.
LAWFUL: dict[str, str] = {
    "letopis/exchange/craft/templates.py": "saves a workbook into memory",
}


def test_only_actions_write_to_the_database() -> None:
    found = [
        place(path, line)
        for path in sources(".py", under=PACKAGE)
        if shelf(path) not in WRITERS and place(path) not in LAWFUL
        for line in writes(path)
    ]
    assert found == []


def test_every_exception_is_still_needed() -> None:
    needed = {place(path) for path in sources(".py", under=PACKAGE) if any(writes(path))}
    assert LAWFUL.keys() <= needed


def writes(path: Path) -> Iterator[int]:
    """Lines of a module that change rows."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and (called(node) in ALWAYS or _through_a_query(node)):
            yield node.lineno
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
            yield node.lineno


def _through_a_query(call: ast.Call) -> bool:
    return called(call) in OF_QUERIES and bool(QUERY.search(ast.unparse(call.func)))
