"""Двери: кто входит, куда его ведут, что значит срок назначения."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from letopis.people.access import door, standing_of
from letopis.people.models import Account, Appointment, ClassTeacherAssignment
from letopis.people.queries import names_of
from letopis.regulation.access import Span
from tests.cast import FIRST, TODAY, Cast

Enter = Callable[[str], Client]


def test_a_stranger_is_led_to_the_login_page_and_back() -> None:
    response = Client().get("/journal/?year=1", headers={"Accept": "text/html"})
    assert response["Location"] == "/login/?next=/journal/%3Fyear%3D1"


def test_a_temporary_password_leads_to_a_new_one_from_every_page(cast: Cast, enter: Enter) -> None:
    Account.objects.filter(username="teacher").update(must_change_password=True)
    client = enter("teacher")
    for address in ("/", "/journal/", f"/journal/{cast.algebra.pk}/"):
        assert client.get(address)["Location"] == "/password/"
    assert client.get("/password/").status_code == 200


def test_standing_gathers_posts_courses_classes_and_children(cast: Cast) -> None:
    teacher = standing_of(cast.accounts["teacher"], TODAY)
    assert teacher.roles == {"teacher"}
    assert teacher.courses[cast.algebra.pk] == (Span(FIRST, None),)
    leader = standing_of(cast.accounts["class_teacher"], TODAY)
    assert (leader.roles, leader.classes) == ({"teacher", "class_teacher"}, {cast.class_7a.pk})
    assert standing_of(cast.accounts["parent"], TODAY).students == {cast.anna.pk}
    assert standing_of(cast.accounts["pupil"], TODAY).roles == {"pupil"}


def test_standing_is_one_question(cast: Cast, django_assert_num_queries: Callable[..., Any]) -> None:
    with django_assert_num_queries(1):
        standing_of(cast.accounts["class_teacher"], TODAY)
    with django_assert_num_queries(0):
        standing_of(cast.accounts["pupil"], TODAY)


def test_an_ended_post_ends_every_right_at_once(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    assert client.get("/journal/").status_code == 200
    Appointment.objects.filter(employee__account__username="teacher").update(ends=TODAY - timedelta(days=1))
    assert client.get("/journal/").status_code == 403
    assert client.get(f"/journal/{cast.algebra.pk}/").status_code == 403


def test_an_ended_class_leadership_ends_with_its_last_day(cast: Cast) -> None:
    ClassTeacherAssignment.objects.update(ends=date(2026, 10, 27))
    assert standing_of(cast.accounts["class_teacher"], TODAY).classes == frozenset()


def test_an_account_that_was_shut_lets_nobody_in(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    Account.objects.filter(username="teacher").update(is_active=False)
    assert client.get("/journal/", headers={"Accept": "text/html"}).status_code == 302


def test_names_of_accounts_are_surname_and_initials(cast: Cast) -> None:
    account = cast.accounts["teacher"]
    assert names_of([account.ref]) == {0: "программа", account.ref: "Teacherова\u00a0Н.\u00a0И."}


def test_an_unknown_deed_hangs_no_door() -> None:
    with pytest.raises(KeyError):
        door("journal.burn")


def test_names_for_login_have_one_spelling(db: None, cast: Cast) -> None:
    assert Account.objects.get_by_natural_key(" TEACHER ") == cast.accounts["teacher"]
