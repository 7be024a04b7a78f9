"""Живая страница: чужая запись видна тому, кто спрашивает, что изменилось с такого-то места летописи."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from letopis.people.models import Account
from tests.cast import Cast, close_quarter, saved

Enter = Callable[[str], Client]
Json = dict[str, Any]


def changed(client: Client, cast: Cast, since: int, quarter: int = 1) -> Json:
    """What the page is told."""
    query = f"?period={cast.quarters[quarter].pk}&since={since}"
    return saved(client.get(f"/journal/{cast.algebra.pk}/changes/{query}"))


def put(client: Client, cast: Cast, student: Any, new: str, old: str = "") -> None:
    body = {"lesson": cast.lesson.pk, "student": student.pk, "old": old, "new": new}
    saved(client.post(f"/journal/{cast.algebra.pk}/cell/", body, content_type="application/json"))


def quiet(client: Client, cast: Cast) -> int:
    """The position nothing stands behind."""
    return int(changed(client, cast, 0)["position"])


def test_another_persons_mark_is_told(cast: Cast, enter: Enter) -> None:
    reader = enter("deputy")
    since = quiet(reader, cast)
    put(enter("teacher"), cast, cast.anna, "4")
    told = changed(reader, cast, since)
    assert told["cells"] == [[cast.lesson.pk, cast.anna.pk, "4", 0, ""]]
    assert told["position"] > since


def test_the_last_value_is_told_once(cast: Cast, enter: Enter) -> None:
    reader, teacher = enter("deputy"), enter("teacher")
    since = quiet(reader, cast)
    put(teacher, cast, cast.anna, "4")
    put(teacher, cast, cast.anna, "", old="4")
    assert changed(reader, cast, since)["cells"] == [[cast.lesson.pk, cast.anna.pk, "", 0, ""]]


def test_a_period_mark_and_a_lesson_are_told(cast: Cast, enter: Enter) -> None:
    reader, teacher = enter("deputy"), enter("teacher")
    since = quiet(reader, cast)
    address, quarter = f"/journal/{cast.algebra.pk}", cast.quarters[1].pk
    mark = {"student": cast.anna.pk, "old": "", "new": "5"}
    saved(teacher.post(f"{address}/period-mark/?period={quarter}", mark, content_type="application/json"))
    lesson = {"id": None, "date": "2026-10-22", "number": 3, "topic": "Новая", "homework": "", "type": None}
    written = saved(teacher.post(f"{address}/lesson/", lesson, content_type="application/json"))["lesson"]
    told = changed(reader, cast, since)
    assert told["finals"] == [[cast.anna.pk, "5", 1]]
    assert written in told["lessons"]


def test_other_pages_are_not_told(cast: Cast, enter: Enter) -> None:
    reader = enter("foreign_teacher")
    since = int(
        saved(reader.get(f"/journal/{cast.algebra_7b.pk}/changes/?period={cast.quarters[1].pk}"))["position"]
    )
    put(enter("teacher"), cast, cast.anna, "4")
    address = f"/journal/{cast.algebra_7b.pk}/changes/?period={cast.quarters[1].pk}&since={since}"
    assert saved(reader.get(address))["cells"] == []


def test_a_closing_is_told(cast: Cast, enter: Enter) -> None:
    reader = enter("teacher")
    assert changed(reader, cast, 0, quarter=0)["closed"] is None
    close_quarter(cast)
    assert changed(reader, cast, 0, quarter=0)["closed"] == "2026-10-28"


def test_the_question_is_cheap_and_does_not_grow(cast: Cast, enter: Enter) -> None:
    reader, teacher = enter("deputy"), enter("teacher")
    counts = []
    for pupils in ((cast.anna,), (cast.boris, cast.vera)):
        since = quiet(reader, cast)
        for pupil in pupils:
            put(teacher, cast, pupil, "4")
        with CaptureQueriesContext(connection) as context:
            changed(reader, cast, since)
        counts.append(len(context))
    assert counts[0] == counts[1] <= 6


def test_nothing_new_is_an_answer_of_a_few_bytes(cast: Cast, enter: Enter) -> None:
    reader = enter("deputy")
    Account.objects.update(language="ru")
    address = f"/journal/{cast.algebra.pk}/changes/?period={cast.quarters[1].pk}&since={10**9}"
    assert len(reader.get(address).content) < 120
