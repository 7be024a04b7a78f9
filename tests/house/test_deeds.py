"""Каждое действие знает, кто его совершает: `by` называют по имени, забыть его нельзя."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from tests.house.source import PACKAGE, rooms

# Public names of actions that are nobody's deed, with the reason.
NOBODYS: dict[str, str] = {
    "demo.build": "invents a school; whoever acts in it is invented too and named in each fact",
    "demo.rebuild": "the same in a fresh database",
    "office.drawn": "draws codes in memory; `issue`, which names who acts, makes them good",
    "jobs.folder_of": "answers where the file of a job lies",
    "school.file_of": "answers where the file of an edition lies",
    "trace.made": "prepares a record that names who acted among its own values",
    "trace.record_lines": "writes many records at once; each line names who acted",
    "trace.record_many": "writes prepared records; each names who acted",
    "trace.seal": "the program itself puts the seal, the signature is the school's",
}


def deeds() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function behind the actions door of every room."""
    for room in rooms():
        if not (PACKAGE / room / "actions.py").exists() and not (PACKAGE / room / "actions").is_dir():
            continue
        door = import_module(f"letopis.{room}.actions")
        for name, thing in vars(door).items():
            ours = inspect.isfunction(thing) and thing.__module__.startswith(door.__name__)
            if ours and not name.startswith("_") and name in getattr(door, "__all__", [name]):
                yield f"{room}.{name}", thing


def test_every_action_names_who_acts() -> None:
    nameless = {name for name, deed in deeds() if not _asks_who(deed)}
    assert nameless - NOBODYS.keys() == set()


def test_every_exception_is_still_needed() -> None:
    assert NOBODYS.keys() <= {name for name, deed in deeds() if not _asks_who(deed)}


def test_every_action_says_what_it_does() -> None:
    assert [name for name, deed in deeds() if not deed.__doc__] == []


def _asks_who(deed: Callable[..., Any]) -> bool:
    who = inspect.signature(deed).parameters.get("by")
    return who is not None and who.kind is inspect.Parameter.KEYWORD_ONLY
