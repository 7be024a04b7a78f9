"""Где лежит файл и цел ли он: летопись сверяет отпечаток каждого с тем, что на диске (п. 5.1)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from letopis.files.craft.checking import Checked, check
from letopis.files.models import KeptFile
from letopis.trace.craft.facts import Kind, Pair

KEEP = "files.keep"


def path_of(digest: str) -> Path:
    """Where the file of a digest lies."""
    return Path(settings.LETOPIS_FILES) / "kept" / digest[:2] / digest


def checked(data: bytes, name: str) -> Checked:
    """The file as it may be kept, within the school's limit of size.

    Raises:
        Refused: any code of `file`.
    """
    return check(data, name, settings.LETOPIS_FILE_MB * 1024 * 1024)


def found_on_disk(digest: str) -> str:
    """SHA-256 of what lies there now, "" where nothing does."""
    try:
        with path_of(digest).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def files() -> Iterator[tuple[Pair, Mapping[str, Any]]]:
    """Every kept file as it lies on the disk, to be held against what was recorded of it."""
    for ref, digest in KeptFile.objects.order_by("id").values_list("ref", "digest"):
        yield (ref, 0), {"sha256": found_on_disk(digest)}


def file_named(pair: Pair) -> str:
    """A file in words."""
    found = KeptFile.objects.filter(ref=pair[0]).first()
    if found is None:
        return _("Файл, которого больше нет")
    return _("Файл, принятый %(at)s, отпечаток %(digest)s") % {
        "at": f"{found.at:%d.%m.%Y}",
        "digest": found.digest[:12],
    }


def told_file(after: Mapping[str, Any]) -> str:
    """What lies there."""
    return str(after.get("sha256", ""))[:12] or _("файла нет на диске")


KIND = Kind("files.file", frozenset({KEEP}), files, file_named, told_file)
