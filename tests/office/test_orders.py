"""Приказы о движении: зачисление, перевод, выбытие, приём и увольнение остаются в летописи с номером."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from letopis.people import actions
from letopis.people.actions import Order
from letopis.people.models import (
    Account,
    Appointment,
    CourseAssignment,
    Employee,
    Enrolment,
    LegalRepresentative,
    Representation,
    Student,
    SubgroupMembership,
)
from letopis.regulation.refusals import Refused
from letopis.trace.models import TraceRecord
from tests.cast import TODAY, Cast

Enter = Callable[[str], Client]
ORDER = {"order_number": "112-у", "order_day": "2026-10-27"}
WORDS = "приказ № 112-у от 27.10.2026"
PAPER = Order("112-у", date(2026, 10, 27))


def test_a_pupil_moves_to_another_class_by_an_order(enter: Enter, cast: Cast) -> None:
    form = {"group": cast.class_7b.pk, "starts": "2026-10-28", **ORDER}
    response = enter("clerk").post(f"/people/pupils/{cast.anna.pk}/move/", form)
    assert response.status_code == 302
    old, new = Enrolment.objects.filter(student=cast.anna).order_by("starts")
    assert (old.ends, old.end_ground) == (date(2026, 10, 27), WORDS)
    assert (new.class_group, new.starts, new.ends, new.ground) == (cast.class_7b, TODAY, None, WORDS)
    assert SubgroupMembership.objects.get(student=cast.anna).ends == date(2026, 10, 27)
    found = TraceRecord.objects.get(deed="people.move_pupil", subject=cast.anna.ref)
    assert WORDS in str(found.body)
    assert found.by == cast.accounts["clerk"].ref


def test_a_pupil_leaves_the_school(enter: Enter, cast: Cast) -> None:
    form = {"last_day": "2026-10-28", "left_to": "школа № 3", **ORDER}
    assert enter("clerk").post(f"/people/pupils/{cast.boris.pk}/leave/", form).status_code == 302
    place = Enrolment.objects.get(student=cast.boris)
    assert (place.ends, place.left_to, place.end_ground) == (TODAY, "школа № 3", WORDS)
    assert TraceRecord.objects.filter(deed="people.leave_school", subject=cast.boris.ref).exists()


@pytest.mark.parametrize(
    ("starts", "group", "code"),
    [
        (date(2025, 10, 1), "class_7b", "enrolment.outside_year"),
        (TODAY, "class_7a", "enrolment.same_class"),
        (date(2026, 9, 1), "class_7b", "enrolment.too_early"),
    ],
)
def test_a_movement_that_contradicts_the_rolls_is_refused(
    cast: Cast, starts: date, group: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.enrol_by_order(cast.anna, getattr(cast, group), starts, PAPER, by=1)
    assert refused.value.code == code
    assert Enrolment.objects.filter(student=cast.anna).count() == 1


def test_who_is_in_no_class_cannot_leave_it(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        actions.leave_school(cast.late_comer, date(2026, 10, 1), PAPER, "", by=1)
    assert refused.value.code == "enrolment.none"


def test_an_order_without_a_number_writes_nothing(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        actions.leave_school(cast.anna, TODAY, Order(" ", TODAY), "", by=1)
    assert refused.value.code == "order.no_number"
    assert Enrolment.objects.get(student=cast.anna).ends is None


def test_a_refusal_stands_on_the_page_with_what_was_typed(enter: Enter, cast: Cast) -> None:
    form = {"group": cast.class_7a.pk, "starts": "2026-10-28", **ORDER}
    response = enter("clerk").post(f"/people/pupils/{cast.anna.pk}/move/", form)
    page = response.content.decode().replace("\u00a0", " ")
    assert response.status_code == 422
    assert "уже числится" in page
    assert 'value="112-у"' in page


def test_a_new_pupil_is_admitted_without_any_import(enter: Enter, cast: Cast) -> None:
    form = {
        "surname": "Ёжиков",
        "given_name": "Егор",
        "birth_date": "2013-03-03",
        "sex": "m",
        "file_number": "Е-77",
        "group": cast.class_7a.pk,
        "starts": "2026-10-28",
        **ORDER,
    }
    assert enter("clerk").post("/people/pupils/new/", form).status_code == 302
    found = Student.objects.get(file_number="Е-77")
    assert Enrolment.objects.get(student=found).ground == WORDS
    again = enter("clerk").post("/people/pupils/new/", form)
    assert again.status_code == 422
    assert "личное дело" in again.content.decode().replace("\u00a0", " ")


def test_a_representative_is_written_down_once(enter: Enter, cast: Cast) -> None:
    form = {"surname": "Белова", "given_name": "Ольга", "relation": "мать", "phone": "+7 900 000-00-01"}
    url = f"/people/pupils/{cast.boris.pk}/parent/"
    assert enter("clerk").post(url, form).status_code == 302
    assert enter("clerk").post(url, form).status_code == 422
    sister = f"/people/pupils/{cast.vera.pk}/parent/"
    assert enter("clerk").post(sister, form).status_code == 302
    assert LegalRepresentative.objects.filter(surname="Белова").count() == 1
    assert Representation.objects.filter(representative__surname="Белова").count() == 2


def test_an_employee_is_taken_on_and_given_a_second_post(enter: Enter, cast: Cast) -> None:
    form = {"surname": "Новых", "given_name": "Пётр", "post": "teacher", "starts": "2026-10-28", **ORDER}
    assert enter("clerk").post("/people/staff/new/", form).status_code == 302
    found = Employee.objects.get(surname="Новых")
    url = f"/people/staff/{found.pk}/post/"
    assert enter("clerk").post(url, {"post": "deputy", "starts": "2026-10-28", **ORDER}).status_code == 302
    assert enter("clerk").post(url, {"post": "deputy", "starts": "2026-10-28", **ORDER}).status_code == 422
    assert {one.post for one in Appointment.objects.filter(employee=found)} == {"teacher", "deputy"}


def test_dismissal_ends_rights_and_sessions_at_once(enter: Enter, cast: Cast) -> None:
    teacher = enter("teacher")
    assert teacher.get(f"/journal/{cast.algebra.pk}/").status_code == 200
    employee = cast.accounts["teacher"].employee
    assert employee
    form = {"last_day": "2026-10-28", **ORDER}
    assert enter("clerk").post(f"/people/staff/{employee.pk}/dismiss/", form).status_code == 302
    assert teacher.get(f"/journal/{cast.algebra.pk}/").status_code == 401
    assert not Account.objects.get(username="teacher").is_active
    assert set(Appointment.objects.filter(employee=employee).values_list("ends", flat=True)) == {TODAY}
    assert set(CourseAssignment.objects.filter(employee=employee).values_list("ends", flat=True)) == {TODAY}
    assert WORDS in str(TraceRecord.objects.get(deed="people.dismiss").body)
    again = enter("clerk").post(f"/people/staff/{employee.pk}/dismiss/", form)
    assert again.status_code == 422


def test_a_dismissal_to_come_leaves_the_rights_until_its_day(enter: Enter, cast: Cast) -> None:
    employee = cast.accounts["teacher"].employee
    assert employee
    actions.dismiss(employee, TODAY + timedelta(days=3), PAPER, today=TODAY, by=1)
    assert enter("teacher").get("/journal/").status_code == 200
    Appointment.objects.filter(employee=employee).update(ends=TODAY - timedelta(days=1))
    CourseAssignment.objects.filter(employee=employee).update(ends=TODAY - timedelta(days=1))
    assert enter("teacher").get("/journal/").status_code == 403


def test_a_post_ends_by_an_order_and_not_before_it_began(cast: Cast) -> None:
    post = Appointment.objects.get(employee__account__username="deputy")
    with pytest.raises(Refused) as refused:
        actions.end_post(post, date(2026, 8, 1), PAPER, by=1)
    assert refused.value.code == "appointment.too_early"
    actions.end_post(post, TODAY, PAPER, by=1)
    post.refresh_from_db()
    assert post.ends == TODAY


def test_an_account_is_shut_and_opened_with_a_reason(enter: Enter, cast: Cast) -> None:
    pupil, account = enter("pupil"), cast.accounts["pupil"]
    url, clerk = f"/people/accounts/{account.pk}/state/", enter("clerk")
    refused: Any = clerk.post(url, {"why": " "})
    assert refused.status_code == 422
    assert pupil.get("/").status_code == 200
    clerk.post(url, {"why": "заявление семьи"})
    assert pupil.get("/").status_code == 401
    clerk.post(url, {"why": "по ошибке"})
    assert pupil.get("/").status_code == 200
    deeds = TraceRecord.objects.filter(subject=account.ref).values_list("deed", flat=True)
    assert {"people.shut_account", "people.reopen_account"} <= set(deeds)


def test_a_representation_that_ended_shows_nothing_any_more(enter: Enter, cast: Cast) -> None:
    parent, url = enter("parent"), f"/pupils/{cast.anna.pk}/"
    before = parent.get(url).status_code
    actions.end_representation(Representation.objects.get(), "решение суда", by=1)
    assert (before, parent.get(url).status_code) == (200, 403)
