"""Списки и карточки людей: найти по первым буквам, отобрать класс, столько же вопросов при любой длине."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from letopis.people.models import Enrolment, LegalRepresentative, Representation, Student
from tests.cast import FIRST, Cast

Enter = Callable[[str], Client]
HTML = {"Accept": "text/html"}


def page_of(client: Client, url: str) -> str:
    response = client.get(url, headers=HTML)
    assert response.status_code == 200, url
    return response.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("role", ["clerk", "deputy", "principal"])
@pytest.mark.parametrize("url", ["/people/", "/people/staff/", "/people/parents/"])
def test_who_keeps_the_lists_reads_them(enter: Enter, role: str, url: str) -> None:
    assert "<h1>Люди</h1>" in page_of(enter(role), url)


@pytest.mark.parametrize("role", ["teacher", "class_teacher", "pupil", "parent", "admin", "archivist"])
def test_nobody_else_opens_them(enter: Enter, role: str) -> None:
    assert enter(role).get("/people/").status_code == 403


@pytest.mark.parametrize("typed", ["белов", "БЕЛ", "борис", "белов борис", " Борис  Белов"])
def test_a_pupil_is_found_by_the_first_letters_in_any_case(enter: Enter, typed: str) -> None:
    page = page_of(enter("clerk"), f"/people/?text={typed}")
    assert "Белов Борис" in page
    assert "Авдеева" not in page


@pytest.mark.parametrize("typed", ["дёмин", "демин"])
def test_yo_is_found_by_e_and_by_itself(enter: Enter, typed: str) -> None:
    assert "Дёмин Денис" in page_of(enter("clerk"), f"/people/?text={typed}")


def test_a_class_is_chosen(enter: Enter, cast: Cast) -> None:
    page = page_of(enter("clerk"), f"/people/?class={cast.class_7b.pk}")
    assert "Дёмин Денис" in page
    assert "Белов Борис" not in page


@pytest.mark.parametrize(
    "query", ["?class=x", "?page=x", "?page=99", "?class=99999999999999999999", "?text=%00"]
)
def test_a_bent_address_shows_a_page_all_the_same(enter: Enter, query: str) -> None:
    assert enter("clerk").get("/people/" + query, headers=HTML).status_code == 200


def test_who_left_is_in_the_other_list(enter: Enter, cast: Cast) -> None:
    Enrolment.objects.filter(student=cast.boris).update(ends=date(2026, 10, 1))
    assert "Белов" not in page_of(enter("clerk"), "/people/")
    assert "Белов Борис" in page_of(enter("clerk"), "/people/?gone=1")


def many(cast: Cast, count: int) -> None:
    for number in range(count):
        pupil = Student.objects.create(surname=f"Ученик{number}", given_name="Иван")
        Enrolment.objects.create(student=pupil, class_group=cast.class_7a, starts=FIRST)
        mother = LegalRepresentative.objects.create(surname=f"Мать{number}", given_name="Анна")
        Representation.objects.create(representative=mother, student=pupil, relation="мать")


@pytest.mark.parametrize("url", ["/people/", "/people/staff/", "/people/parents/", "/invitations/{}/"])
def test_a_list_asks_as_much_for_many_people_as_for_few(
    enter: Enter, cast: Cast, url: str, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client, address = enter("clerk"), url.format(cast.class_7a.pk)
    many(cast, 40)
    page_of(client, address)
    with django_assert_max_num_queries(11):
        page_of(client, address)


def test_a_long_list_is_shown_by_pages(enter: Enter, cast: Cast) -> None:
    many(cast, 60)
    first = page_of(enter("clerk"), "/people/?text=ученик")
    assert "страница 1 из 2" in first
    assert "?text=%D1%83%D1%87%D0%B5%D0%BD%D0%B8%D0%BA&amp;page=2" in first or "page=2" in first


def test_the_card_of_a_pupil_shows_classes_family_and_entry(enter: Enter, cast: Cast) -> None:
    page = page_of(enter("clerk"), f"/people/pupils/{cast.anna.pk}/")
    for text in ("Авдеева Анна", "7 «А»", "Авдеева Мария", "мать", "Имя для входа", "Выбытие"):
        assert text in page
    assert "Выбытие" not in page_of(enter("deputy"), f"/people/pupils/{cast.anna.pk}/")


def test_the_card_of_an_employee_shows_posts_load_and_class(enter: Enter, cast: Cast) -> None:
    employee = cast.accounts["class_teacher"].employee
    assert employee
    page = page_of(enter("principal"), f"/people/staff/{employee.pk}/")
    for text in ("учитель", "7 «А»", "Английский язык", "Нагрузка"):
        assert text in page


def test_a_card_nobody_has_is_not_found(enter: Enter) -> None:
    for kind in ("pupils", "staff", "parents"):
        assert enter("clerk").get(f"/people/{kind}/999999/").status_code == 404
