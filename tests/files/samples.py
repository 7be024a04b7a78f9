"""Файлы, какие присылают: честные, хитрые и вредные."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, 120 if mode == "L" else None).save(out, kind, **options)
    return out.getvalue()


def document(**root: Any) -> bytes:
    """A PDF of one empty page; the arguments stand in its root."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for key, value in root.items():
            pdf.Root[f"/{key}"] = value
        pdf.save(out)
    return out.getvalue()


def script() -> pikepdf.Dictionary:
    """What runs when a PDF is opened."""
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
