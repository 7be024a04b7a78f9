"""Табели: что на них стоит, сноски об исправлениях, печать класса и школы."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pikepdf
import pytest
from django.test import Client

from letopis.jobs import actions as jobs
from letopis.jobs.models import Job
from letopis.journal.models import AbsenceTotal, Entry, Lesson, PeriodMark
from letopis.people.models import Enrolment
from letopis.results.access import class_page
from letopis.results.printouts import card_of
from letopis.results.queries import YearMarks, card_pupils, year_marks
from letopis.school.queries import settings_on
from tests.cast import TODAY, Cast, close_quarter, saved
from tests.paper.paper_text import closed, text_of

Enter = Callable[[str], Client]


def marks_of(cast: Cast) -> YearMarks:
    """Everything on the cards of 7 «А» today."""
    page = class_page(cast.class_7a.pk)
    return year_marks(page, settings_on(TODAY), card_pupils(page, TODAY))


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
    marks = marks_of(cast)
    card = card_of(marks, cast.anna.pk)
    assert card.subjects[0].marks[0].correction == 1
    (note,) = card.corrections
    assert note.startswith("Алгебра, I четверть: «4» исправлена на «5» 28 октября 2026 (Deputyова")
    assert note.endswith("основание: приказ 12")


def test_absences_are_counted_by_reason_and_lateness_is_none(cast: Cast) -> None:
    lessons = Lesson.objects.filter(course=cast.algebra, date__lte=cast.quarters[0].ends)
    for lesson, sign in zip([*lessons, *Lesson.objects.filter(course=cast.algebra_7b)], "бн", strict=False):
        Entry.objects.create(lesson=lesson, student=cast.anna, value=sign, absence=sign)
    late = Lesson.objects.get(course=cast.english, date=lessons[0].date)
    Entry.objects.create(lesson=late, student=cast.anna, value="о", absence="о")
    marks = marks_of(cast)
    found = marks.absences[cast.anna.pk, cast.quarters[0].pk].lessons
    assert (found.missed, found.illness, found.excused) == (2, 1, 1)
    assert marks.absences[cast.anna.pk, cast.whole_year.pk].lessons.missed == 2


def test_a_year_kept_in_sums_shows_its_sums(cast: Cast) -> None:
    AbsenceTotal.objects.create(student=cast.anna, period=cast.quarters[0], missed=9, illness=4, excused=6)
    marks = marks_of(cast)
    card = card_of(marks, cast.anna.pk)
    assert [row.values[0] for row in card.absences] == ["9", "4", "2", "3"]


def test_the_year_is_the_sum_of_its_parts_where_it_has_no_sum_of_its_own(cast: Cast) -> None:
    for quarter, missed in zip(cast.quarters, (9, 3), strict=False):
        AbsenceTotal.objects.create(
            student=cast.anna, period=quarter, missed=missed, illness=2, excused=missed - 1
        )
    assert marks_of(cast).absences[cast.anna.pk, cast.whole_year.pk].lessons == (12, 4, 10)


def test_who_changed_class_takes_marks_and_absences_along(cast: Cast) -> None:
    moved = cast.stranger
    moved.enrolments.update(ends=date(2026, 10, 18))
    Enrolment.objects.create(student=moved, class_group=cast.class_7a, starts=date(2026, 10, 19))
    PeriodMark.objects.create(
        course=cast.algebra_7b, student=moved, period=cast.quarters[0], value="4", by_calculation=True
    )
    lesson = Lesson.objects.get(course=cast.algebra_7b, date=date(2026, 9, 14))
    Entry.objects.create(lesson=lesson, student=moved, value="у", absence="у")
    marks = marks_of(cast)
    assert marks.mark(moved.pk, "Алгебра", cast.quarters[0].pk).text == "4"
    assert marks.absences[moved.pk, cast.quarters[0].pk].lessons == (1, 0, 1)


def test_the_card_names_the_subjects_a_pupil_studies_before_any_mark(cast: Cast) -> None:
    marks = marks_of(cast)
    assert marks.subjects[cast.anna.pk] == ("Алгебра", "Английский язык")
    assert marks.subjects[cast.boris.pk] == ("Алгебра",)


def test_what_has_not_begun_counts_no_absences(cast: Cast) -> None:
    card = card_of(marks_of(cast), cast.anna.pk)
    assert card.absences[0].values == ("0", "0", "", "", "")


def test_the_card_of_one_pupil_is_previewed_in_the_page(cast: Cast, enter: Enter) -> None:
    client = enter("class_teacher")
    page = client.get(f"/classes/{cast.class_7a.pk}/report-cards/?pupil={cast.boris.pk}")
    address = f"/classes/{cast.class_7a.pk}/report-cards/{cast.boris.pk}.pdf"
    assert address in page.content.decode()
    paper = client.get(address)
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        assert len(pdf.pages) == 1
    assert closed("Белов Борис") in text_of(paper.content)
    assert "%D0%91%D0%B5%D0%BB%D0%BE%D0%B2" in paper["Content-Disposition"]
    assert paper["X-Frame-Options"] == "SAMEORIGIN"


def test_the_whole_class_is_printed_as_a_job(cast: Cast, enter: Enter) -> None:
    client = enter("class_teacher")
    response = client.post(f"/classes/{cast.class_7a.pk}/report-cards/")
    assert Job.objects.get().state == Job.WAITING
    jobs.run_waiting()
    job = Job.objects.get()
    assert (response.status_code, job.state, job.done) == (302, Job.DONE, 4)
    content = client.get(f"/jobs/{job.pk}/file/").content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 4


def test_the_whole_school_is_one_archive_with_a_file_for_each_class(cast: Cast, enter: Enter) -> None:
    client = enter("principal")
    client.post("/classes/report-cards/")
    jobs.run_waiting()
    job = Job.objects.get()
    assert job.sentence == "Табелей: 5, файл на каждый класс."
    content = client.get(f"/jobs/{job.pk}/file/").content
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert names == ["Табели 7А 2026-2027.pdf", "Табели 7Б 2026-2027.pdf"]


@pytest.mark.parametrize("role", ["class_teacher", "teacher", "clerk", "parent"])
def test_the_whole_school_is_printed_by_its_heads_only(cast: Cast, enter: Enter, role: str) -> None:
    assert enter(role).post("/classes/report-cards/").status_code == 403
    assert not Job.objects.exists()
