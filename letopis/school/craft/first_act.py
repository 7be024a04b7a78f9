"""Первый локальный акт: настройки, с которыми школа начинает, пока не примет свою редакцию (п. 1.2, 1.9)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def first_act() -> dict[str, Any]:
    """The act shipped with the program, as read from its dated TOML; treat it as read-only."""
    text = files("letopis.school").joinpath("data/first_act.toml").read_text("utf-8")
    return tomllib.loads(text)
