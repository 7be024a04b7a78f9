"""Файл к одному домашнему заданию: рисунок координатной плоскости, всегда один и тот же."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from typing import NamedTuple

from PIL import Image, ImageDraw

NAME = "Координатная плоскость.png"
_SIDE, _STEP = 640, 40


class FileRow(NamedTuple):
    """A kept file; columns of `files_keptfile`."""

    id: int
    ref: int
    digest: str
    size: int
    mime: str
    at: object
    by: int


class AttachedRow(NamedTuple):
    """A file to homework; columns of `journal_homeworkfile`."""

    ref: int
    name: str
    added_at: object
    added_by: int
    lesson_id: int
    file_id: int


@cache
def handout() -> bytes:
    """A plane with a line on it, as a PNG."""
    out = io.BytesIO()
    _drawn().save(out, "PNG")
    return out.getvalue()


def _drawn() -> Image.Image:
    picture = Image.new("L", (_SIDE, _SIDE), 255)
    pen = ImageDraw.Draw(picture)
    for at in range(0, _SIDE + 1, _STEP):
        pen.line([(at, 0), (at, _SIDE)], fill=205)
        pen.line([(0, at), (_SIDE, at)], fill=205)
    middle = _SIDE // 2
    pen.line([(middle, 0), (middle, _SIDE)], fill=0, width=2)
    pen.line([(0, middle), (_SIDE, middle)], fill=0, width=2)
    pen.line([(_STEP, _SIDE - _STEP), (_SIDE - _STEP, _STEP)], fill=60, width=4)
    return picture


@cache
def digest() -> str:
    """SHA-256 of it."""
    return hashlib.sha256(handout()).hexdigest()
