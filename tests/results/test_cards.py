"""Табели: что на них стоит, сноски об исправлениях, печать класса и школы."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from django.test import Client

from letopis.jobs import actions as jobs
from letopis.jobs.models import Job
from letopis.journal.models import AbsenceTotal, Entry, Lesson
from letopis.results.access import class_page
from letopis.results.printouts import card_of
from letopis.results.queries import year_marks
from letopis.school.queries import settings_on
from tests.cast import TODAY, Cast, close_quarter, saved

Enter = Callable[[str], Client]


def correct_closed_mark(cast: Cast, enter: Enter) -> None:
    """The quarter is closed with 4; then the deputy makes it 5 with a ground."""
    address = f"/journal/{cast.algebra.pk}/period-mark/?period={cast.quarters[0].pk}"
    first = {"student": cast.anna.pk, "old": "", "new": "4", "reason": ""}
    saved(enter("teacher").post(address, first, content_type="application/json"))
    close_quarter(cast)
    second = {"student": cast.anna.pk, "old": "4", "new": "5", "reason": "приказ 12"}
    saved(enter("deputy").post(address, second, content_type="application/json"))


def test_a_correction_after_closing_is_a_footnote_for_ever(cast: Cast, enter: Enter) -> None:
    correct_closed_mark(cast, enter)
    marks = year_marks(class_page(cast.class_7a.pk), settings_on(TODAY), TODAY)
    card = card_of(marks, cast.anna.pk)
    assert card.subjects[0].marks[0].correction == 1
    assert card.corrections == (
        "Алгебра, I четверть: 4 исправлено на 5 28.10.2026, Deputyова\u00a0Н.\u00a0И.. Основание: приказ 12",
    )


def test_absences_are_counted_by_reason_and_lateness_is_none(cast: Cast) -> None:
    lessons = Lesson.objects.filter(course=cast.algebra, date__lte=cast.quarters[0].ends)
    for lesson, sign in zip([*lessons, *Lesson.objects.filter(course=cast.algebra_7b)], "бн", strict=False):
        Entry.objects.create(lesson=lesson, student=cast.anna, value=sign, absence=sign)
    late = Lesson.objects.get(course=cast.english, date=lessons[0].date)
    Entry.objects.create(lesson=late, student=cast.anna, value="о", absence="о")
    marks = year_marks(class_page(cast.class_7a.pk), settings_on(TODAY), TODAY)
    found = marks.absences[cast.anna.pk, cast.quarters[0].pk]
    assert (found.missed, found.illness, found.excused) == (2, 1, 1)
    assert marks.absences[cast.anna.pk, cast.whole_year.pk].missed == 2


def test_a_year_kept_in_sums_shows_its_sums(cast: Cast) -> None:
    AbsenceTotal.objects.create(student=cast.anna, period=cast.quarters[0], missed=9, illness=4, excused=6)
    marks = year_marks(class_page(cast.class_7a.pk), settings_on(TODAY), TODAY)
    card = card_of(marks, cast.anna.pk)
    assert [row.values[0] for row in card.absences] == ["9", "4", "2", "3"]


def test_the_card_of_one_pupil_is_previewed_in_the_page(cast: Cast, enter: Enter) -> None:
    client = enter("class_teacher")
    page = client.get(f"/classes/{cast.class_7a.pk}/report-cards/?pupil={cast.boris.pk}")
    address = f"/classes/{cast.class_7a.pk}/report-cards/{cast.boris.pk}.pdf"
    assert address in page.content.decode()
    paper = client.get(address)
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        assert len(pdf.pages) == 1
    assert paper["X-Frame-Options"] == "SAMEORIGIN"


def test_the_whole_class_is_printed_as_a_job(cast: Cast, enter: Enter) -> None:
    client = enter("class_teacher")
    response = client.post(f"/classes/{cast.class_7a.pk}/report-cards/")
    assert Job.objects.get().state == Job.WAITING
    jobs.run_waiting()
    job = Job.objects.get()
    assert (response.status_code, job.state, job.done) == (302, Job.DONE, 4)
    content = b"".join(client.get(f"/jobs/{job.pk}/file/").streaming_content)  # type: ignore[attr-defined]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 4


def test_the_whole_school_is_one_archive_with_a_file_for_each_class(cast: Cast, enter: Enter) -> None:
    client = enter("principal")
    client.post("/classes/report-cards/")
    jobs.run_waiting()
    job = Job.objects.get()
    assert job.sentence == "Табелей: 5, файл на каждый класс."
    content = b"".join(client.get(f"/jobs/{job.pk}/file/").streaming_content)  # type: ignore[attr-defined]
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert names == ["Табели 1А 2026-2027.pdf", "Табели 7А 2026-2027.pdf", "Табели 7Б 2026-2027.pdf"]


@pytest.mark.parametrize("role", ["class_teacher", "teacher", "clerk", "parent"])
def test_the_whole_school_is_printed_by_its_heads_only(cast: Cast, enter: Enter, role: str) -> None:
    assert enter(role).post("/classes/report-cards/").status_code == 403
    assert not Job.objects.exists()
