"""Пишут в базу только действия: у каждой записи один вход, и за ним летопись."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import PACKAGE, called, place, shelf, sources, tree

WRITERS = {"actions", "migrations"}
ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "acreate", "asave", "adelete"}
OF_QUERIES = {"create", "update", "delete", "save"}
QUERY = re.compile(r"\.objects\b|_set\b|\.filter\(|\.exclude\(|\.all\(|^[a-z_]+\.(save|delete)$")
SQL = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|DROP|ALTER|CREATE)\s", re.IGNORECASE)

# What looks like writing to the database and is not, or may not be an action, with the reason.
LAWFUL: dict[str, str] = {
    "letopis/config/backup/database.py": "puts a whole saved copy in place of the database, trace and all",
    "letopis/exchange/craft/templates.py": "saves a workbook into memory",
}


def test_only_actions_write_to_the_database() -> None:
    found = [
        place(path, line)
        for path in sources(".py", under=PACKAGE)
        if shelf(path) not in WRITERS and place(path) not in LAWFUL
        for line in writes(tree(path))
    ]
    assert found == []


def test_every_exception_is_still_needed() -> None:
    needed = {place(path) for path in sources(".py", under=PACKAGE) if any(writes(tree(path)))}
    assert LAWFUL.keys() <= needed


@pytest.mark.parametrize(
    "line",
    [
        "Lesson.objects.create(date=day)",
        "lesson.save()",
        "Entry.objects.filter(pk=1).update(value='5')",
        "course.lessons.filter(number=0).delete()",
        "Entry.objects.bulk_create(rows)",
        "cursor.execute('DELETE FROM journal_entry')",
    ],
)
def test_the_check_sees_a_write(line: str) -> None:
    assert list(writes(ast.parse(line)))


@pytest.mark.parametrize(
    "line", ["counts.update(found)", "digest.update(data)", "Lesson.objects.filter(pk=1)"]
)
def test_the_check_lets_other_work_be(line: str) -> None:
    assert not list(writes(ast.parse(line)))


def writes(module: ast.Module) -> Iterator[int]:
    """Lines of a module that change rows."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and (called(node) in ALWAYS or _through_a_query(node)):
            yield node.lineno
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
            yield node.lineno


def _through_a_query(call: ast.Call) -> bool:
    return called(call) in OF_QUERIES and bool(QUERY.search(ast.unparse(call.func)))
