"""Поставить приготовленное рядом на место, прежнее отложить; не вышло — всё вернуть, как было."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from letopis.config.backup.bundle import to_disk

OF_DATABASE = ("-wal", "-shm", "-journal")  # endings of what SQLite keeps beside a database


def beside(path: Path) -> Path:
    """Where a file or folder is prepared before it takes its place."""
    return path.with_name(f".{path.name}.restoring")


@contextmanager
def swept(drafts: Sequence[Path]) -> Iterator[None]:
    """Nothing prepared is left behind, neither by this run nor by one that fell before it."""
    _sweep(drafts)
    try:
        yield
    finally:
        _sweep(drafts)


def _sweep(drafts: Sequence[Path]) -> None:
    for draft in drafts:
        if draft.is_dir():
            shutil.rmtree(draft)
        for ending in ("", *OF_DATABASE):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)


class Moves:
    """Renames that are undone together when anything goes wrong before the end.

    Attributes:
        stamp: the moment, as part of the names old things are kept under.
        aside: what was put aside, by its new name.
    """

    def __init__(self, stamp: str) -> None:
        self.stamp = stamp
        self.aside: list[str] = []
        self._undo: list[Callable[[], object]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if kind is None:
            return
        for undo in reversed(self._undo):
            undo()

    def undo_by(self, deed: Callable[[], object]) -> None:
        """Remember how a step is undone."""
        self._undo.append(deed)

    def replace(self, place: Path) -> None:
        """What is prepared beside takes its place; what stood there is kept under another name."""
        if place.exists() and not _is_empty_folder(place):
            self._put_aside(place)
        elif place.exists():
            place.rmdir()
            self.undo_by(place.mkdir)
        self._rename(beside(place), place)
        to_disk(place.parent)

    def _put_aside(self, place: Path) -> None:
        old = place.with_name(f"{place.name}.before-restore-{self.stamp}")
        self._rename(place, old)
        for ending in OF_DATABASE:
            part = place.with_name(place.name + ending)
            if part.exists():
                self._rename(part, old.with_name(old.name + ending))
        self.aside.append(str(old))

    def _rename(self, source: Path, target: Path) -> None:
        source.rename(target)
        self.undo_by(lambda: target.rename(source))


def _is_empty_folder(place: Path) -> bool:
    return place.is_dir() and not any(place.iterdir())
