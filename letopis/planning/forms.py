"""Что прислала страница плана, прочитанное строго."""

from __future__ import annotations

from typing import Any

from letopis.planning.actions import TopicText
from letopis.screen.craft.sent import number_of, object_of, text_of

LONGEST = 4_000


def read_topic(body: bytes) -> tuple[int | None, TopicText, TopicText | None]:
    """A topic: its id (None for a new one), what is to stand, what the person saw.

    Raises:
        Refused: input.malformed.
    """
    data = object_of(body)
    old = data.get("old")
    topic = None if data.get("id") is None else number_of(data, "id")
    return topic, _text(data), _text(old) if isinstance(old, dict) and old else None


def read_place(body: bytes) -> tuple[int, int]:
    """A topic to move: its id and where, -1 or 1.

    Raises:
        Refused: input.malformed.
    """
    data = object_of(body)
    return number_of(data, "id"), number_of(data, "step")


def read_id(body: bytes) -> int:
    """Id of a topic.

    Raises:
        Refused: input.malformed.
    """
    return number_of(object_of(body), "id")


def _text(data: dict[str, Any]) -> TopicText:
    section, topic, homework, work = (
        text_of(data, name, LONGEST) for name in ("section", "topic", "homework", "work")
    )
    return TopicText(section, topic, number_of(data, "hours"), homework, work)
