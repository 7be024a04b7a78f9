"""Первый класс без отметок: уровень и слова, закрытие ждёт сказанного, числа не ставят."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.utils import timezone

from letopis.conditions.models import Condition
from letopis.journal.models import Attainment, Entry, Lesson, PeriodClosing, PeriodMark
from letopis.people.models import Enrolment, Representation, Student
from letopis.trace.queries import verified
from tests.cast import FIRST, Cast

Enter = Callable[[str], Client]


@pytest.fixture
def child(cast: Cast) -> Student:
    """A first-grader, the child of the cast's mother."""
    student = Student.objects.create(surname="Авдеев", given_name="Артём", birth_date=FIRST)
    Enrolment.objects.create(student=student, class_group=cast.first_grade.class_group, starts=FIRST)
    mother = cast.accounts["parent"].representative
    Representation.objects.create(representative=mother, student=student, relation="мать")
    return student


def told(client: Client, cast: Cast, child: Student, level: str, text: str = "", **facts: Any) -> Any:
    named = {f"{name}_{child.pk}" if name.startswith("old") else name: what for name, what in facts.items()}
    body = {"student": child.pk, f"level_{child.pk}": level, f"text_{child.pk}": text, **named}
    address = f"/journal/{cast.first_grade.pk}/levels/?period={cast.quarters[0].pk}"
    return client.post(address, body, follow=True)


def spaced(response: Any) -> str:
    """The page with ordinary spaces."""
    return str(response.content.decode()).replace("\xa0", " ")


def test_a_level_and_words_are_told_and_seen_by_the_parent(cast: Cast, enter: Enter, child: Student) -> None:
    answer = told(enter("teacher"), cast, child, "пов", "Решает сам,  иногда торопится")
    assert "Записано о" in spaced(answer)
    row = Attainment.objects.get()
    assert (row.level, row.text) == ("пов", "Решает сам, иногда торопится")
    page = spaced(enter("parent").get(f"/pupils/{child.pk}/?period={cast.quarters[0].pk}"))
    assert "повышенный" in page
    assert "Решает сам, иногда торопится" in page
    again = told(enter("teacher"), cast, child, "пов", "Решает сам", old_level="пов", old_text=row.text)
    assert "Записано" in spaced(again)
    row.refresh_from_db()
    assert row.text == "Решает сам"
    taken = told(enter("teacher"), cast, child, "", "", old_level="пов", old_text="Решает сам")
    assert "Записано" in spaced(taken)
    assert verified().holds


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(
    cast: Cast, enter: Enter, child: Student
) -> None:
    told(enter("teacher"), cast, child, "баз")
    answer = told(enter("teacher"), cast, child, "выс")
    assert "Авдеев Артём: Не записано: пока вы вводили" in spaced(answer)
    assert Attainment.objects.get().level == "баз"
    same = told(enter("teacher"), cast, child, "баз", old_level="баз")
    assert "Ничего не изменилось" in spaced(same)


def test_a_number_is_never_taken_in_the_first_grade(cast: Cast, enter: Enter, child: Student) -> None:
    client, page = enter("teacher"), cast.first_grade.pk
    lesson = Lesson.objects.filter(course=page).latest("date")
    cell = {"lesson": lesson.pk, "student": child.pk, "old": "", "new": "5", "reason": ""}
    answer = client.post(f"/journal/{page}/cell/", cell, content_type="application/json")
    assert answer.json()["code"] == "mark.not_in_scale"
    many = client.post(f"/journal/{page}/cells/", {"cells": [cell]}, content_type="application/json")
    assert many.json()["cells"][0]["code"] == "mark.not_in_scale"
    final = {"student": child.pk, "old": "", "new": "5", "reason": ""}
    address = f"/journal/{page}/period-mark/?period={cast.quarters[0].pk}"
    assert client.post(address, final, content_type="application/json").json()["code"] == "mark.not_in_scale"
    assert "нет в положении" in spaced(told(client, cast, child, "5"))
    assert [Entry.objects.count(), PeriodMark.objects.count(), Attainment.objects.count()] == [0, 0, 0]


def test_a_marked_class_takes_no_levels(cast: Cast, enter: Enter) -> None:
    address = f"/journal/{cast.algebra.pk}/levels/?period={cast.quarters[0].pk}"
    body = {"student": cast.anna.pk, f"level_{cast.anna.pk}": "баз"}
    answer = enter("teacher").post(address, body, follow=True)
    assert "этот класс учится с отметками" in spaced(answer)
    assert not Attainment.objects.exists()


