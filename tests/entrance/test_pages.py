"""Начало дня у каждого своё; акты и печати открыты всем."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from letopis.journal.models import Lesson
from letopis.regulation.access import ROLES
from letopis.school import queries as school_queries
from letopis.school.models import Edition, SchoolYear
from letopis.trace import actions as trace
from letopis.trace.models import Checkpoint
from letopis.trace.queries import verifier
from tests.cast import TODAY, Cast

Enter = Callable[[str], Client]
PUBLIC = ["/login/", "/act/", "/checkpoints/"]
HTML = {"Accept": "text/html"}


def page_of(client: Client, url: str = "/") -> str:
    response = client.get(url, headers=HTML)
    assert response.status_code == 200, url
    return response.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("url", PUBLIC)
def test_a_stranger_opens_the_public_pages_of_a_school_and_of_an_empty_base(db: None, url: str) -> None:
    school_queries.forget()
    assert "<h1" in page_of(Client(), url)


@pytest.mark.parametrize("url", ["/act/", "/checkpoints/"])
@pytest.mark.parametrize("role", ROLES)
def test_everybody_opens_the_public_pages(enter: Enter, role: str, url: str) -> None:
    assert "<h1" in page_of(enter(role), url)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_start_page(enter: Enter, role: str) -> None:
    assert "Среда, 28 октября" in page_of(enter(role))


def test_a_teacher_starts_with_todays_lessons_and_own_registers(enter: Enter, cast: Cast) -> None:
    Lesson.objects.create(course=cast.algebra, date=TODAY, number=3, topic="Линейная функция")
    Lesson.objects.create(course=cast.algebra_7b, date=TODAY, number=4, topic="Чужой урок")
    page = page_of(enter("teacher"))
    assert "Линейная функция" in page
    assert "Чужой урок" not in page
    assert reverse("journal:register", args=[cast.algebra.pk]) in page
    assert reverse("journal:register", args=[cast.algebra_7b.pk]) not in page
    assert "II четверть до 27 декабря" in page


def test_a_class_teacher_is_led_to_the_sheet_of_the_class(enter: Enter, cast: Cast) -> None:
    page = page_of(enter("class_teacher"))
    assert reverse("results:class_sheet", args=[cast.class_7a.pk]) in page
    assert reverse("results:class_sheet", args=[cast.class_7b.pk]) not in page


@pytest.mark.parametrize("role", ["pupil", "parent"])
def test_a_pupil_and_a_parent_are_led_to_their_own_record_only(enter: Enter, cast: Cast, role: str) -> None:
    page = page_of(enter(role))
    assert reverse("results:pupil", args=[cast.anna.pk]) in page
    assert "Авдеева Анна" in page
    assert "7 «А»" in page
    assert reverse("results:pupil", args=[cast.boris.pk]) not in page


@pytest.mark.parametrize("role", ["clerk", "deputy"])
def test_a_school_without_a_year_is_led_to_its_beginning(db: None, noon: None, role: str) -> None:
    from letopis.people.models import Account, Appointment, Employee

    school_queries.forget()
    employee = Employee.objects.create(surname="Первая", given_name="Нина")
    Appointment.objects.create(employee=employee, post=role, starts=date(2026, 9, 1))
    client = Client()
    client.force_login(Account.objects.create(username="first", employee=employee))
    assert not SchoolYear.objects.exists()
    assert reverse("exchange:wizard") in page_of(client)


def test_the_start_page_asks_as_much_for_many_registers_as_for_one(
    enter: Enter, cast: Cast, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client = enter("teacher")
    for number in range(5, 9):
        Lesson.objects.create(course=cast.algebra, date=TODAY, number=number)
    page_of(client)
    with django_assert_max_num_queries(16):  # six of them about what waits, two about entries of one's own
        page_of(client)


def test_the_acts_page_shows_editions_in_force_past_and_to_come(cast: Cast) -> None:
    first = Edition.objects.get()
    Edition.objects.filter(pk=first.pk).update(in_force_to=TODAY - timedelta(days=1))
    common = {"act": first.act, "rules": first.rules, "source": "педсовет"}
    Edition.objects.create(number=2, in_force_from=TODAY, order="15-о", approved_on=TODAY, **common)
    Edition.objects.create(number=3, in_force_from=TODAY + timedelta(days=30), **common)
    page = page_of(Client(), "/act/")
    places = [page.index(text) for text in ("ещё не действует", "действует</span>", "прежняя")]
    assert (
        page.index("Редакция 3") < places[0] < page.index("Редакция 2") < page.index("Редакция 1") < places[2]
    )
    assert "приказ № 15-о" in page
    assert "с 1 сентября 2024 по 27 октября 2026" in page


def test_the_seals_page_shows_the_newest_note_and_the_key(cast: Cast) -> None:
    seal = trace.seal()
    assert seal is not None
    page = page_of(Client(), "/checkpoints/")
    for line in filter(None, seal.note.splitlines()):
        assert line.replace("+", "&#x2B;") in page.replace("+", "&#x2B;")
    assert verifier().replace("+", "&#x2B;") in page.replace("+", "&#x2B;")


def test_the_seals_are_shown_by_pages(cast: Cast) -> None:
    made = [
        Checkpoint(size=number, root=b"0" * 32, peaks=b"", note=f"note {number}", at="2026-10-28T12:00:00Z")
        for number in range(1, 61)
    ]
    Checkpoint.objects.bulk_create(made)
    client = Client()
    assert "Страница 1 из 3" in page_of(client, "/checkpoints/")
    assert "note 1<" in page_of(client, "/checkpoints/?page=3")
    assert "Страница 3 из 3" in page_of(client, "/checkpoints/?page=99")
    assert "Страница 1 из 3" in page_of(client, "/checkpoints/?page=x")
