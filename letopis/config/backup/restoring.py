"""Вернуть копию: сначала рядом, целиком и с полной сверкой, и только потом на место."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from letopis.config.backup import bundle, database
from letopis.config.backup.bundle import Reader
from letopis.config.backup.making import FILES, KEYS, SCHOOL, Stage, Told
from letopis.config.backup.moving import Moves, beside, swept
from letopis.config.serving import held
from letopis.regulation.refusals import Refused
from letopis.trace.craft import keys


@dataclass(frozen=True)
class Wish:
    """What is asked for.

    Attributes:
        file: the copy.
        keys: the file of keys, None if they stand here already.
        without_keys: the keys are lost; take the copy although its seals cannot be verified.
        force: put what stands here aside.
    """

    file: Path
    keys: Path | None = None
    without_keys: bool = False
    force: bool = False


@dataclass(frozen=True)
class Restored:
    """What was done.

    Attributes:
        verified: False only if the keys are lost.
        sealed: records under the last seal of the copy, 0 if it has none.
        root: root of that seal in hexadecimal.
        aside: what stood here before and where it is now.
    """

    made_at: datetime
    verified: bool
    sealed: int
    root: str
    aside: tuple[str, ...]


def restore(wish: Wish, told: Told) -> Restored:
    """Put a copy in its place, all of it or nothing.

    Raises:
        Refused: any code of `backup` and `restore`, serve.running.
    """
    with held(), bundle.opened(wish.file) as copy, swept(_drafts()):
        _check_origin(copy, wish)
        folder = _keys(wish, told)
        if folder:
            copy.check_signature(keys.seal_key(folder))
        _check_place(wish, folder)
        stage = Stage(_("Чтение копии"), copy.size, told)
        _unpack(copy, stage)
        with Moves(f"{timezone.localtime():%Y%m%d-%H%M%S}") as moves:
            verified = _settle(copy, folder, moves)
        return _told_of(copy, moves, verified=verified)


def _drafts() -> list[Path]:
    return [beside(path) for path in (_shot(), Path(settings.LETOPIS_FILES), Path(settings.LETOPIS_KEYS))]


def _shot() -> Path:
    """Where the database of the copy is unpacked: beside its place, so that a rename is enough."""
    return database.place() if database.vendor() == "sqlite" else Path(settings.HOME) / database.NAME


def _check_origin(copy: Reader, wish: Wish) -> None:
    facts = copy.facts
    if facts.get("kind") != SCHOOL or database.NAME not in copy.members:
        raise Refused("restore.wrong_kind", file=str(wish.file))
    if facts.get("database") != database.vendor():
        theirs, ours = str(facts.get("database")), database.vendor()
        raise Refused("restore.other_database", theirs=theirs, ours=ours)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or ()}
    if not known.issuperset(facts.get("migrations", ())):
        raise Refused("restore.newer", program=str(facts.get("program")))


def _keys(wish: Wish, told: Told) -> Path | None:
    """The folder with the school's key the copy is verified by; None if the keys are lost."""
    here = Path(settings.LETOPIS_KEYS)
    if wish.keys:
        draft = beside(here)
        with bundle.opened(wish.keys) as kept:
            if kept.facts.get("kind") != KEYS or keys.NAME not in kept.members:
                raise Refused("restore.wrong_kind", file=str(wish.keys))
            stage = Stage(_("Чтение ключей"), kept.size, told)
            for name in kept.members:
                kept.unpack(name, draft / name, stage)
            kept.check_signature(keys.seal_key(draft))
        return draft
    if (here / keys.NAME).exists():
        return here
    if not wish.without_keys:
        raise Refused("restore.no_keys")
    return None


def _check_place(wish: Wish, folder: Path | None) -> None:
    """Nothing stands where the copy is to stand, unless it may be put aside."""
    if wish.force:
        return
    here, files = Path(settings.LETOPIS_KEYS), Path(settings.LETOPIS_FILES)
    if not database.is_empty():
        raise Refused("restore.occupied", place=str(database.place()))
    if files.exists() and any(files.iterdir()):
        raise Refused("restore.occupied", place=str(files))
    if folder and (here / keys.NAME).exists() and not _same_key(folder, here):
        raise Refused("restore.occupied", place=str(here / keys.NAME))


def _same_key(one: Path, other: Path) -> bool:
    return (one / keys.NAME).read_bytes() == (other / keys.NAME).read_bytes()


def _unpack(copy: Reader, stage: Stage) -> None:
    folder = beside(Path(settings.LETOPIS_FILES))
    folder.mkdir(parents=True, mode=0o700)
    copy.unpack(database.NAME, beside(_shot()), stage)
    for name in copy.members:
        if name.startswith(FILES):
            copy.unpack(name, folder / name.removeprefix(FILES), stage)


def _settle(copy: Reader, folder: Path | None, moves: Moves) -> bool:
    """Verify, then move everything in; the database last, since it is what makes the place a school."""
    is_file = database.vendor() == "sqlite"
    if not is_file:
        _fill(moves)
    verified = _verified(copy, folder, is_file=is_file)
    if not verified and folder:
        raise Refused("restore.does_not_hold")
    moves.replace(Path(settings.LETOPIS_FILES))
    if folder == beside(Path(settings.LETOPIS_KEYS)):
        moves.replace(Path(settings.LETOPIS_KEYS))
    if is_file:
        database.settle(beside(database.place()))
        moves.replace(database.place())
    return verified


def _fill(moves: Moves) -> None:
    """PostgreSQL has no place beside: the copy goes in, and goes out again if it does not hold."""
    aside = "" if database.is_empty() else database.put_aside(moves.stamp)
    moves.undo_by(lambda: database.bring_back(aside))
    if aside:
        moves.aside.append(aside)
    database.fill(beside(_shot()))


def _verified(copy: Reader, folder: Path | None, *, is_file: bool) -> bool:
    """Bring the tables up to this version if need be, then verify, in a process that knows only the copy."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "letopis.config.settings",
        "LETOPIS_HOME": str(settings.HOME),
        "LETOPIS_FILES": str(beside(Path(settings.LETOPIS_FILES))),
        "LETOPIS_KEYS": str(folder or settings.LETOPIS_KEYS),
    }
    if is_file:
        env["LETOPIS_DATABASE"] = f"sqlite:///{quote(str(beside(database.place())))}"
    _django(["migrate", "--no-input", "--verbosity=0"], env, must=True)
    return _django(["verify"], env)


def _django(words: list[str], env: dict[str, str], *, must: bool = False) -> bool:
    sys.stdout.flush()
    command = [sys.executable, "-m", "django", *words]
    return subprocess.run(command, env=env, check=must).returncode == 0  # noqa: S603 - fixed words


def _told_of(copy: Reader, moves: Moves, *, verified: bool) -> Restored:
    seal = copy.facts.get("seal") or {"size": 0, "root": ""}
    made_at = datetime.fromisoformat(copy.facts["made_at"])
    return Restored(made_at, verified, seal["size"], seal["root"], tuple(moves.aside))
