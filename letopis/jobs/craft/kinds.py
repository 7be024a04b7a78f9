"""Виды долгих работ: комната называет свой вид, исполнитель знает только имя."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from letopis.jobs.craft.progress import Progress


@dataclass(frozen=True)
class Made:
    """What a job leaves behind.

    Attributes:
        sentence: what was done, for the person who asked.
        file: path of the file made, None if there is none.
        file_name: its name for the person.
    """

    sentence: str
    file: Path | None = None
    file_name: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of long work.

    Attributes:
        name: e.g. "results.report_cards".
        work: given the facts of the job, a folder of its own and its progress, does it.
        kept: how long its file may be fetched; None for as long as any work's.
    """

    name: str
    work: Callable[[Mapping[str, Any], Path, Progress], Made]
    kept: Callable[[], timedelta] | None = None


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind of work known; called once at start-up by its room."""
    KINDS[kind.name] = kind
