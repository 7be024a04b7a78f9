"""Что прислал сценарий страницы: разбирается строго, чужое и лишнее дальше не идёт."""

from __future__ import annotations

import json
from typing import Any

from letopis.regulation.refusals import Refused


def object_of(body: bytes) -> dict[str, Any]:
    """The JSON object a script sent.

    Raises:
        Refused: input.malformed.
    """
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as wrong:
        raise Refused("input.malformed") from wrong
    if not isinstance(data, dict):
        raise Refused("input.malformed")
    return data


def number_of(data: dict[str, Any], name: str) -> int:
    """A whole number of it that a table can hold.

    Raises:
        Refused: input.malformed.
    """
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
        raise Refused("input.malformed")
    return value


def text_of(data: dict[str, Any], name: str, most: int) -> str:
    """A text of it, "" where it has none.

    Raises:
        Refused: input.malformed: no text, one longer than `most` signs, or one no database holds.
    """
    value = data.get(name, "")
    if not isinstance(value, str) or len(value) > most or "\x00" in value:
        raise Refused("input.malformed")
    return value
