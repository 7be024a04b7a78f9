"""Поурочный план: учитель пишет свой, журнал предлагает следующую тему, завуч видит отставание."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext

from letopis.journal.models import Lesson
from letopis.people.access import standing_of
from letopis.people.models import Appointment
from letopis.planning import actions
from letopis.planning.actions import NewTopic, TopicText
from letopis.planning.models import PlanTopic
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.school.models import ClassGroup, Course, SchoolYear
from letopis.trace.models import TraceRecord
from letopis.trace.queries.verification import verified
from tests.cast import TODAY, Cast

Enter = Callable[[str], Client]
NUMBERS = TopicText("Числа", "Натуральные числа", 2, "§ 1", "")
WORK = TopicText("Числа", "Контрольная работа", 1, "", "control")


def who(cast: Cast, role: str) -> Standing:
    return standing_of(cast.accounts[role], TODAY)


def write(
    cast: Cast, *texts: TopicText, role: str = "teacher", course: Course | None = None
) -> list[PlanTopic]:
    """Topics written one after another."""
    page = course or cast.algebra
    return [
        actions.put_topic(page.pk, None, text, old=None, standing=who(cast, role), by=1) for text in texts
    ]


def refusal(deed: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value.code


def post(client: Client, cast: Cast, what: str, body: dict[str, Any]) -> Any:
    return client.post(f"/plans/{cast.algebra.pk}/{what}", json.dumps(body), content_type="application/json")


def test_a_teacher_writes_the_plan_and_the_trace_knows_it(cast: Cast) -> None:
    first, second = write(cast, NUMBERS, WORK)
    assert [first.place, second.place] == [1, 2]
    record = TraceRecord.objects.get(object=second.ref)
    assert record.deed == "planning.put_topic"
    assert json.loads(record.body or "")["after"]["work"] == "control"
    assert not [one for one in verified().findings if "план" in one.lower()]


def test_a_topic_is_corrected_only_by_who_saw_it_as_it_stands(cast: Cast) -> None:
    (topic,) = write(cast, NUMBERS)
    longer = TopicText("Числа", "Натуральные числа", 3, "§ 1", "")
    actions.put_topic(cast.algebra.pk, topic.pk, longer, old=NUMBERS, standing=who(cast, "deputy"), by=2)
    late = lambda: actions.put_topic(  # noqa: E731 - said where it is refused
        cast.algebra.pk, topic.pk, WORK, old=NUMBERS, standing=who(cast, "teacher"), by=1
    )
    assert refusal(late) == "plan.conflict"
    topic.refresh_from_db()
    assert topic.hours == 3


@pytest.mark.parametrize(
    "role", ["foreign_teacher", "class_teacher", "principal", "pupil", "parent", "clerk"]
)
def test_nobody_else_writes_it(cast: Cast, role: str) -> None:
    assert refusal(lambda: write(cast, NUMBERS, role=role)) == "access.denied"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TopicText("", " ", 1, "", ""), "plan.no_topic"),
        (TopicText("", "Числа", 0, "", ""), "plan.hours"),
        (TopicText("", "Числа", 41, "", ""), "plan.hours"),
        (TopicText("", "я" * 401, 1, "", ""), "text.too_long"),
        (TopicText("", "Числа", 1, "", "нет такого"), "plan.work_unknown"),
    ],
)
def test_what_makes_no_sense_is_refused(cast: Cast, text: TopicText, code: str) -> None:
    assert refusal(lambda: write(cast, text)) == code
    assert not PlanTopic.objects.exists()


def test_topics_change_places_and_go(cast: Cast) -> None:
    first, second = write(cast, NUMBERS, WORK)
    teacher = who(cast, "teacher")
    actions.move_topic(cast.algebra.pk, second.pk, -1, standing=teacher, by=1)
    assert list(PlanTopic.objects.values_list("pk", flat=True)) == [second.pk, first.pk]
    actions.move_topic(cast.algebra.pk, second.pk, -1, standing=teacher, by=1)
    assert list(PlanTopic.objects.values_list("pk", flat=True)) == [second.pk, first.pk]
    actions.drop_topic(cast.algebra.pk, second.pk, standing=teacher, by=1)
    assert list(PlanTopic.objects.values_list("pk", flat=True)) == [first.pk]
    assert TraceRecord.objects.filter(deed="planning.drop_topic", object=second.ref).exists()
    with pytest.raises(Http404):
        actions.drop_topic(cast.algebra.pk, second.pk, standing=teacher, by=1)
    with pytest.raises(Http404):
        actions.move_topic(cast.algebra.pk, second.pk, 1, standing=teacher, by=1)


def test_the_plan_of_a_parallel_class_or_of_last_year_is_taken(cast: Cast) -> None:
    write(cast, NUMBERS, WORK, role="foreign_teacher", course=cast.algebra_7b)
    last = SchoolYear.objects.create(starts=date(2025, 9, 1), ends=date(2026, 5, 26))
    old = ClassGroup.objects.create(year=last, grade_level=7, letter="В")
    older = Course.objects.create(class_group=old, subject=cast.algebra.subject)
    actions.add_topics([NewTopic(older.pk, "", "Старая тема", 1, "", "")], by=1)
    teacher = who(cast, "teacher")
    copied = actions.copy_plan(cast.algebra.pk, cast.algebra_7b.pk, standing=teacher, by=1)
    assert copied == 2
    assert PlanTopic.objects.filter(course=cast.algebra).values_list("topic", "place").first() == (
        "Натуральные числа",
        1,
    )
    again = lambda: actions.copy_plan(cast.algebra.pk, older.pk, standing=teacher, by=1)  # noqa: E731 - as above
    assert refusal(again) == "plan.not_empty"
    PlanTopic.objects.filter(course=cast.algebra).delete()
    assert again() == 1
    PlanTopic.objects.filter(course=cast.algebra).delete()
    other = lambda: actions.copy_plan(cast.algebra.pk, cast.english.pk, standing=teacher, by=1)  # noqa: E731 - as above
    assert refusal(other) == "plan.no_source"


def test_the_register_is_offered_the_next_topics(cast: Cast, enter: Enter) -> None:
    write(cast, TopicText("", "Тема 14.09", 1, "", ""), TopicText("", "Тема 21.09", 2, "№ 5", ""), WORK)
    told = enter("teacher").get(f"/plans/{cast.algebra.pk}/next/").json()
    assert told["next"] == [["Тема 21.09", "№ 5", None], ["Контрольная работа", "", cast.control.pk]]
    assert told["lag"] == 2  # the two lessons of October were on something else
    assert told["told"] == "отставание 2 ч"


def test_the_page_of_a_plan_shows_what_was_given(cast: Cast, enter: Enter) -> None:
    write(
        cast, TopicText("Числа", "Тема 14.09", 1, "§ 1", ""), NUMBERS, TopicText("", "Тема 26.10", 1, "", "")
    )
    page = enter("teacher").get(f"/plans/{cast.algebra.pk}/").content.decode()
    assert "14.09" in page
    assert "пропущена" in page
    assert 'name="topic"' in page
    assert 'name="topic"' not in enter("principal").get(f"/plans/{cast.algebra.pk}/").content.decode()


def test_rows_are_written_from_the_page(cast: Cast, enter: Enter) -> None:
    teacher = enter("teacher")
    text = {"section": "", "topic": "Дроби", "hours": 2, "homework": "", "work": ""}
    made = post(teacher, cast, "topic/", {"id": None, **text, "old": {}})
    assert made.status_code == 200, made.content
    number = made.json()["topic"]["id"]
    changed = post(teacher, cast, "topic/", {"id": number, **text, "hours": 3, "old": text})
    assert changed.json()["topic"]["hours"] == 3
    conflict = post(teacher, cast, "topic/", {"id": number, **text, "old": text})
    assert conflict.status_code == 409
    assert conflict.json()["topic"]["hours"] == 3
    assert post(teacher, cast, "topic/move/", {"id": number, "step": 1}).status_code == 200
    assert post(teacher, cast, "topic/drop/", {"id": number}).status_code == 200
    assert not PlanTopic.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", '{"id": true}', '{"id": null, "topic": 5, "hours": 1}'])
def test_a_page_that_sends_nonsense_is_told_so(cast: Cast, enter: Enter, body: str) -> None:
    answer = enter("teacher").post(f"/plans/{cast.algebra.pk}/topic/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "input.malformed")


def test_the_list_shows_the_lag_in_a_fixed_number_of_questions(cast: Cast, enter: Enter) -> None:
    write(cast, NUMBERS)
    deputy = enter("deputy")
    address = f"/plans/?class={cast.class_7a.pk}"
    page = deputy.get(address).content.decode()
    assert "отставание 4 ч" in page
    assert "плана нет" in page
    assert "отставание 4 ч" in enter("teacher").get("/plans/").content.decode()
    with CaptureQueriesContext(connection) as few:
        deputy.get(address)
    write(cast, NUMBERS, NUMBERS, WORK)
    write(cast, NUMBERS, role="class_teacher", course=cast.english)
    Lesson.objects.create(course=cast.english, date=TODAY, number=3)
    with CaptureQueriesContext(connection) as many:
        deputy.get(address)
    assert len(many) == len(few)


def test_a_plan_is_written_before_the_year_begins(cast: Cast) -> None:
    Appointment.objects.update(starts=date(2020, 9, 1))
    august = standing_of(cast.accounts["teacher"], date(2026, 8, 25))
    assert actions.put_topic(cast.algebra.pk, None, NUMBERS, old=None, standing=august, by=1).pk
