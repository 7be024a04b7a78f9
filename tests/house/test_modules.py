"""Модули страниц: каждое чужое имя, которое зовут, внесено в модуль."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.source import ROOT

MODULES = sorted((ROOT / "letopis").glob("*/static/**/*.js"))
EXPORTED = re.compile(r"^export (?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)
TAKEN = re.compile(r"^import \{([^}]*)\} from", re.MULTILINE)
OWN = re.compile(r"\b(?:function|const|let|class) (\w+)|\b(?:const|let) [{\[]([^}\]=]*)[}\]]")
METHOD = re.compile(r"^ +(?:async |static |get )*(\w+)\(.*\) \{$", re.MULTILINE)
NOT_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\\\.|[^\"\\\\\n])*\"", re.DOTALL)


def names_in(text: str) -> set[str]:
    """Names of a list in braces, as they are called afterwards."""
    return {part.split(" as ")[-1].split(":")[-1].strip() for part in text.split(",")}


def known_in(text: str) -> set[str]:
    """Names a module has brought in or made itself, parameters included."""
    found = set().union(*(names_in(one) for one in TAKEN.findall(text)))
    for name, several in OWN.findall(text):
        found |= {name} | names_in(several)
    found |= set(METHOD.findall(text))
    found |= {
        name
        for params in re.findall(r"\(([^()]*)\)\s*(?:=>|\{)", text)
        for name in re.findall(r"\w+", params)
    }
    return found


EVERYWHERE = set().union(*(EXPORTED.findall(path.read_text("utf-8")) for path in MODULES))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_name_of_another_module_is_imported(path: Path) -> None:
    text = NOT_CODE.sub('""', path.read_text("utf-8"))
    called = set(re.findall(r"(?<![\w.#$])(\w+)\(", text)) & EVERYWHERE
    assert called <= known_in(text), called - known_in(text)
