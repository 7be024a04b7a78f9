"""Что прислала страница плана, прочитанное строго."""

from __future__ import annotations

import json
from typing import Any

from letopis.planning.actions import TopicText
from letopis.regulation.refusals import Refused

LONGEST = 4_000


def read_topic(body: bytes) -> tuple[int | None, TopicText, TopicText | None]:
    """A topic: its id (None for a new one), what is to stand, what the person saw.

    Raises:
        Refused: input.malformed.
    """
    data = _object(body)
    old = data.get("old")
    topic = None if data.get("id") is None else _number(data, "id")
    return topic, _text(data), _text(old) if isinstance(old, dict) and old else None


def read_place(body: bytes) -> tuple[int, int]:
    """A topic to move: its id and where, -1 or 1.

    Raises:
        Refused: input.malformed.
    """
    data = _object(body)
    return _number(data, "id"), _number(data, "step")


def read_id(body: bytes) -> int:
    """Id of a topic.

    Raises:
        Refused: input.malformed.
    """
    return _number(_object(body), "id")


def _object(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as wrong:
        raise Refused("input.malformed") from wrong
    if not isinstance(data, dict):
        raise Refused("input.malformed")
    return data


def _number(data: dict[str, Any], name: str) -> int:
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
        raise Refused("input.malformed")
    return value


def _text(data: dict[str, Any]) -> TopicText:
    texts = [data.get(name, "") for name in ("section", "topic", "homework", "work")]
    if not all(isinstance(text, str) and len(text) <= LONGEST and "\x00" not in text for text in texts):
        raise Refused("input.malformed")
    section, topic, homework, work = texts
    return TopicText(section, topic, _number(data, "hours"), homework, work)
