"""Замена: заменяющий пишет в тот урок, который ведёт, и больше никуда; журнал показывает, кто вёл."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from letopis.journal.models import Lesson
from letopis.people.access import standing_of
from letopis.timetable import actions
from letopis.timetable.actions import ChangeText, SlotText
from tests.cast import TODAY, Cast, saved
from tests.journal.test_pages import data_in, data_of

Enter = Callable[[str], Client]


@pytest.fixture
def lesson(cast: Cast) -> Lesson:
    """Algebra of 7 «А» today and next Wednesday; today the teacher of 7 «Б» gives it."""
    deputy = standing_of(cast.accounts["deputy"], TODAY)
    text = SlotText(cast.algebra.pk, 3, 3, "", TODAY)
    actions.put_slot(text, standing=deputy, by=deputy.account)
    colleague = cast.accounts["foreign_teacher"].employee
    assert colleague
    change = ChangeText(cast.algebra.pk, TODAY, 3, "replaced", colleague.pk)
    actions.put_change(change, standing=deputy, by=deputy.account)
    return Lesson.objects.get(course=cast.algebra, date=TODAY, number=3)


def put(client: Client, cast: Cast, lesson: Lesson) -> Any:
    body = {"lesson": lesson.pk, "student": cast.anna.pk, "old": "", "new": "5", "reason": ""}
    return client.post(f"/journal/{cast.algebra.pk}/cell/", body, content_type="application/json")


def write(client: Client, cast: Cast, lesson: Lesson | None, day: date, number: int) -> Any:
    text = {"date": day.isoformat(), "number": number, "topic": "Замена", "homework": "", "type": None}
    body = {"id": lesson.pk if lesson else None, **text, "old": {}}
    return client.post(f"/journal/{cast.algebra.pk}/lesson/", body, content_type="application/json")


def test_the_substitute_writes_marks_and_the_topic_of_that_lesson(
    cast: Cast, enter: Enter, lesson: Lesson
) -> None:
    client = enter("foreign_teacher")
    assert saved(put(client, cast, lesson))["value"] == "5"
    assert write(client, cast, lesson, TODAY, 3).status_code == 200


def test_no_other_lesson_day_or_deed_is_the_substitutes(cast: Cast, enter: Enter, lesson: Lesson) -> None:
    client = enter("foreign_teacher")
    other = put(client, cast, cast.lesson)
    assert (other.status_code, other.json()["code"]) == (422, "teacher.other_lesson")
    assert write(client, cast, lesson, date(2026, 10, 29), 3).json()["code"] == "teacher.other_lesson"
    assert write(client, cast, None, TODAY, 5).json()["code"] == "teacher.other_lesson"
    quarter = cast.quarters[1].pk
    final = {"student": cast.anna.pk, "old": "", "new": "5", "reason": "замена"}
    answer = client.post(
        f"/journal/{cast.algebra.pk}/period-mark/?period={quarter}", final, content_type="application/json"
    )
    assert answer.status_code == 403


def test_without_a_substitution_the_page_stays_shut(cast: Cast, enter: Enter, lesson: Lesson) -> None:
    deputy = standing_of(cast.accounts["deputy"], TODAY)
    from letopis.timetable.models import Change

    actions.withdraw_change(Change.objects.get().pk, standing=deputy, by=deputy.account)
    client = enter("foreign_teacher")
    assert client.get(f"/journal/{cast.algebra.pk}/").status_code == 403
    assert put(client, cast, lesson).status_code == 403


def test_the_page_of_a_substitute_is_shut_but_for_that_lesson(
    cast: Cast, enter: Enter, lesson: Lesson
) -> None:
    page = enter("foreign_teacher").get(f"/journal/{cast.algebra.pk}/")
    data = data_in(page)
    assert {(one[1], one[2]) for one in data["lessons"] if not one[7]} == {(TODAY.isoformat(), 3)}
    assert data["instead"] == 1
    assert 'id="set-period"' not in page.content.decode()


def test_everybody_sees_who_gave_the_lesson(cast: Cast, enter: Enter, lesson: Lesson) -> None:
    data = data_of(enter("teacher"), f"/journal/{cast.algebra.pk}/")
    told = {tuple(one[1:3]): one[10] for one in data["lessons"] if len(one) > 10}
    assert list(told) == [(TODAY.isoformat(), 3)]
    assert told[TODAY.isoformat(), 3].startswith("Foreign_teacher")
    assert "instead" not in data


def test_the_start_page_has_the_lesson_for_the_substitute_too(
    cast: Cast, enter: Enter, lesson: Lesson
) -> None:
    page = enter("foreign_teacher").get("/").content.decode()
    assert f"/journal/{cast.algebra.pk}/" in page
