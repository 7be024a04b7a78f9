"""Кто печатает бумажный журнал: класс, школу, свои разделы."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from django.test import Client

from letopis.jobs import actions as jobs
from letopis.jobs.models import Job
from letopis.register_book import actions
from letopis.register_book.craft.parts import PARTS, PEOPLE, Wanted
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.results.access import class_page
from tests.cast import TODAY, Cast
from tests.paper.paper_text import closed, text_of

Enter = Callable[[str], Client]


def made(client: Client) -> bytes:
    """The file of the only job, done."""
    jobs.run_waiting()
    job = Job.objects.get()
    assert job.state == Job.DONE, job.sentence
    return client.get(f"/jobs/{job.pk}/file/").content


def test_the_class_teacher_prints_the_own_class(cast: Cast, enter: Enter) -> None:
    client = enter("class_teacher")
    page = client.get("/paper-register/").content.decode()
    assert f"/paper-register/{cast.class_7a.pk}/" in page
    assert f"/paper-register/{cast.class_7b.pk}/" not in page
    response = client.post(
        f"/paper-register/{cast.class_7a.pk}/", {"parts": PARTS, "course": "", "order": "alphabet"}
    )
    assert response.status_code == 302
    words = text_of(made(client))
    assert closed("Общие сведения об обучающихся") in words
    assert closed("Авдеева Мария") in words


def test_one_subject_is_printed_alone(cast: Cast, enter: Enter) -> None:
    client = enter("deputy")
    asked = {"parts": ["subjects"], "course": cast.english.pk, "order": "newcomers_last"}
    client.post(f"/paper-register/{cast.class_7a.pk}/", asked)
    words = text_of(made(client))
    assert closed("Английский язык") in words
    assert closed("Алгебра") not in words


def test_without_a_section_the_form_says_what_to_do(cast: Cast, enter: Enter) -> None:
    page = enter("deputy").post(f"/paper-register/{cast.class_7a.pk}/", {"order": "alphabet"})
    assert "Отметьте хотя бы один раздел." in page.content.decode()
    assert not Job.objects.exists()


def test_a_foreign_subject_is_not_taken(cast: Cast, enter: Enter) -> None:
    asked = {"parts": ["subjects"], "course": cast.algebra_7b.pk, "order": "alphabet"}
    enter("deputy").post(f"/paper-register/{cast.class_7a.pk}/", asked)
    assert not Job.objects.exists()


def test_the_whole_school_is_one_archive_with_a_file_for_each_class(cast: Cast, enter: Enter) -> None:
    client = enter("principal")
    client.post("/paper-register/school/")
    archive = zipfile.ZipFile(io.BytesIO(made(client)))
    assert archive.namelist() == [
        "Журнал 1А 2026-2027.pdf", "Журнал 7А 2026-2027.pdf", "Журнал 7Б 2026-2027.pdf",
    ]  # fmt: skip
    assert Job.objects.get().done == 6
    with pikepdf.open(io.BytesIO(archive.read("Журнал 7А 2026-2027.pdf"))) as pdf:
        assert len(pdf.pages) > 8


@pytest.mark.parametrize(
    "role", ["teacher", "foreign_teacher", "clerk", "archivist", "pupil", "parent", "admin"]
)
def test_nobody_else_prints_a_book(cast: Cast, enter: Enter, role: str) -> None:
    client = enter(role)
    asked = {"parts": PARTS, "order": "alphabet"}
    assert client.post(f"/paper-register/{cast.class_7a.pk}/", asked).status_code == 403
    assert client.post("/paper-register/school/").status_code == 403
    assert not Job.objects.exists()


def test_the_class_teacher_prints_neither_another_class_nor_the_school(cast: Cast, enter: Enter) -> None:
    client = enter("class_teacher")
    assert client.get(f"/paper-register/{cast.class_7b.pk}/").status_code == 403
    assert client.post("/paper-register/school/").status_code == 403


def test_an_action_refuses_whom_the_page_would_refuse(cast: Cast) -> None:
    stranger = Standing(0, TODAY)
    page = class_page(cast.class_7a.pk)
    with pytest.raises(Refused) as refusal:
        actions.print_class_book(page, Wanted(), standing=stranger, by=0)
    assert refusal.value.code == "access.denied"
    with pytest.raises(Refused):
        actions.print_school_books([page.id], Wanted(), standing=stranger, by=0)


def test_pupils_data_are_left_out_for_whom_they_are_not_open(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(actions.access.DEEDS, "register_book.people", {"principal": "school"})
    standing = Standing(7, TODAY, roles=frozenset({"deputy"}))
    job = actions.print_class_book(class_page(cast.class_7a.pk), Wanted(), standing=standing, by=7)
    assert job.facts["parts"] == [part for part in PARTS if part != PEOPLE]
