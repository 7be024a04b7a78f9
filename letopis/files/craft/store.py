"""Положить файл на диск целиком: либо он там весь, либо его нет."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def put(path: Path, data: bytes) -> None:
    """Write a file whole and on the disk; one of another size that lies there is put right."""
    if path.exists() and path.stat().st_size == len(data):
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
