"""Снять копию: снимок базы, файлы, опись; ключи — отдельной связкой."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from letopis.config.backup import bundle, database, locking
from letopis.config.backup.locking import Recipient
from letopis.regulation.refusals import Refused
from letopis.trace import queries as trace
from letopis.trace.craft import keys

SCHOOL, KEYS = "school", "keys"  # kinds of bundles
FILES = "files/"

Told = Callable[[str, int, int], None]  # takes the name of the stage, bytes done, bytes in all


@dataclass(frozen=True)
class Order:
    """What copy is wanted.

    Attributes:
        target: file that must not exist yet; a locked one gets `.age` behind its name.
        with_keys: also write the keys, into a file of their own.
        keys_folder: where to, None for beside the copy.
        recipients: whom both files are locked to, nobody if empty.
    """

    target: Path
    with_keys: bool = True
    keys_folder: Path | None = None
    recipients: tuple[Recipient, ...] = ()

    @property
    def file(self) -> Path:
        """The copy's own file."""
        return self._locked(self.target)

    @property
    def keys(self) -> Path:
        """The keys' file."""
        beside = self.target.with_name(f"{self.target.stem}.keys{self.target.suffix}")
        return self._locked((self.keys_folder or self.target.parent) / beside.name)

    def _locked(self, path: Path) -> Path:
        return path.with_name(path.name + locking.ENDING) if self.recipients else path


@dataclass(frozen=True)
class Made:
    """What was made.

    Attributes:
        keys: the keys' own file, None if they were left out.
        files: how many kept files are in it, beside the database.
        size: bytes of the copy on the disk.
    """

    file: Path
    keys: Path | None
    files: int
    size: int


def default_target() -> Path:
    """Where a copy goes when nobody says."""
    return Path(settings.HOME) / "backups" / f"letopis-{timezone.localtime():%Y-%m-%d-%H%M%S}.zip"


def make(order: Order, *, told: Told) -> Made:
    """Make a copy while the school is in use, and read it back; what is to be locked lies nowhere open.

    Args:
        order: what copy is wanted.
        told: hears how far it is.

    Raises:
        Refused: any code of `backup`.
    """
    _check(order)
    for file in (order.file, order.keys):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = keys.seal_key(Path(settings.LETOPIS_KEYS))
    with _settled(order.file, order) as plain:
        files = _school(plain, key, told)
        _read_back(plain, told)
    if order.with_keys:
        with _settled(order.keys, order) as plain:
            _keys(plain, key)
    return Made(order.file, order.keys if order.with_keys else None, files, order.file.stat().st_size)


@contextmanager
def _settled(target: Path, order: Order) -> Iterator[Path]:
    """Where to write a file that is to stand at the target: there itself, or in a place of its own first."""
    if not order.recipients:
        yield target
        return
    plain = locking.scratch()
    try:
        yield plain
        locking.lock(plain, target, order.recipients)
    finally:
        plain.unlink(missing_ok=True)


def _check(order: Order) -> None:
    for file in (order.file, order.keys) if order.with_keys else (order.file,):
        if file.exists():
            raise Refused("backup.exists", file=str(file))
        if file.resolve().is_relative_to(Path(settings.LETOPIS_FILES).resolve()):
            raise Refused("backup.inside", file=str(file))
    if database.is_empty():
        raise Refused("backup.no_database", file=str(connection.settings_dict["NAME"]))


def _school(target: Path, key: Ed25519PrivateKey, told: Told) -> int:
    shot = target.with_name(f".{target.name}.snapshot")
    try:
        return _written(target, shot, key, told)
    finally:
        shot.unlink(missing_ok=True)


def _written(target: Path, shot: Path, key: Ed25519PrivateKey, told: Told) -> int:
    """The database first: whatever file its rows speak of was there before them."""
    facts = _facts()
    with bundle.written(target) as writer:
        database.snapshot(shot, lambda done, total: told(_("Снимок базы"), done, total))
        files = [(database.NAME, shot), *_files(Path(settings.LETOPIS_FILES))]
        stage = Stage(_("Запись копии"), sum(_size(path) for _name, path in files), told)
        for name, path in files:
            with suppress(FileNotFoundError):  # a file of a long work, thrown away meanwhile
                writer.add(name, path, stage)
        writer.seal(facts, key)
    return len(writer.members) - 1


def _keys(target: Path, key: Ed25519PrivateKey) -> None:
    """Small and whole: every file of the keys' folder."""
    with bundle.written(target) as writer:
        for path in sorted(Path(settings.LETOPIS_KEYS).iterdir()):
            if path.is_file():
                writer.add(path.name, path, _unheard)
        writer.seal({"kind": KEYS, "made_at": timezone.now().isoformat()}, key)


def _read_back(target: Path, told: Told) -> None:
    with bundle.opened(target) as reader:
        reader.check(Stage(_("Перечитывание"), reader.size, told))


def _facts() -> dict[str, Any]:
    """What a copy says of itself."""
    last = trace.checkpoints().first()
    return {
        "kind": SCHOOL,
        "program": version("letopis"),
        "made_at": timezone.now().isoformat(),
        "database": database.vendor(),
        "migrations": sorted(
            f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
        ),
        "seal": {"size": last.size, "root": bytes(last.root).hex(), "at": last.at.isoformat()}
        if last
        else None,
    }


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Kept files under the names they get; what is no plain file is left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"{FILES}{path.relative_to(folder).as_posix()}", path


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _unheard(_count: int) -> None:
    """Nobody waits for a few bytes."""


class Stage:
    """Turns pieces of work into "so much of so much"."""

    def __init__(self, name: str, total: int, told: Told) -> None:
        self._name, self._total, self._told, self._done = name, total, told, 0

    def __call__(self, count: int) -> None:
        """Hear of another piece, in bytes."""
        self._done += count
        self._told(self._name, self._done, self._total)
