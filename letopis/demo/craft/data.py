"""Данные показательной школы: имена, учебный план, календарь, темы; лежат рядом в TOML с источниками."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read(name: str) -> dict[str, Any]:
    """One file of `letopis/demo/data`; treat it as read-only.

    Args:
        name: path inside the folder without the ending, e.g. "calendar", "topics/mathematics".
    """
    return tomllib.loads(files("letopis.demo").joinpath(f"data/{name}.toml").read_text("utf-8"))


@cache
def all_topics() -> dict[str, Any]:
    """Subject → grades → topics, out of every file of `data/topics`."""
    folder = files("letopis.demo").joinpath("data/topics")
    found: dict[str, Any] = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        found.update(tomllib.loads(file.read_text("utf-8")))
    return found
