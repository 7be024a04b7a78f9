"""Страница журнала: кто её видит, что на ней, во что она обходится."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from letopis.people.models import CourseAssignment
from tests.cast import Cast, close_quarter, saved

Enter = Callable[[str], Client]


def data_of(client: Client, address: str) -> dict[str, Any]:
    """The data the page at an address draws."""
    return data_in(client.get(address))


def data_in(response: Any) -> dict[str, Any]:
    """The data a page draws."""
    page = response.content.decode()
    found = re.search(r'<script id="register" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found, page[:2000]
    return dict(json.loads(found.group(1)))


def test_the_page_opens_at_the_period_that_runs(cast: Cast, enter: Enter) -> None:
    data = data_of(enter("teacher"), f"/journal/{cast.algebra.pk}/")
    assert data["period"]["title"] == "II четверть"
    assert [lesson[1] for lesson in data["lessons"]] == ["2026-10-21", "2026-10-26"]
    assert [pupil[1] for pupil in data["pupils"]] == [
        "Авдеева Анна",
        "Белов Борис",
        "Волкова Вера",
        "Гущин Глеб",
    ]
    assert (data["write"], data["correct"]) == (True, False)


def test_cells_and_period_marks_stand_where_they_belong(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    body = {"lesson": cast.lesson.pk, "student": cast.boris.pk, "old": "", "new": "н 4", "reason": ""}
    saved(client.post(f"/journal/{cast.algebra.pk}/cell/", body, content_type="application/json"))
    body = {"student": cast.vera.pk, "old": "", "new": "5", "reason": ""}
    address = f"/journal/{cast.algebra.pk}/period-mark/?period={cast.quarters[1].pk}"
    saved(client.post(address, body, content_type="application/json"))
    data = data_of(client, f"/journal/{cast.algebra.pk}/")
    assert data["cells"] == ["", "н 4", "", ""]
    assert data["finals"] == [[2, "5", 1]]


def test_a_subgroup_page_lists_its_members_only(cast: Cast, enter: Enter) -> None:
    data = data_of(enter("class_teacher"), f"/journal/{cast.english.pk}/")
    assert [pupil[1] for pupil in data["pupils"]] == ["Авдеева Анна"]


def test_the_year_view_tells_means_of_the_quarters(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    for quarter, mark in ((0, "4"), (1, "5")):
        address = f"/journal/{cast.algebra.pk}/period-mark/?period={cast.quarters[quarter].pk}"
        body = {"student": cast.anna.pk, "old": "", "new": mark, "reason": ""}
        saved(client.post(address, body, content_type="application/json"))
    data = data_of(client, f"/journal/{cast.algebra.pk}/?period={cast.whole_year.pk}")
    assert data["lessons"] == []
    assert data["told"][0] == [0, "4,50", "5"]


def test_a_closed_period_says_so(cast: Cast, enter: Enter) -> None:
    close_quarter(cast)
    data = data_of(enter("teacher"), f"/journal/{cast.algebra.pk}/?period={cast.quarters[0].pk}")
    assert data["period"]["closed"] == "2026-10-28"
    assert all(lesson[7] == 1 for lesson in data["lessons"])


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("teacher", 200),
        ("class_teacher", 200),
        ("deputy", 200),
        ("principal", 200),
        ("foreign_teacher", 403),
        ("clerk", 403),
        ("archivist", 403),
        ("pupil", 403),
        ("parent", 403),
        ("admin", 403),
    ],
)
def test_who_reads_the_page(cast: Cast, enter: Enter, role: str, status: int) -> None:
    assert enter(role).get(f"/journal/{cast.algebra.pk}/").status_code == status


def test_a_page_or_period_that_is_not_there_is_not_found(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    assert client.get("/journal/999999/").status_code == 404
    assert client.get(f"/journal/{cast.algebra.pk}/?period=999999").status_code == 404
    assert client.get(f"/journal/{cast.algebra.pk}/?period=x").status_code == 404


def test_the_list_shows_a_teacher_their_pages_and_the_deputy_all(cast: Cast, enter: Enter) -> None:
    page = enter("teacher").get("/journal/").content.decode()
    assert f"/journal/{cast.algebra.pk}/" in page
    assert f"/journal/{cast.algebra_7b.pk}/" not in page
    assert f"/journal/{cast.algebra_7b.pk}/" in enter("deputy").get("/journal/").content.decode()


def test_an_ended_appointment_leaves_the_past_readable_and_nothing_more(cast: Cast, enter: Enter) -> None:
    CourseAssignment.objects.filter(course=cast.algebra).update(ends=cast.quarters[0].ends)
    client = enter("teacher")
    assert client.get(f"/journal/{cast.algebra.pk}/").status_code == 200
    body = {"lesson": cast.lesson.pk, "student": cast.anna.pk, "old": "", "new": "5", "reason": ""}
    answer = client.post(f"/journal/{cast.algebra.pk}/cell/", body, content_type="application/json")
    assert answer.json()["code"] == "teacher.not_appointed"


def test_the_page_costs_five_questions_and_a_save_ten(
    cast: Cast, enter: Enter, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = enter("teacher")
    client.get(f"/journal/{cast.algebra.pk}/")
    with django_assert_max_num_queries(5):
        client.get(f"/journal/{cast.algebra.pk}/")
    body = {"lesson": cast.lesson.pk, "student": cast.anna.pk, "old": "", "new": "5", "reason": ""}
    with django_assert_max_num_queries(10):
        saved(client.post(f"/journal/{cast.algebra.pk}/cell/", body, content_type="application/json"))
