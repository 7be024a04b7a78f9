"""Лист летописи: один факт как строка, посоленная и сжатая в 32 байта."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

SALT_BYTES = 16
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Line(NamedTuple):
    """A record made beforehand, to be written among many.

    Attributes:
        at: the moment, in UTC.
        body: the text made by `body_of`.
    """

    at: datetime
    by: int
    deed: str
    subject: int
    object: int
    body: str
    salt: bytes


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: the same value is the same text everywhere."""
    return _encode(value)


def moment_text(at: datetime) -> str:
    """A moment in UTC to the microsecond, the spelling that is hashed."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def body_of(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, why: str, clause: str) -> str:
    """What was, what became, why and by which clause, as the text that is kept and hashed."""
    parts = {"before": before, "after": after, "why": why or None, "clause": clause or None}
    return canonical({name: part for name, part in parts.items() if part is not None})


def leaf_hash(salt: bytes, head: tuple[str, int, str, int, int], body: str) -> bytes:
    """SHA-256(0x00 ‖ SHA-256(salt ‖ canonical JSON)), 32 bytes (RFC 9162 leaf over a salted commitment).

    Args:
        salt: 16 random bytes; without it a mark could be found by trying all marks.
        head: moment text, author's reference, deed, subject's and object's reference.
        body: the text made by `body_of`.
    """
    at, by, deed, subject, obj = head
    text = f'{{"at":"{at}","body":{body},"by":{by},"deed":"{deed}","object":{obj},"subject":{subject}}}'
    return hashlib.sha256(b"\x00" + hashlib.sha256(salt + text.encode()).digest()).digest()
