"""Вопросы к летописи: история факта, печати, сверка."""

from letopis.trace.queries.condition import guards_missing, last_moment, unsealed_since
from letopis.trace.queries.history import (
    Change,
    changes_by,
    checkpoints,
    history_of,
    last_author,
    last_authors,
    unsealed_count,
    verifier,
)
from letopis.trace.queries.verification import Report, verified

__all__ = [
    "Change",
    "Report",
    "changes_by",
    "checkpoints",
    "guards_missing",
    "history_of",
    "last_author",
    "last_authors",
    "last_moment",
    "unsealed_count",
    "unsealed_since",
    "verified",
    "verifier",
]
