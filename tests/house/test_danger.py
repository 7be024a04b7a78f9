"""Опасного в доме нет: слова не становятся программой, разметка не на веру, наружу звонят только порталу."""

from __future__ import annotations

import ast
import re

from tests.house.source import PACKAGE, called, place, sources, tree

RUNS = {"eval", "exec", "compile", "__import__"}
FOREIGN = {"pickle", "marshal", "shelve", "yaml", "jsonpickle", "dill"}
NET = {
    "requests",
    "httpx",
    "aiohttp",
    "smtplib",
    "ftplib",
    "telnetlib",
    "ldap3",
    "http.client",
    "urllib.request",
}
DECLARED = {"letopis/screen/craft/compact.py", "letopis/screen/craft/icons.py"}
DRAWN = ["letopis/keys/templates/keys/application.html"]  # the square of a code, drawn by people.craft.codes
CALLS = "letopis/keys/craft/calling.py"  # asks the portal people enter by, see decision 0055
IN_TEMPLATES = re.compile(r"\|\s*safe\b|autoescape\s+off|safeseq")
IN_SCRIPTS = re.compile(
    r"\beval\(|new Function|document\.write|setTimeout\(\s*[\"'`]|\.outerHTML\s*=|javascript:|srcdoc"
)
LISTENS = re.compile(r"addEventListener\(\s*[\"']message[\"']|\.onmessage\s*=")
WORKER = "letopis/screen/static/screen/worker.js"  # hears its own pages only: the browser lets in no others


def test_nothing_is_run_from_words() -> None:
    found = []
    for path in sources(".py", under=PACKAGE):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RUNS:
                found.append(place(path, node.lineno))
            if isinstance(node, ast.keyword) and node.arg == "shell":
                found.append(place(path, node.value.lineno))
            if _imported(node) & FOREIGN:
                found.append(place(path, getattr(node, "lineno", 0)))
    assert found == []


def test_the_server_asks_nobody_on_the_net_but_the_portal_of_the_school() -> None:
    found = {
        place(path)
        for path in sources(".py", under=PACKAGE)
        for node in ast.walk(tree(path))
        if _imported(node) & NET
    }
    assert found == {CALLS}


def test_whom_it_asks_is_named_by_the_portal_of_the_school_alone() -> None:
    """The one way out is known to the portal, and to the settings, which only look at an address."""
    found = {
        place(path)
        for path in sources(".py", under=PACKAGE)
        for node in ast.walk(tree(path))
        if {name for name in _imported(node) if name.startswith("letopis.keys.craft.calling")}
    }
    assert found == {"letopis/config/environment.py", "letopis/keys/craft/portal.py"}


def test_markup_is_declared_safe_only_where_it_is_made() -> None:
    found = {
        place(path)
        for path in sources(".py", under=PACKAGE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) in {"mark_safe", "SafeString", "format_html"}
    }
    assert found == DECLARED
    taken = [place(path) for path in sources(".html", under=PACKAGE) if IN_TEMPLATES.search(path.read_text())]
    assert taken == DRAWN


def test_no_pattern_is_made_of_what_people_type() -> None:
    """A pattern made while the program runs is written out in it, or joined of constants of its module."""
    found = {
        place(path, node.lineno)
        for path in sources(".py", under=PACKAGE)
        for function in ast.walk(tree(path))
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and _of(node) == "re" and node.args and not _is_written(node.args[0])
    }
    assert found == set()


def test_no_script_runs_words_or_listens_to_other_windows() -> None:
    found = []
    for path in sources(".js", under=PACKAGE):
        text = path.read_text(encoding="utf-8")
        if IN_SCRIPTS.search(text) or (LISTENS.search(text) and place(path) != WORKER):
            found.append(place(path))
    assert found == []


def _of(call: ast.Call) -> str:
    """What stands before the dot: "re" for `re.compile(…)`."""
    return (
        call.func.value.id
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
        else ""
    )


def _imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        names = {alias.name for alias in node.names}
    elif isinstance(node, ast.ImportFrom) and node.module:
        names = {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    else:
        return set()
    return names | {name.partition(".")[0] for name in names}


def _is_written(pattern: ast.expr) -> bool:
    if isinstance(pattern, ast.JoinedStr):
        held = [part.value for part in pattern.values if isinstance(part, ast.FormattedValue)]
        return all(isinstance(one, ast.Name) and one.id.isupper() for one in held)
    if isinstance(pattern, ast.Name):
        return pattern.id.lstrip("_").isupper()
    return isinstance(pattern, ast.Constant)
