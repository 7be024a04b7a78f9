"""Контрольные работы класса: таблица по неделям, предупреждение против нормы, но не отказ."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from letopis.control.craft.load import Mark, weeks_of
from letopis.journal.models import Lesson
from letopis.journal.queries.load import load_of
from letopis.school.queries import settings_on
from tests.cast import TODAY, Cast

Enter = Callable[[str], Client]


def plan_work(cast: Cast, day: date, number: int = 2) -> Lesson:
    """A control work of algebra in 7 «А»."""
    lesson, _made = Lesson.objects.get_or_create(course=cast.algebra, date=day, number=number)
    Lesson.objects.filter(pk=lesson.pk).update(work_type=cast.control)
    return lesson


def day_of_four(cast: Cast, day: date) -> None:
    """The class has four lessons on the day, the second is algebra."""
    for number in (1, 3, 4):
        Lesson.objects.create(course=cast.english, date=day, number=number)


def set_type(client: Client, cast: Cast, lesson: Lesson) -> Any:
    body = {
        "id": lesson.pk,
        "date": lesson.date.isoformat(),
        "number": lesson.number,
        "topic": lesson.topic,
        "homework": "",
        "type": cast.control.pk,
        "old": {},
    }
    return client.post(
        f"/journal/{cast.algebra.pk}/lesson/", json.dumps(body), content_type="application/json"
    )


def kinds(cast: Cast) -> list[tuple[str, date | None]]:
    found = load_of(cast.year.pk, settings_on(TODAY).load_norm, cast.class_7a.pk)
    page = next(one for one in found if one.course == cast.algebra.pk)
    return [(one.kind, one.day) for one in page.breaches]


def test_a_work_beyond_the_norm_is_written_with_a_warning(cast: Cast, enter: Enter) -> None:
    plan_work(cast, date(2026, 10, 21))
    answer = set_type(
        enter("teacher"), cast, Lesson.objects.get(course=cast.algebra, date=date(2026, 10, 26))
    )
    assert answer.status_code == 200
    told = answer.json()["warning"]
    assert "прошло дней 5, нужно не меньше 18" in told
    assert "Контрольных за год 2, а норма на эти часы — не больше 0" in told
    assert "(п. 1.4 положения)" in told
    assert Lesson.objects.get(course=cast.algebra, date=date(2026, 10, 26)).work_type == cast.control


def test_a_work_within_the_norm_is_written_silently(cast: Cast, enter: Enter) -> None:
    for number in range(10):
        Lesson.objects.create(course=cast.algebra, date=date(2026, 11, 10 + number), number=2)
    day_of_four(cast, date(2026, 10, 21))
    answer = set_type(
        enter("teacher"), cast, Lesson.objects.get(course=cast.algebra, date=date(2026, 10, 21))
    )
    assert "warning" not in answer.json()


def test_the_first_and_the_last_lesson_of_the_day_are_spared(cast: Cast) -> None:
    day_of_four(cast, date(2026, 10, 21))
    plan_work(cast, date(2026, 10, 21))
    assert "load.edge" not in [kind for kind, _day in kinds(cast)]
    plan_work(cast, date(2026, 10, 21), 5)
    assert ("load.edge", date(2026, 10, 21)) in kinds(cast)


def test_a_lone_lesson_of_a_day_is_neither_first_nor_last(cast: Cast) -> None:
    Lesson.objects.filter(course=cast.english).delete()
    plan_work(cast, date(2026, 10, 21))
    assert "load.edge" not in [kind for kind, _day in kinds(cast)]


@pytest.mark.parametrize("role", ["teacher", "foreign_teacher", "class_teacher", "deputy", "principal"])
def test_the_class_is_seen_week_by_week_by_all_who_teach(cast: Cast, enter: Enter, role: str) -> None:
    plan_work(cast, date(2026, 10, 21))
    plan_work(cast, date(2026, 10, 26))
    page = enter(role).get(f"/control/works/?class={cast.class_7a.pk}").content.decode()
    assert "19.10–24.10" in page
    assert "26.10–31.10" in page
    assert "чаще нормы" in page
    assert "2 / 0" in page


@pytest.mark.parametrize("role", ["pupil", "parent", "clerk", "archivist", "admin"])
def test_nobody_else_sees_it(cast: Cast, enter: Enter, role: str) -> None:
    assert enter(role).get("/control/works/").status_code == 403


def test_the_school_is_seen_by_classes_in_a_fixed_number_of_questions(cast: Cast, enter: Enter) -> None:
    deputy = enter("deputy")
    deputy.get("/control/works/")
    with CaptureQueriesContext(connection) as few:
        page = deputy.get("/control/works/").content.decode()
    assert "против нормы" not in page
    for day in (date(2026, 10, 21), date(2026, 10, 26), date(2026, 9, 14)):
        plan_work(cast, day)
    with CaptureQueriesContext(connection) as many:
        page = deputy.get("/control/works/").content.decode()
    assert "против нормы: 2" in page
    assert len(many) == len(few) <= 8


def test_weeks_without_works_are_left_out() -> None:
    marks = [Mark(date(2026, 10, 21), 1, 7, is_wrong=False), Mark(date(2026, 11, 9), 2, 7, is_wrong=True)]
    found = weeks_of([marks, []])
    assert [(week.starts, week.ends, week.count) for week in found] == [
        (date(2026, 10, 19), date(2026, 10, 24), 1),
        (date(2026, 11, 9), date(2026, 11, 14), 1),
    ]
    assert weeks_of([]) == []
