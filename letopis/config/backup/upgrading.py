"""Обновить базу школы под новую программу: рядом, с копией про запас; не вышло — всё осталось прежним."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from letopis.config import serving
from letopis.config.backup import making
from letopis.config.backup.making import Told
from letopis.config.backup.restoring import Wish, restore


@dataclass(frozen=True)
class Upgraded:
    """What was done.

    Attributes:
        changes: how many changes of the tables were made, 0 if none waited.
        copy: the copy taken before; aside: where the former database is now.
    """

    changes: int
    copy: Path | None = None
    aside: tuple[str, ...] = ()


def upgrade(told: Told) -> Upgraded:
    """Bring the tables up to this version of the program.

    The school is copied, the copy is changed and verified beside it, and only then takes its place.

    Raises:
        Refused: serve.running, any code of `backup` and `restore`.
        CalledProcessError: a change of the tables failed; nothing was moved.
    """
    with serving.held():
        changes = serving.unapplied_migrations()
    if not changes:
        return Upgraded(0)
    made = making.make(making.Order(making.default_target(), with_keys=False), told=told)
    done = restore(Wish(made.file, force=True), told)
    return Upgraded(changes, made.file, done.aside)
