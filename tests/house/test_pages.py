"""Страницы: ни стилей, ни сценариев внутри разметки, и каждое слово для человека можно перевести."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract

from tests.house.source import CYRILLIC, PACKAGE, called, place, shelf, sources, tree

INLINE = re.compile(
    r"""<style\b | \sstyle\s*= | <script\b(?![^>]*\bsrc=)(?![^>]*type="application/json")
      | \son[a-z]+\s*=\s*["'] | javascript:""",
    re.VERBOSE | re.IGNORECASE,
)
# Parts of a template that are translated, are not shown, are a key to press, a word in its own language,
# a condition, or a sign of the register, the same in every language.
SETTLED = re.compile(
    r"""\{\#.*?\#\} | \{%\s*comment.*?endcomment\s*%\} | <!--.*?--> | \{%\s*(?:translate|trans)\s.*?%\}
      | \{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\} | _\("[^"]*"\) | _\('[^']*'\)
      | \{%\s*(?:el)?if\s.*?%\}
      | <kbd[^>]*>[^<]*</kbd> | lang="ru"[^>]*>[^<]*< | >(?:н/а|осв|зач|незач|[нбуо])<""",
    re.VERBOSE | re.DOTALL,
)
GETTEXT = {
    f"{kind}{lazy}" for kind in ("gettext", "ngettext", "pgettext", "npgettext") for lazy in ("", "_lazy")
}
SPOKEN = {"views", "forms", "models"}
PATTERN = re.compile(r"[А-Яа-я]-[А-Яа-я]")  # a range of letters in a regular expression is no text
# A script's text for a person; marks, codes and keys are shorter.
SENTENCE = re.compile(r"[А-ЯЁ][а-яё]{2,}|[А-Яа-яЁё]+[,:]? [А-Яа-яЁё]")
JS_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)
JS_INSET = re.compile(r"\$\{[^}]*\}")
WHOLE = {"parse_template_string": True}
JS_STRING = re.compile(r'"([^"\n]*)"|\'([^\'\n]*)\'|`([^`]*)`')


def test_no_template_holds_a_style_or_a_script() -> None:
    found = [
        place(path, text.count("\n", 0, match.start()) + 1)
        for path in sources(".html", under=PACKAGE)
        for text in [path.read_text(encoding="utf-8")]
        for match in INLINE.finditer(text)
    ]
    assert found == []


def test_every_word_of_a_template_can_be_translated() -> None:
    found = []
    for path in sources(".html", under=PACKAGE):
        rest = SETTLED.sub(_its_lines, path.read_text(encoding="utf-8"))
        lines = enumerate(rest.split("\n"), 1)
        found += [place(path, number) for number, line in lines if CYRILLIC.search(line)]
    assert found == []


def test_every_word_of_a_view_a_form_or_a_table_can_be_translated() -> None:
    modules = (path for path in sources(".py", under=PACKAGE) if shelf(path) in SPOKEN)
    assert [place(path, line) for path in modules for line in bare_words(path)] == []


def test_every_word_of_a_script_can_be_translated() -> None:
    found = []
    for path in sources(".js", under=PACKAGE):
        with path.open("rb") as script:
            taken = {
                text
                for message in extract("javascript", script, options=WHOLE)
                for text in _texts(message[1])
            }
        said = JS_STRING.findall(JS_COMMENT.sub("", path.read_text(encoding="utf-8")))
        texts = {JS_INSET.sub("", "".join(one)) for one in said}
        found += [f"{place(path)} {text}" for text in texts - taken if SENTENCE.search(text)]
    assert found == []


def bare_words(path: Path) -> Iterator[int]:
    """Lines with Russian text that no gettext call takes."""
    module = tree(path)
    taken = {id(part) for node in ast.walk(module) if _is_taken(node) for part in ast.walk(node)}
    for node in ast.walk(module):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in taken:
            continue
        if CYRILLIC.search(node.value) and not PATTERN.search(node.value):
            yield node.lineno


def _is_taken(node: ast.AST) -> bool:
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_docstring or (isinstance(node, ast.Call) and called(node) in {"_", *GETTEXT})


def _texts(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else message


def _its_lines(part: re.Match[str]) -> str:
    return "\n" * part.group().count("\n")
