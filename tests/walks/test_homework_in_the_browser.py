"""Прогулка: учитель прикладывает файл к заданию, родитель открывает его в дневнике, учитель убирает."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from letopis.journal.models import HomeworkFile
from tests.cast import Cast
from tests.files.samples import document
from tests.walks.conftest import Window

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_file_goes_from_the_register_to_the_diary_and_away_again(
    cast: Cast, window: Window, tmp_path: Path, settings: Any
) -> None:
    settings.LETOPIS_FILES = tmp_path / "files"
    honest, program = tmp_path / "вариант 1.pdf", tmp_path / "игра.pdf"
    honest.write_bytes(document())
    program.write_bytes(b"MZ\x90\x00")
    teacher = window("teacher")
    teacher.goto(f"/journal/{cast.algebra.pk}/")
    teacher.get_by_role("button", name="Темы и задания").first.click()
    row = teacher.locator(f"#lessons tr[data-id='{cast.lesson.pk}']")
    row.get_by_label("Приложить файл").set_input_files(program)
    expect(row.get_by_role("alert")).to_contain_text("это программа")
    row.get_by_label("Приложить файл").set_input_files(honest)
    expect(row.get_by_role("link", name="вариант 1.pdf")).to_be_visible()
    expect(row.get_by_role("alert")).to_be_hidden()

    parent = window("parent")
    parent.goto("/diary/?day=2026-10-26")
    with parent.expect_download() as download:
        parent.get_by_role("link", name="вариант 1.pdf").click()
    assert Path(download.value.path()).read_bytes() == honest.read_bytes()
    assert download.value.suggested_filename == "вариант 1.pdf"

    row.get_by_role("button", name="К другому дню").click()
    row.get_by_label("к дню").fill("2026-11-02")
    teacher.keyboard.press("Tab")
    row.get_by_role("button", name="Убрать файл вариант 1.pdf").click()
    expect(row.get_by_role("link")).to_have_count(0)
    assert HomeworkFile.objects.get().removed_by == cast.accounts["teacher"].ref
    cast.lesson.refresh_from_db()
    assert str(cast.lesson.homework_due) == "2026-11-02"
    teacher.reload()
    teacher.get_by_role("button", name="Темы и задания").first.click()
    expect(row.get_by_label("к дню")).to_have_value("2026-11-02")
    parent.goto("/diary/?day=2026-10-26")
    expect(parent.get_by_role("link", name="вариант 1.pdf")).to_have_count(0)
