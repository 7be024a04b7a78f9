"""Связка файлов с описью: у каждого файла записан отпечаток, под описью стоит подпись школы."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from letopis.regulation.refusals import Refused

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
FORMAT = 1
CHUNK = 1 << 20
MOST_MANIFEST = 256 << 20  # bytes; a manifest line is about 150
SPOILT = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)  # what bad bytes raise

Told = Callable[[int], None]  # takes the number of bytes just worked through


@dataclass(frozen=True)
class Member:
    """One file of a bundle: bytes and SHA-256."""

    size: int
    sha256: str


class Writer:
    """Adds files to a bundle; nothing of it is visible under its own name before `sealed`."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: dict[str, Member] = {}

    def add(self, name: str, source: Path, told: Told) -> None:
        """Take a file in under a name; what is hashed is what is written.

        Raises:
            FileNotFoundError: the file is not there (any more).
        """
        with source.open("rb") as file, self._archive.open(_info(name), "w", force_zip64=True) as member:
            self.members[name] = _poured(file, member, told)

    def seal(self, facts: Mapping[str, Any], key: Ed25519PrivateKey | None) -> None:
        """Write the manifest and the school's signature under it."""
        members = {name: [one.size, one.sha256] for name, one in sorted(self.members.items())}
        text = json.dumps({"format": FORMAT, **facts, "members": members}, ensure_ascii=False, indent=1)
        self._archive.writestr(_info(MANIFEST), text)
        if key is not None:
            self._archive.writestr(_info(SIGNATURE), key.sign(text.encode()).hex())


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _poured(source: IO[bytes], target: IO[bytes], told: Told) -> Member:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        target.write(chunk)
        size += len(chunk)
        told(len(chunk))
    return Member(size, digest.hexdigest())


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """A new bundle: appears whole and on the disk, or not at all.

    Raises:
        Refused: backup.exists, backup.running.
    """
    if path.exists():
        raise Refused("backup.exists", file=str(path))
    draft = path.with_name(f"{path.name}.part")
    with _held(draft) as file:
        try:
            with zipfile.ZipFile(file, "w", compresslevel=1) as archive:
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
            draft.rename(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    to_disk(path.parent)


@contextmanager
def _held(draft: Path) -> Iterator[IO[bytes]]:
    """A draft nobody else writes; one left by a fallen program is begun anew."""
    with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Refused("backup.running", file=str(draft)) from error
        file.truncate()
        yield file


def to_disk(folder: Path) -> None:
    """Make sure that names just given in a folder outlive a power cut."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


class Reader:
    """A bundle that is being read; its facts are believed only as far as `check` and `unpack` prove them."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive = archive
        self._path = path
        self._text = self._manifest()
        self.facts = self._facts()
        self.members = self._members()

    def _manifest(self) -> bytes:
        names = self._archive.namelist()
        if names.count(MANIFEST) != 1 or self._archive.getinfo(MANIFEST).file_size > MOST_MANIFEST:
            raise Refused("backup.foreign", file=str(self._path))
        try:
            return self._archive.read(MANIFEST)
        except SPOILT as error:
            raise self._damaged(MANIFEST) from error

    def _facts(self) -> dict[str, Any]:
        try:
            facts = json.loads(self._text)
        except ValueError as error:
            raise Refused("backup.foreign", file=str(self._path)) from error
        if not isinstance(facts, dict) or facts.get("format") != FORMAT:
            raise Refused("backup.foreign", file=str(self._path))
        return facts

    def _members(self) -> dict[str, Member]:
        try:
            listed = {
                name: Member(int(size), str(sha)) for name, (size, sha) in self.facts["members"].items()
            }
        except (KeyError, AttributeError, TypeError, ValueError) as error:
            raise Refused("backup.foreign", file=str(self._path)) from error
        there = [name for name in self._archive.namelist() if name not in {MANIFEST, SIGNATURE}]
        odd = set(there) ^ set(listed) | {name for name in there if not _is_plain(name)}
        if odd or len(there) != len(listed):
            raise self._damaged(min(odd, default=MANIFEST))
        return listed

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(member.size for member in self.members.values())

    def check_signature(self, key: Ed25519PrivateKey) -> None:
        """Whether this school made the bundle.

        Raises:
            Refused: backup.forged.
        """
        try:
            key.public_key().verify(bytes.fromhex(self._archive.read(SIGNATURE).decode()), self._text)
        except (*SPOILT, KeyError, ValueError, InvalidSignature) as error:
            raise Refused("backup.forged", file=str(self._path)) from error

    def check(self, told: Told) -> None:
        """Read every file back and compare it with the manifest.

        Raises:
            Refused: backup.damaged.
        """
        with Path(os.devnull).open("wb") as nowhere:
            for name in self.members:
                self._pour(name, nowhere, told)

    def unpack(self, name: str, target: Path, told: Told) -> None:
        """Write one file out, readable by its owner only, on the disk when this returns.

        Raises:
            Refused: backup.damaged.
        """
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        number = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "wb") as file:
            self._pour(name, file, told)
            file.flush()
            os.fsync(file.fileno())

    def _pour(self, name: str, target: IO[bytes], told: Told) -> None:
        wanted = self.members[name]
        if self._archive.getinfo(name).file_size != wanted.size:
            raise self._damaged(name)
        try:
            with self._archive.open(name) as member:
                found = _poured(member, target, told)
        except SPOILT as error:
            raise self._damaged(name) from error
        if found != wanted:
            raise self._damaged(name)

    def _damaged(self, name: str) -> Refused:
        return Refused("backup.damaged", file=str(self._path), name=name)


def _is_plain(name: str) -> bool:
    """A name that leads nowhere but down."""
    path = PurePosixPath(name)
    return not (
        path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or name.endswith("/")
    )


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """A bundle to read.

    Raises:
        Refused: backup.no_file, backup.foreign, backup.damaged.
    """
    if not path.is_file():
        raise Refused("backup.no_file", file=str(path))
    try:
        archive = zipfile.ZipFile(path)
    except (*SPOILT, OSError) as error:
        raise Refused("backup.foreign", file=str(path)) from error
    with archive:
        yield Reader(archive, path)
