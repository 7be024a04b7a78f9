"""Файл узнают по содержанию, а не по имени: картинку перерисовывают, PDF обходят весь, остальное не берут."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from letopis.files.craft.naming import clean_name
from letopis.regulation.refusals import Refused

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
ENDINGS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png"}
MOST_PIXELS = 50_000_000  # a phone's 48 megapixels
MOST_FRAMES = 60  # sheets of one TIFF
MOST_OBJECTS = 200_000  # objects of one PDF, those inside others too
_FORMATS = ("JPEG", "PNG", "TIFF")
_QUALITY = 88
# What a PDF does by itself when it is opened or clicked, or carries for others to open.
_ACTING_KEYS = frozenset({"/JS", "/JavaScript", "/AA", "/XFA", "/EmbeddedFiles", "/EF", "/RichMediaContent"})
_ACTING_KINDS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/RichMedia"}
)
# What people send instead, by the first bytes: code of the refusal.
_OTHERS = (
    (b"MZ", "file.program"),
    (b"\x7fELF", "file.program"),
    (b"#!", "file.program"),
    (b"PK\x03\x04", "file.office"),
    (b"\xd0\xcf\x11\xe0", "file.office"),
    (b"{\\rtf", "file.office"),
)


@dataclass(frozen=True)
class Checked:
    """A file that may be kept.

    Attributes:
        data: its bytes as they will be kept; a picture's are drawn anew.
        mime: kind of content.
        name: name to hand it out under, with the ending of its content.
    """

    data: bytes
    mime: str
    name: str


def check(data: bytes, name: str, most: int) -> Checked:
    """The file as it may be kept.

    Args:
        data: as it came.
        name: as the person's machine calls it.
        most: greatest size in bytes.

    Raises:
        Refused: file.empty, file.too_big, file.program, file.office, file.web_page, file.unknown,
            file.broken, file.bomb, file.locked, file.acting.
    """
    if not data:
        raise Refused("file.empty")
    if len(data) > most:
        raise Refused("file.too_big", limit=most // 1024 // 1024)
    if data.startswith(b"%PDF-"):
        _check_pdf(data)
        return Checked(data, PDF, clean_name(name, ENDINGS[PDF]))
    drawn, mime = _drawn_anew(data)
    return Checked(drawn, mime, clean_name(name, ENDINGS[mime]))


def _drawn_anew(data: bytes) -> tuple[bytes, str]:
    """A picture without anything but its pixels: no place and time of the shot, no hidden tail."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _redrawn(data)
    except Refused:
        raise
    except UnidentifiedImageError as error:
        raise Refused(_told(data)) from error
    except Exception as error:  # the decoders of foreign pictures fail in every way there is
        raise Refused("file.broken") from error


def _redrawn(data: bytes) -> tuple[bytes, str]:
    out = io.BytesIO()
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused("file.bomb")
        if picture.format == "TIFF":
            return _sheets(picture), PDF
        upright = ImageOps.exif_transpose(picture)
        if picture.format == "PNG":
            _bare(upright, ("1", "L", "LA", "P", "RGB", "RGBA")).save(out, "PNG")
            return out.getvalue(), PNG
        _bare(upright, ("L", "RGB")).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue(), JPEG


def _bare(picture: Image.Image, modes: tuple[str, ...]) -> Image.Image:
    """The pixels alone, in a mode the format can hold."""
    kept = picture if picture.mode in modes else picture.convert("RGB")
    bare = Image.new(kept.mode, kept.size)
    if kept.mode == "P" and (palette := kept.getpalette()):
        bare.putpalette(palette)
    bare.paste(kept)
    return bare


def _sheets(picture: Image.Image) -> bytes:
    """A scan of several sheets as a PDF."""
    sheets = []
    for number, frame in enumerate(ImageSequence.Iterator(picture)):
        if number >= MOST_FRAMES or frame.width * frame.height * (number + 1) > MOST_PIXELS:
            raise Refused("file.bomb")
        sheets.append(_bare(frame, ("L", "RGB")))
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def _told(data: bytes) -> str:
    for start, code in _OTHERS:
        if data.startswith(start):
            return code
    text = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<", b"<?xml")) or b"<script" in text or b"<svg" in text:
        return "file.web_page"
    return "file.unknown"


def _check_pdf(data: bytes) -> None:
    """Walk through every object of a PDF, those inside others too.

    Raises:
        Refused: file.locked, file.broken, file.acting, file.bomb.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            for count, thing in enumerate(_things(document)):
                if count > MOST_OBJECTS:
                    raise Refused("file.bomb")
                if _acts(thing):
                    raise Refused("file.acting")
            if not len(document.pages):
                raise Refused("file.broken")
    except pikepdf.PasswordError as error:
        raise Refused("file.locked") from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
        raise Refused("file.broken") from error


def _things(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Dictionaries and arrays of the document; what another object only points at comes in its own turn."""
    waiting = [*document.objects, document.trailer]
    while waiting:
        thing = waiting.pop()
        if not isinstance(thing, pikepdf.Object):
            continue
        yield thing
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            waiting.extend(value for value in dict(thing.items()).values() if _is_direct(value))
        elif isinstance(thing, pikepdf.Array):
            waiting.extend(value for value in thing if _is_direct(value))


def _is_direct(thing: object) -> bool:
    """Whether it stands inside another and nowhere else."""
    kinds = (pikepdf.Dictionary, pikepdf.Array)
    return isinstance(thing, kinds) and not getattr(thing, "is_indirect", False)


def _acts(thing: pikepdf.Object) -> bool:
    if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        return False
    if _ACTING_KEYS & {str(key) for key in thing.keys()}:  # noqa: SIM118 - a PDF dictionary iterates its values
        return True
    return str(thing.get("/S", "")) in _ACTING_KINDS or str(thing.get("/Type", "")) == "/EmbeddedFile"
