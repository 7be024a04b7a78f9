"""Клетка журнала: что записывается, что отказывается и какими словами."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from letopis.journal.models import Entry, Lesson
from letopis.people.models import CourseAssignment, Enrolment
from letopis.school.models import Course
from letopis.trace.models import TraceRecord
from letopis.trace.queries import verified
from tests.cast import Cast, close_quarter, saved

Enter = Callable[[str], Client]


def put(client: Client, page: Course, **typed: Any) -> Any:
    """Send one cell as the page does."""
    body = {"old": "", "reason": "", **typed}
    return client.post(f"/journal/{page.pk}/cell/", body, content_type="application/json")


def marks_recorded() -> int:
    """How many records of marks there are."""
    return TraceRecord.objects.filter(deed__endswith="_mark").count()


def test_a_mark_is_saved_with_its_trace_and_mean(cast: Cast, enter: Enter) -> None:
    answer = saved(put(enter("teacher"), cast.algebra, lesson=cast.lesson.pk, student=cast.anna.pk, new="5"))

    assert (answer["value"], answer["mean"], answer["proposal"]) == ("5", "5,00", "")
    entry = Entry.objects.get()
    assert (entry.value, entry.marks_sum, entry.marks_count) == ("5", 5, 1)
    record = TraceRecord.objects.latest("id")
    assert (record.deed, record.subject, record.object) == (
        "journal.put_mark",
        cast.anna.ref,
        cast.lesson.ref,
    )
    assert record.by == cast.accounts["teacher"].ref


def test_several_marks_and_an_absence_stand_in_one_cell(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    assert (
        saved(put(client, cast.algebra, lesson=cast.lesson.pk, student=cast.anna.pk, new="3 4н"))["value"]
        == "н 3 4"
    )
    entry = Entry.objects.get()
    assert (entry.marks_sum, entry.marks_count, entry.absence) == (7, 2, "н")


def test_three_marks_propose_a_period_mark_by_weight(cast: Cast, enter: Enter) -> None:
    """(5·2 + 4 + 3)/4 = 4,25 → 4 by the threshold 0,6 of the act in force."""
    client = enter("teacher")
    Lesson.objects.filter(pk=cast.lesson.pk).update(work_type=cast.control)
    put(client, cast.algebra, lesson=cast.lesson.pk, student=cast.anna.pk, new="5")
    last = Lesson.objects.get(course=cast.algebra, date=date(2026, 10, 26))
    answer = saved(put(client, cast.algebra, lesson=last.pk, student=cast.anna.pk, new="4 3"))
    assert (answer["mean"], answer["proposal"]) == ("4,25", "4")


def test_a_mark_taken_back_leaves_an_empty_cell_and_two_records(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    put(client, cast.algebra, lesson=cast.lesson.pk, student=cast.anna.pk, new="2")
    saved(put(client, cast.algebra, lesson=cast.lesson.pk, student=cast.anna.pk, old="2", new=""))
    assert Entry.objects.get().value == ""
    assert marks_recorded() == 2
    assert verified().holds


def test_the_same_value_again_writes_nothing(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    for old in ("", "5"):
        saved(put(client, cast.algebra, lesson=cast.lesson.pk, student=cast.anna.pk, old=old, new="5"))
    assert marks_recorded() == 1


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7", "mark.not_in_scale"),
        ("5 5 5 5", "mark.too_many"),
        ("н б", "mark.absence_twice"),
        ("<b>", "mark.not_in_scale"),
    ],
)
def test_a_wrong_sign_is_refused_and_nothing_is_written(
    cast: Cast, enter: Enter, typed: str, code: str
) -> None:
    response = put(enter("teacher"), cast.algebra, lesson=cast.lesson.pk, student=cast.anna.pk, new=typed)
    assert (response.status_code, response.json()["code"]) == (422, code)
    assert response.json()["sentence"]
    assert not Entry.objects.exists()
    assert not marks_recorded()


def test_a_conflict_shows_the_other_value_and_whose(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    put(client, cast.algebra, lesson=cast.lesson.pk, student=cast.anna.pk, new="4")
    response = put(client, cast.algebra, lesson=cast.lesson.pk, student=cast.anna.pk, old="", new="5")
    assert response.status_code == 409
    assert response.json()["theirs"] == "4"
    assert response.json()["who"] == "Teacherова\u00a0Н.\u00a0И."
    assert Entry.objects.get().value == "4"


def test_a_lesson_to_come_takes_no_marks(cast: Cast, enter: Enter) -> None:
    lesson = Lesson.objects.create(course=cast.algebra, date=date(2026, 10, 29), number=2)
    response = put(enter("teacher"), cast.algebra, lesson=lesson.pk, student=cast.anna.pk, new="5")
    assert (response.status_code, response.json()["code"]) == (422, "lesson.in_future")


def test_a_pupil_not_yet_enrolled_on_the_day_takes_no_marks(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    response = put(client, cast.algebra, lesson=cast.closed_lesson.pk, student=cast.late_comer.pk, new="5")
    assert response.json()["code"] == "student.not_enrolled"
    saved(put(client, cast.algebra, lesson=cast.lesson.pk, student=cast.late_comer.pk, new="5"))


def test_a_pupil_who_left_takes_no_marks_afterwards(cast: Cast, enter: Enter) -> None:
    Enrolment.objects.filter(student=cast.vera).update(ends=date(2026, 10, 20))
    response = put(enter("teacher"), cast.algebra, lesson=cast.lesson.pk, student=cast.vera.pk, new="5")
    assert response.json()["code"] == "student.not_enrolled"


def test_a_pupil_of_another_class_takes_no_marks(cast: Cast, enter: Enter) -> None:
    response = put(enter("teacher"), cast.algebra, lesson=cast.lesson.pk, student=cast.stranger.pk, new="5")
    assert response.json()["code"] == "student.not_enrolled"


def test_a_pupil_outside_the_subgroup_takes_no_marks(cast: Cast, enter: Enter) -> None:
    client = enter("class_teacher")
    lesson = Lesson.objects.get(course=cast.english, date=date(2026, 10, 21))
    assert put(client, cast.english, lesson=lesson.pk, student=cast.boris.pk, new="5").status_code == 422
    saved(put(client, cast.english, lesson=lesson.pk, student=cast.anna.pk, new="5"))


def test_the_first_grade_takes_absences_but_no_marks(cast: Cast, enter: Enter) -> None:
    lesson = Lesson.objects.get(course=cast.first_grade, date=date(2026, 10, 21))
    Enrolment.objects.create(
        student=cast.boris, class_group=cast.first_grade.class_group, starts=date(2026, 9, 1)
    )
    client = enter("teacher")
    response = put(client, cast.first_grade, lesson=lesson.pk, student=cast.boris.pk, new="5")
    assert response.json()["code"] == "mark.not_in_scale"
    saved(put(client, cast.first_grade, lesson=lesson.pk, student=cast.boris.pk, new="н"))


@pytest.mark.parametrize("role", ["foreign_teacher", "clerk", "archivist", "pupil", "parent", "admin"])
def test_nobody_else_writes_here(cast: Cast, enter: Enter, role: str) -> None:
    response = put(enter(role), cast.algebra, lesson=cast.lesson.pk, student=cast.anna.pk, new="5")
    assert response.status_code == 403
    assert not Entry.objects.exists()


@pytest.mark.parametrize("role", ["class_teacher", "deputy", "principal"])
def test_who_may_read_does_not_write(cast: Cast, enter: Enter, role: str) -> None:
    response = put(enter(role), cast.algebra, lesson=cast.lesson.pk, student=cast.anna.pk, new="5")
    assert (response.status_code, response.json()["code"]) == (403, "access.denied")


def test_a_stranger_is_told_to_log_in_and_the_page_keeps_the_mark(cast: Cast) -> None:
    response = put(Client(headers={"Accept": "application/json"}), cast.algebra, lesson=1, student=1, new="5")
    assert response.status_code == 401


def test_a_teacher_writes_only_the_lessons_of_their_own_days(cast: Cast, enter: Enter) -> None:
    """Who took the class over on the 25th of October does not write on the 21st."""
    CourseAssignment.objects.filter(course=cast.algebra).update(starts=date(2026, 10, 25))
    client = enter("teacher")
    response = put(client, cast.algebra, lesson=cast.lesson.pk, student=cast.anna.pk, new="5")
    assert (response.status_code, response.json()["code"]) == (422, "teacher.not_appointed")
    last = Lesson.objects.get(course=cast.algebra, date=date(2026, 10, 26))
    saved(put(client, cast.algebra, lesson=last.pk, student=cast.anna.pk, new="5"))


def test_a_lesson_of_another_page_is_not_found_here(cast: Cast, enter: Enter) -> None:
    foreign = Lesson.objects.filter(course=cast.algebra_7b).first()
    assert foreign is not None
    response = put(enter("teacher"), cast.algebra, lesson=foreign.pk, student=cast.anna.pk, new="5")
    assert response.status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"lesson":"1","student":1,"new":"5"}',
        b'{"lesson":1,"student":1,"new":5}',
        b"\xff",
    ],
)
def test_a_malformed_request_is_refused_in_words(cast: Cast, enter: Enter, body: bytes) -> None:
    client = enter("teacher")
    response = client.post(f"/journal/{cast.algebra.pk}/cell/", body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (422, "input.malformed")


def test_a_closed_period_takes_nothing_from_the_teacher(cast: Cast, enter: Enter) -> None:
    close_quarter(cast)
    response = put(
        enter("teacher"), cast.algebra, lesson=cast.closed_lesson.pk, student=cast.anna.pk, new="5"
    )
    assert (response.status_code, response.json()["code"]) == (422, "period.closed")
    assert not Entry.objects.exists()


def test_the_deputy_corrects_a_closed_mark_with_a_reason_that_stays_visible(cast: Cast, enter: Enter) -> None:
    put(enter("teacher"), cast.algebra, lesson=cast.closed_lesson.pk, student=cast.anna.pk, new="3")
    close_quarter(cast)
    client = enter("deputy")
    wish = {"lesson": cast.closed_lesson.pk, "student": cast.anna.pk, "old": "3", "new": "4"}
    without = put(client, cast.algebra, **wish)
    assert (without.status_code, without.json()["code"]) == (422, "reason.required")

    answer = saved(put(client, cast.algebra, **wish, reason="решение комиссии, протокол 4"))
    assert answer["flags"] == 1
    address = (
        f"/journal/{cast.algebra.pk}/cell/history/?student={cast.anna.pk}&lesson={cast.closed_lesson.pk}"
    )
    newest, first = client.get(address).json()["rows"]
    assert (newest["what"], newest["why"], newest["late"]) == ("3 → 4", "решение комиссии, протокол 4", True)
    assert (first["what"], first["late"]) == ("3", False)
    assert verified().holds
