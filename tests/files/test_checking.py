"""Файл узнают по содержанию: честный проходит чистым, вредный не проходит, кем бы ни назвался."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from letopis.files.craft.checking import JPEG, PDF, PNG, check
from letopis.files.craft.naming import LONGEST, clean_name
from letopis.regulation.refusals import Refused
from tests.files.samples import document, picture, script

MOST = 2 * 1024 * 1024


def refusal(data: bytes, name: str = "задание.pdf") -> str:
    with pytest.raises(Refused) as refused:
        check(data, name, MOST)
    return refused.value.code


def test_a_pdf_is_kept_as_it_came() -> None:
    data = document()
    found = check(data, "Задание № 5.PDF", MOST)
    assert (found.data, found.mime, found.name) == (data, PDF, "Задание № 5.pdf")


def test_a_picture_is_drawn_anew_without_what_its_camera_told() -> None:
    shot = Image.new("RGB", (20, 10))
    exif = shot.getexif()
    exif[0x010F] = "Камера Петровой"
    exif[0x0112] = 6  # lies on its side
    out = io.BytesIO()
    shot.save(out, "JPEG", exif=exif)
    found = check(out.getvalue() + b"<script>alert(1)</script>", "фото.png", MOST)
    assert (found.mime, found.name) == (JPEG, "фото.jpg")
    assert b"script" not in found.data
    with Image.open(io.BytesIO(found.data)) as redrawn:
        assert redrawn.size == (10, 20)
        assert not redrawn.getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_drawings_of_every_mode_come_through(mode: str) -> None:
    assert check(picture("PNG", mode=mode), "схема.png", MOST).mime == PNG


def test_a_scan_of_many_sheets_becomes_a_pdf() -> None:
    sheets = [Image.new("L", (60, 80), shade) for shade in (10, 20, 30)]
    out = io.BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:])
    found = check(out.getvalue(), "скан.tiff", MOST)
    assert (found.mime, found.name) == (PDF, "скан.pdf")
    with pikepdf.open(io.BytesIO(found.data)) as pdf:
        assert len(pdf.pages) == 3


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"x" * (MOST + 1), "file.too_big"),
        (b"MZ\x90\x00\x03", "file.program"),
        (b"\x7fELF\x02", "file.program"),
        (b"#!/bin/sh\nrm -rf /", "file.program"),
        (b"PK\x03\x04word/document.xml", "file.office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "file.office"),
        (b"{\\rtf1}", "file.office"),
        (b"<!doctype html><script>1</script>", "file.web_page"),
        ("\ufeff<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>".encode(), "file.web_page"),
        (b"<?xml version='1.0'?><svg/>", "file.web_page"),
        ("Просто текст".encode(), "file.unknown"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "file.unknown"),
        (picture("PNG")[:60], "file.broken"),
        (picture("JPEG")[:120], "file.broken"),
        (b"%PDF-1.7\n1 0 obj\n", "file.broken"),
    ],
)
def test_what_is_no_homework_is_refused_whatever_its_name(data: bytes, code: str) -> None:
    assert refusal(data) == code


def _opening() -> bytes:
    return document(OpenAction=script())


def _direct() -> bytes:
    """The script lies deep inside other objects, not as one of its own."""
    nested = pikepdf.Array([pikepdf.Dictionary(Kids=pikepdf.Array([pikepdf.Dictionary(A=script())]))])
    return document(Names=pikepdf.Dictionary(Dests=nested))


def _launch() -> bytes:
    return document(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe")))


def _attached() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["virus.exe"] = b"MZ"
        pdf.save(out)
    return out.getvalue()


def _on_page() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].obj["/AA"] = pikepdf.Dictionary(O=script())
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _form() -> bytes:
    return document(AcroForm=pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=pikepdf.String("<xdp/>")))


@pytest.mark.parametrize("made", [_opening, _direct, _launch, _attached, _on_page, _form])
def test_a_pdf_that_would_act_by_itself_is_refused(made: Callable[[], bytes]) -> None:
    assert refusal(made()) == "file.acting"


def test_a_pdf_under_a_password_cannot_be_looked_into() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refusal(out.getvalue()) == "file.locked"


def test_a_pdf_without_a_sheet_is_broken() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.save(out)
    assert refusal(out.getvalue()) == "file.broken"


def test_a_picture_of_a_thousand_million_points_is_not_drawn() -> None:
    assert refusal(picture("PNG", (9000, 9000), "1")) == "file.bomb"


def test_a_program_that_calls_itself_a_picture_is_named_by_what_it_is() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as inside:
        inside.writestr("a.txt", "1")
    assert refusal(archive.getvalue(), "фото.jpg") == "file.office"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("задача.pdf", "задача.pdf"),
        ("C:\\Users\\Анна\\задача.docx", "задача.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a\u202efdp.exe", "afdp.pdf"),
        ("  .  ", "файл.pdf"),
        ("CON.txt", "файл.pdf"),
        ("стр. 5 <важно>.pdf", "стр. 5 важно.pdf"),
        ("ж" * 300 + ".pdf", "ж" * (LONGEST - 4) + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(name: str, shown: str) -> None:
    assert clean_name(name, ".pdf") == shown


@given(st.text(max_size=200))
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    shown = clean_name(name, ".pdf")
    assert shown.endswith(".pdf")
    assert len(shown) <= LONGEST
    assert not set(shown) & set('/\\<>:"|?*\n\r\x00')
    assert not shown.startswith(".")


@given(st.binary(max_size=400))
def test_noise_is_refused_in_words(noise: bytes) -> None:
    with pytest.raises(Refused):
        check(noise, "шум", MOST)
