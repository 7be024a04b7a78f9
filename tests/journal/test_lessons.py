"""Уроки: записать, изменить, не потерять чужое, не тронуть закрытое."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from letopis.journal.models import Entry, Lesson
from letopis.trace.queries import verified
from tests.cast import Cast, close_quarter, saved

Enter = Callable[[str], Client]


def write(client: Client, cast: Cast, **values: Any) -> Any:
    """Send one lesson as the page does."""
    body = {
        "id": None,
        "date": "2026-10-23",
        "number": 1,
        "topic": "",
        "homework": "",
        "type": None,
        "old": {},
        **values,
    }
    return client.post(f"/journal/{cast.algebra.pk}/lesson/", body, content_type="application/json")


def seen(lesson: Lesson) -> dict[str, Any]:
    """What the page saw in a lesson."""
    return {
        "date": lesson.date.isoformat(),
        "number": lesson.number,
        "topic": lesson.topic,
        "homework": lesson.homework,
        "type": lesson.work_type_id,
    }


def test_a_new_lesson_comes_back_as_the_grid_reads_it(cast: Cast, enter: Enter) -> None:
    response = write(
        enter("teacher"), cast, topic="  Степени\u202e и √2 ", homework="№ 7", type=cast.control.pk
    )
    lesson = Lesson.objects.get(date=date(2026, 10, 23))
    assert saved(response)["lesson"] == [
        lesson.pk, "2026-10-23", 1, "к/р", 2, "Степени и √2", "№ 7", 0, 1, cast.control.pk
    ]  # fmt: skip
    assert verified().holds


def test_a_lesson_is_changed_and_its_history_kept(cast: Cast, enter: Enter) -> None:
    saved(
        write(
            enter("teacher"),
            cast,
            **{**seen(cast.lesson), "id": cast.lesson.pk, "topic": "Новая", "old": seen(cast.lesson)},
        )
    )
    assert cast.lesson.topic == "Новая"
    assert verified().holds


def test_a_lesson_changed_meanwhile_is_not_overwritten(cast: Cast, enter: Enter) -> None:
    old = seen(cast.lesson)
    Lesson.objects.filter(pk=cast.lesson.pk).update(topic="Чужая")
    response = write(enter("teacher"), cast, **{**old, "id": cast.lesson.pk, "topic": "Моя", "old": old})
    assert response.status_code == 409
    assert response.json()["lesson"][5] == "Чужая"
    assert cast.lesson.topic == "Чужая"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"date": "2026-08-31"}, "teacher.not_appointed"),
        ({"date": "2027-06-01"}, "lesson.not_in_year"),
        ({"date": "2026-10-21", "number": 2}, "lesson.exists"),
        ({"number": 13}, "lesson.number"),
        ({"topic": "д" * 401}, "text.too_long"),
        ({"type": 9999}, "work_type.foreign"),
        ({"date": "завтра"}, "input.malformed"),
    ],
)
def test_a_wrong_lesson_is_refused_in_words(
    cast: Cast, enter: Enter, values: dict[str, Any], code: str
) -> None:
    response = write(enter("teacher"), cast, **values)
    assert (response.status_code, response.json()["code"]) == (422, code)
    assert response.json()["sentence"]


def test_a_lesson_of_a_closed_period_is_neither_added_nor_changed(cast: Cast, enter: Enter) -> None:
    close_quarter(cast)
    client = enter("teacher")
    assert write(client, cast, date="2026-09-15").json()["code"] == "period.closed"
    moved = {
        **seen(cast.closed_lesson),
        "id": cast.closed_lesson.pk,
        "date": "2026-10-22",
        "old": seen(cast.closed_lesson),
    }
    assert write(client, cast, **moved).json()["code"] == "period.closed"


def test_marks_go_with_their_lesson_only_to_a_day_they_could_stand_on(cast: Cast, enter: Enter) -> None:
    Entry.objects.create(lesson=cast.lesson, student=cast.late_comer, value="5", marks_sum=5, marks_count=1)
    client = enter("teacher")
    common = {**seen(cast.lesson), "id": cast.lesson.pk, "old": seen(cast.lesson)}
    assert write(client, cast, **{**common, "date": "2026-11-30"}).json()["code"] == "lesson.in_future"
    assert write(client, cast, **{**common, "date": "2026-10-05"}).json()["code"] == "student.not_enrolled"
    saved(write(client, cast, **{**common, "date": "2026-10-22"}))


@pytest.mark.parametrize("role", ["foreign_teacher", "class_teacher", "deputy", "clerk", "pupil"])
def test_nobody_else_writes_lessons(cast: Cast, enter: Enter, role: str) -> None:
    assert write(enter(role), cast).status_code == 403
    assert not Lesson.objects.filter(date=date(2026, 10, 23)).exists()
