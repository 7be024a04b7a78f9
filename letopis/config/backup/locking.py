"""Запереть копию: открыть её может только тот, у кого ключ получателя (формат age)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import pyrage  # type: ignore[import-untyped] # a compiled library without types
from django.conf import settings
from pyrage import ssh, x25519

from letopis.config.backup.bundle import to_disk
from letopis.regulation.refusals import Refused

ENDING = ".age"
MAGIC = b"age-encryption.org/"
Recipient = object  # a public key as the library holds it
Identity = object  # a secret one


def recipients_of(words: Sequence[str]) -> list[Recipient]:
    """Public keys the copy is locked to: `age1…`, `ssh-ed25519 …`, or files with a key in each line.

    Raises:
        Refused: backup.bad_recipient.
    """
    return [_recipient(line) for word in words for line in _lines(word)]


def _lines(word: str) -> list[str]:
    path = Path(word)
    if not word.startswith(("age1", "ssh-")) and path.is_file():
        rows = (row.strip() for row in path.read_text().splitlines())
        return [row for row in rows if row and not row.startswith("#")]
    return [word]


def _recipient(line: str) -> Recipient:
    kind = ssh.Recipient if line.startswith("ssh-") else x25519.Recipient
    try:
        return cast("Recipient", kind.from_str(line))
    except pyrage.RecipientError as error:
        raise Refused("backup.bad_recipient", recipient=line[:40]) from error


def identities_of(path: Path) -> list[Identity]:
    """Secret keys that open a copy: a file of `age-keygen`, or of `ssh-keygen`.

    Raises:
        Refused: restore.bad_identity.
    """
    try:
        content = path.read_bytes()
        if b"OPENSSH PRIVATE KEY" in content:
            return [ssh.Identity.from_buffer(content)]
        rows = (row.strip() for row in content.decode().splitlines())
        words = [row for row in rows if row and not row.startswith("#")]
        found: list[Identity] = [x25519.Identity.from_str(word) for word in words]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise Refused("restore.bad_identity", file=str(path)) from error
    if not found:
        raise Refused("restore.bad_identity", file=str(path))
    return found


def is_locked(path: Path) -> bool:
    """Whether a file is locked, whatever its name."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def lock(plain: Path, target: Path, recipients: Sequence[Recipient]) -> None:
    """Write the locked file beside the others: whole and on the disk, or not at all.

    Raises:
        Refused: backup.exists.
    """
    if target.exists():
        raise Refused("backup.exists", file=str(target))
    draft = target.with_name(f"{target.name}.part")
    try:
        with plain.open("rb") as source, _private(draft) as file:
            pyrage.encrypt_io(source, file, recipients)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    to_disk(target.parent)


@contextmanager
def opened(path: Path, identity: Path | None) -> Iterator[Path]:
    """The copy as it was before it was locked, for as long as it is read; a copy that is open stays itself.

    Raises:
        Refused: restore.locked (no key given), restore.wrong_identity, restore.bad_identity.
    """
    if not is_locked(path):
        yield path
        return
    if identity is None:
        raise Refused("restore.locked", file=str(path))
    plain = scratch()
    try:
        with path.open("rb") as source, _private(plain) as file:
            _decrypt(source, file, path, identities_of(identity))
        yield plain
    finally:
        plain.unlink(missing_ok=True)


def _decrypt(source: object, target: object, path: Path, identities: Sequence[Identity]) -> None:
    try:
        pyrage.decrypt_io(source, target, identities)
    except (pyrage.DecryptError, OSError) as error:
        raise Refused("restore.wrong_identity", file=str(path)) from error


def scratch() -> Path:
    """A place inside the school's own folder for a copy that is not locked yet, or for a while."""
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home / f".copy-{os.getpid()}-{secrets.token_hex(4)}.zip"


def _private(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
