"""Много клеток сразу: заполненный столбец и вставленная таблица, каждая клетка со своим исходом."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from letopis.journal.actions import clear_old_deliveries
from letopis.journal.models import Delivery, Entry, Lesson
from letopis.trace.models import TraceRecord
from letopis.trace.queries import verified
from tests.cast import Cast, close_quarter, saved

Enter = Callable[[str], Client]
Json = dict[str, Any]


def cell(lesson: Lesson, student: Any, new: str, **more: Any) -> Json:
    """One cell as the page sends it."""
    return {"lesson": lesson.pk, "student": student.pk, "old": "", "new": new, "reason": "", **more}


def put(client: Client, cast: Cast, *cells: Json) -> Any:
    """Send cells of the algebra page together."""
    return client.post(
        f"/journal/{cast.algebra.pk}/cells/", {"cells": list(cells)}, content_type="application/json"
    )


def outcomes(client: Client, cast: Cast, *cells: Json) -> list[Json]:
    """Outcomes of cells sent together."""
    return list(saved(put(client, cast, *cells))["cells"])


def test_a_column_is_saved_cell_by_cell_each_with_its_trace(cast: Cast, enter: Enter) -> None:
    column = [cell(cast.lesson, one, "4") for one in (cast.anna, cast.boris, cast.vera)]
    told = outcomes(enter("teacher"), cast, *column)
    assert [(one["status"], one["value"], one["mean"]) for one in told] == [(200, "4", "4,00")] * 3
    about = set(TraceRecord.objects.filter(deed="journal.put_mark").values_list("subject", "object"))
    assert about == {(one.ref, cast.lesson.ref) for one in (cast.anna, cast.boris, cast.vera)}
    assert verified().holds


def test_a_refused_cell_does_not_hold_up_the_others(cast: Cast, enter: Enter) -> None:
    told = outcomes(
        enter("teacher"),
        cast,
        cell(cast.lesson, cast.anna, "5"),
        cell(cast.lesson, cast.boris, "9"),
        cell(cast.lesson, cast.stranger, "5"),
        cell(cast.closed_lesson, cast.late_comer, "5"),
    )
    assert [one.get("code", one["status"]) for one in told] == [
        200,
        "mark.not_in_scale",
        "student.not_enrolled",
        "student.not_enrolled",
    ]
    assert all(one["sentence"] for one in told[1:])
    assert list(Entry.objects.values_list("student_id", "value")) == [(cast.anna.pk, "5")]


def test_a_disputed_cell_shows_both_values_and_whose(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    outcomes(client, cast, cell(cast.lesson, cast.anna, "4"))
    told = outcomes(client, cast, cell(cast.lesson, cast.anna, "5"), cell(cast.lesson, cast.boris, "3"))
    assert told[0] == {"status": 409, "theirs": "4", "who": "Teacherова\u00a0Н.\u00a0И.", "at": "12:00"}
    assert told[1]["status"] == 200


def test_a_closed_period_takes_corrections_with_a_reason_only(cast: Cast, enter: Enter) -> None:
    close_quarter(cast)
    wish = cell(cast.closed_lesson, cast.anna, "5")
    assert outcomes(enter("teacher"), cast, wish)[0]["code"] == "period.closed"
    assert outcomes(enter("deputy"), cast, wish)[0]["code"] == "reason.required"
    told = outcomes(enter("deputy"), cast, {**wish, "reason": "протокол 4"})
    assert (told[0]["value"], told[0]["flags"]) == ("5", 1)


def test_a_lesson_of_another_page_is_said_to_be_gone(cast: Cast, enter: Enter) -> None:
    foreign = Lesson.objects.filter(course=cast.algebra_7b).first()
    assert foreign is not None
    told = outcomes(enter("teacher"), cast, cell(foreign, cast.stranger, "5"))
    assert (told[0]["status"], told[0]["code"]) == (422, "cell.absent")
    assert not Entry.objects.exists()


@pytest.mark.parametrize("role", ["foreign_teacher", "clerk", "archivist", "pupil", "parent", "admin"])
def test_nobody_else_fills_a_column(cast: Cast, enter: Enter, role: str) -> None:
    assert put(enter(role), cast, cell(cast.lesson, cast.anna, "5")).status_code == 403
    assert not Entry.objects.exists()


@pytest.mark.parametrize("role", ["class_teacher", "deputy", "principal"])
def test_who_may_read_fills_nothing(cast: Cast, enter: Enter, role: str) -> None:
    assert outcomes(enter(role), cast, cell(cast.lesson, cast.anna, "5"))[0]["code"] == "access.denied"
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "cells",
    [
        [],
        "5",
        [1],
        [{"lesson": 1, "student": 1, "old": "", "new": "5"}] * 2,
        [{"lesson": 1, "student": n, "old": "", "new": "5", "key": "same"} for n in (1, 2)],
        [{"lesson": 1, "student": n, "old": "", "new": "5"} for n in range(501)],
    ],
)
def test_a_malformed_request_is_refused_in_words(cast: Cast, enter: Enter, cells: object) -> None:
    address = f"/journal/{cast.algebra.pk}/cells/"
    response = enter("teacher").post(address, {"cells": cells}, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (422, "input.malformed")


def test_the_statements_do_not_grow_with_the_cells(cast: Cast, enter: Enter) -> None:
    client, pupils = enter("teacher"), (cast.anna, cast.boris, cast.vera)
    put(client, cast, cell(cast.lesson, cast.anna, "5"))  # rules and periods are read once a minute
    Entry.objects.all().delete()
    counts = []
    for pupils_now, key in ((pupils[:1], "a"), (pupils, "b")):
        cells = [cell(cast.lesson, one, "4", key=f"{key}{one.pk}") for one in pupils_now]
        with CaptureQueriesContext(connection) as context:
            put(client, cast, *cells)
        counts.append(len(context))
        Entry.objects.all().delete()
    assert counts[0] == counts[1] <= 14


def test_an_edit_that_arrives_twice_is_written_once(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    first = outcomes(client, cast, cell(cast.lesson, cast.anna, "5", key="k1"))
    again = outcomes(client, cast, cell(cast.lesson, cast.anna, "5", key="k1", again=True))
    assert first == again
    assert TraceRecord.objects.filter(deed="journal.put_mark").count() == 1


def test_a_repeated_edit_is_answered_as_before_though_the_cell_has_changed(cast: Cast, enter: Enter) -> None:
    """Its answer was lost, a colleague changed the cell meanwhile: nothing is overwritten or disputed."""
    client = enter("teacher")
    outcomes(client, cast, cell(cast.lesson, cast.anna, "5", key="k1"))
    outcomes(client, cast, cell(cast.lesson, cast.anna, "3", old="5", key="k2"))
    again = outcomes(client, cast, cell(cast.lesson, cast.anna, "5", key="k1", again=True))
    assert (again[0]["status"], again[0]["value"]) == (200, "5")
    assert Entry.objects.get().value == "3"


def test_the_key_of_one_account_is_nothing_to_another(cast: Cast, enter: Enter) -> None:
    outcomes(enter("teacher"), cast, cell(cast.lesson, cast.anna, "5", key="k1"))
    told = outcomes(enter("deputy"), cast, cell(cast.lesson, cast.anna, "4", key="k1", again=True))
    assert told[0]["code"] == "access.denied"


def test_a_period_mark_that_arrives_twice_is_written_once(cast: Cast, enter: Enter) -> None:
    client, address = (
        enter("teacher"),
        f"/journal/{cast.algebra.pk}/period-mark/?period={cast.quarters[1].pk}",
    )
    body = {"student": cast.anna.pk, "old": "", "new": "5", "reason": "", "key": "p1"}
    first = saved(client.post(address, body, content_type="application/json"))
    again = saved(client.post(address, {**body, "again": True}, content_type="application/json"))
    assert first["value"] == again["value"] == "5"
    assert TraceRecord.objects.filter(deed="journal.put_period_mark").count() == 1


def test_keys_are_forgotten_after_a_month(cast: Cast, enter: Enter) -> None:
    outcomes(enter("teacher"), cast, cell(cast.lesson, cast.anna, "5", key="k1"))
    assert clear_old_deliveries() == 0
    Delivery.objects.update(at=timezone.now() - timedelta(days=31))
    assert clear_old_deliveries() == 1