def test_the_period_is_not_closed_before_everybody_is_told_of(
    cast: Cast, enter: Enter, child: Student
) -> None:
    deputy, group = enter("deputy"), cast.first_grade.class_group_id
    address = f"/closing/?period={cast.quarters[0].pk}"
    answer = deputy.post(address, {"class": group}, follow=True)
    assert "не сказано о" in spaced(answer)
    assert f"/journal/{cast.first_grade.pk}/levels/" in spaced(answer)
    told(enter("teacher"), cast, child, "баз")
    deputy.post(address, {"class": group}, follow=True)
    assert PeriodClosing.objects.filter(class_group_id=group).exists()
    late = told(enter("teacher"), cast, child, "выс", old_level="баз")
    assert "закрыт" in spaced(late)
    assert Attainment.objects.get().level == "баз"
    without = told(deputy, cast, child, "выс", old_level="баз")
    assert Attainment.objects.get().level == "баз", without
    told(deputy, cast, child, "выс", old_level="баз", reason="приказ 7")
    row = Attainment.objects.get()
    assert (row.level, row.is_corrected) == ("выс", True)
    assert verified().holds


def test_who_is_exempt_is_shown_so_and_holds_nothing_up(cast: Cast, enter: Enter, child: Student) -> None:
    facts = {"kind": "exempt", "starts": FIRST, "document": "pmpk", "number": "3"}
    Condition.objects.create(student=child, entered_at=timezone.now(), entered_by=0, **facts)
    address = f"/journal/{cast.first_grade.pk}/levels/?period={cast.quarters[0].pk}"
    page = enter("teacher").get(address)
    assert "освобождён от предмета по документу" in spaced(page)
    assert f"level_{child.pk}" not in spaced(page)
    assert (page.context["told"], page.context["awaited"]) == (0, 0)
    group = cast.first_grade.class_group_id
    enter("deputy").post(f"/closing/?period={cast.quarters[0].pk}", {"class": group})
    assert PeriodClosing.objects.filter(class_group_id=group).exists()


def test_what_was_told_before_an_exemption_is_seen_and_taken_back(
    cast: Cast, enter: Enter, child: Student
) -> None:
    told(enter("teacher"), cast, child, "баз")
    facts = {"kind": "exempt", "starts": FIRST, "document": "pmpk", "number": "3"}
    Condition.objects.create(student=child, entered_at=timezone.now(), entered_by=0, **facts)
    again = told(enter("teacher"), cast, child, "выс", old_level="баз")
    assert "весь период ученик освобождён" in spaced(again)
    assert Attainment.objects.get().level == "баз"
    told(enter("teacher"), cast, child, "", old_level="баз")
    assert Attainment.objects.get().level == ""


def test_a_period_to_come_takes_no_levels(cast: Cast, enter: Enter, child: Student) -> None:
    address = f"/journal/{cast.first_grade.pk}/levels/?period={cast.quarters[2].pk}"
    body = {"student": child.pk, f"level_{child.pk}": "баз"}
    enter("teacher").post(address, body, follow=True)
    assert not Attainment.objects.exists()


@pytest.mark.parametrize(
    "role", ["foreign_teacher", "class_teacher", "principal", "clerk", "pupil", "parent"]
)
def test_only_the_teacher_and_the_class_teacher_of_the_class_tell(
    cast: Cast, enter: Enter, child: Student, role: str
) -> None:
    address = f"/journal/{cast.first_grade.pk}/levels/?period={cast.quarters[0].pk}"
    body = {"student": child.pk, f"level_{child.pk}": "баз"}
    assert enter(role).post(address, body).status_code == 403
    assert not Attainment.objects.exists()


@pytest.mark.parametrize("sent", [{"student": ["1", "1"]}, {"student": "x"}, {"student": "9" * 40}])
def test_a_senseless_sheet_is_refused(cast: Cast, enter: Enter, sent: dict[str, Any]) -> None:
    address = f"/journal/{cast.first_grade.pk}/levels/?period={cast.quarters[0].pk}"
    assert enter("teacher").post(address, sent).status_code == 422


def test_the_report_card_says_the_level_and_the_words(cast: Cast, enter: Enter, child: Student) -> None:
    told(enter("teacher"), cast, child, "баз", "Читает по слогам")
    page = cast.first_grade.class_group_id
    answer = enter("parent").get(f"/pupils/{child.pk}/report-card.pdf?class={page}")
    assert answer.status_code == 200
    with pikepdf.open(BytesIO(answer.content)) as paper:
        facts = json.loads(next(iter(paper.attachments.values())).get_file().read_bytes())
    [card] = facts["cards"]
    assert [row["marks"][0]["text"] for row in card["subjects"]] == ["базовый"]
    assert card["words"] == [{"where": "Алгебра, I четверть", "text": "Читает по слогам"}]
