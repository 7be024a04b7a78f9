"""Работа по критериям: критерии, баллы, отметки по таблице, чужому и в закрытом периоде нельзя."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from letopis.conditions.models import Condition
from letopis.journal.models import Entry, Work, WorkPoints
from letopis.people.models import Student
from letopis.trace.queries import verified
from tests.cast import FIRST, Cast, close_quarter

Enter = Callable[[str], Client]
CRITERIA = "Решение — 6\nОтвет — 4"


def address(cast: Cast) -> str:
    return f"/journal/{cast.algebra.pk}/works/{cast.lesson.pk}/"


def spaced(response: Any) -> str:
    """The page with ordinary spaces."""
    return str(response.content.decode()).replace("\xa0", " ")


def criteria(client: Client, cast: Cast, text: str = CRITERIA, table: str = "") -> Any:
    body = {"deed": "criteria", "criteria": text, "table": table}
    return client.post(address(cast), body, follow=True)


def points(client: Client, cast: Cast, **given: tuple[str, str]) -> Any:
    body: dict[str, Any] = {"deed": "points", "student": []}
    for name, values in given.items():
        student: Student = getattr(cast, name)
        body["student"].append(student.pk)
        body |= {f"p{student.pk}_{place}": value for place, value in enumerate(values)}
    return client.post(address(cast), body, follow=True)


def marks(client: Client, cast: Cast) -> Any:
    return client.post(address(cast), {"deed": "marks"}, follow=True)


def test_points_become_the_usual_marks_when_the_teacher_confirms(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    assert "Критерии записаны" in spaced(criteria(client, cast))
    page = points(client, cast, anna=("6", "3"), boris=("3", "2"), vera=("6", ""))
    assert "Баллы записаны" in spaced(page)
    assert page.context["spread"] == (("5", 1), ("4", 0), ("3", 1), ("2", 0))
    assert page.context["solved"] == (83, 62)
    assert not Entry.objects.exists()
    assert "Поставлен" in spaced(marks(client, cast))
    assert dict(Entry.objects.values_list("student__surname", "value")) == {"Авдеева": "5", "Белов": "3"}
    again = marks(client, cast)
    assert again.context["waiting"] == 0
    assert verified().holds


def test_a_mark_that_stands_is_left_and_an_absence_keeps_its_sign(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    for student, value in ((cast.anna, "2"), (cast.boris, "н")):
        body = {"lesson": cast.lesson.pk, "student": student.pk, "old": "", "new": value, "reason": ""}
        client.post(f"/journal/{cast.algebra.pk}/cell/", body, content_type="application/json")
    criteria(client, cast)
    points(client, cast, anna=("6", "4"), boris=("6", "4"))
    marks(client, cast)
    assert dict(Entry.objects.values_list("student__surname", "value")) == {"Авдеева": "2", "Белов": "н 5"}


def test_the_work_s_own_table_goes_before_the_act_s(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    criteria(client, cast, table="4 — 5\n2 - 3")
    page = points(client, cast, anna=("3", "1"), boris=("1", "0"))
    assert [row.mark for row, _cells in page.context["rows"]][:2] == ["5", ""]


def test_pupil_and_parent_see_their_own_points_and_no_others(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    criteria(client, cast)
    points(client, cast, anna=("6", "3"), boris=("1", "0"))
    for role in ("pupil", "parent"):
        page = spaced(enter(role).get(f"/pupils/{cast.anna.pk}/works/"))
        assert "Решение 6 из 6, Ответ 3 из 4" in page
        assert "Всего 9 из 10" in page
        assert enter(role).get(f"/pupils/{cast.boris.pk}/works/").status_code == 403


@pytest.mark.parametrize(
    ("text", "table", "said"),
    [
        ("", "", "хотя бы один критерий"),
        ("Решение", "", "Нужны название и наибольший балл"),
        ("Решение — 0", "", "Нужны название и наибольший балл"),
        (CRITERIA, "11 — 5", "от 0 до 10"),
        (CRITERIA, "5 — 7", "из шкалы"),
        (CRITERIA, "пять — 5", "строка таблицы"),
    ],
)
def test_senseless_criteria_are_refused(cast: Cast, enter: Enter, text: str, table: str, said: str) -> None:
    assert said in spaced(criteria(enter("teacher"), cast, text, table))
    assert not Work.objects.exists()


def test_points_beyond_a_criterion_are_refused_and_the_others_stand(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    criteria(client, cast)
    page = points(client, cast, anna=("7", "1"), boris=("5", "1"))
    assert "Авдеева Анна: Не записано: Решение — 7, а баллов здесь от 0 до 6" in spaced(page)
    assert WorkPoints.objects.get().student == cast.boris
    assert "число критериев не меняют" in spaced(criteria(client, cast, "Решение — 6"))
    assert "баллов здесь от 0 до 4" in spaced(criteria(client, cast, "Решение — 4\nОтвет — 4"))
    assert (
        client.post(address(cast), {"student": [cast.anna.pk], f"p{cast.anna.pk}_0": "x"}).status_code == 422
    )


def test_an_exempt_pupil_gets_no_points(cast: Cast, enter: Enter) -> None:
    Condition.objects.create(
        student=cast.anna, kind="exempt", starts=FIRST, document="order", number="1",
        entered_at=timezone.now(), entered_by=0,
    )  # fmt: skip
    client = enter("teacher")
    criteria(client, cast)
    assert "освобождён от предмета" in spaced(points(client, cast, anna=("6", "3")))
    points(client, cast, stranger=("6", "3"))
    assert not WorkPoints.objects.exists()


def test_a_closed_period_takes_neither_criteria_nor_points(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    criteria(client, cast)
    close_quarter(cast, 2)
    assert "закрыт" in spaced(points(client, cast, anna=("6", "3")))
    assert "закрыт" in spaced(criteria(client, cast, "Другое — 5"))
    assert not WorkPoints.objects.exists()


@pytest.mark.parametrize(
    "role", ["foreign_teacher", "class_teacher", "deputy", "principal", "pupil", "parent"]
)
def test_only_the_teacher_of_the_page_judges_the_work(cast: Cast, enter: Enter, role: str) -> None:
    assert criteria(enter(role), cast).status_code == 403
    assert not Work.objects.exists()
