"""Каждый пункт положения, который программа взяла на себя, ведёт к настоящему месту в ней."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pkgutil import resolve_name

import pytest

from letopis.regulation.clauses import CLAUSES
from tests.house.source import CYRILLIC, PACKAGE, called, place, sources, tree

NUMBER = re.compile(r"\d(\.\d{1,2})*")
LAW = re.compile(r".*-ФЗ.*|приказ.*|ст\..*", re.IGNORECASE)


@pytest.mark.parametrize(("clause", "home", "asks"), [(key, *value) for key, value in CLAUSES.items()])
def test_the_home_of_a_clause_stands(clause: str, home: str, asks: str) -> None:
    assert NUMBER.fullmatch(clause)
    assert CYRILLIC.search(asks)
    if home:
        import_module(".".join(home.split(".")[:3]))
        assert resolve_name(home)


def test_every_clause_named_in_a_refusal_or_a_trace_is_known() -> None:
    unknown = [
        f"{place(path, node.lineno)} {word.value.value!r}"
        for path in sources(".py", under=PACKAGE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "clause" and isinstance(word.value, ast.Constant) and not _known(word.value.value)
    ]
    assert unknown == []


def test_every_refusal_names_a_known_clause() -> None:
    unknown = [
        f"{place(path, node.lineno)} {node.args[1].value!r}"
        for path in sources(".py", under=PACKAGE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) == "Refused" and len(node.args) > 1
        if isinstance(node.args[1], ast.Constant) and not _known(node.args[1].value)
    ]
    assert unknown == []


def _known(clause: object) -> bool:
    return clause == "" or clause in CLAUSES or bool(LAW.fullmatch(str(clause)))
