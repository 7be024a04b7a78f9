"""Права: таблица словами и на бумаге, передача обязанностей на срок, записи, открытые по причине."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
import time_machine
from django.test import Client

from letopis.people.access import standing_of
from letopis.people.actions import Order
from letopis.people.models import Employee
from letopis.regulation.access import DEEDS
from letopis.regulation.refusals import Refused
from letopis.rights.actions import Handing, delegate, know_openings, open_records
from letopis.rights.models import Delegation, Opening
from letopis.rights.queries import groups
from letopis.trace.models import TraceRecord
from tests.cast import NOON, TODAY, Cast

Enter = Callable[[str], Client]
WEEK = timedelta(days=7)
ORDER = Order("48-к", TODAY)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def employee(cast: Cast, role: str) -> Employee:
    found = cast.accounts[role].employee
    assert found is not None
    return found


def handed(cast: Cast, giver: str, taker: str, what: Handing) -> Delegation:
    people = (employee(cast, giver), employee(cast, taker))
    return delegate(*people, what, ORDER, today=TODAY, by=cast.accounts["clerk"].ref)


def week(role: str, deed: str = "") -> Handing:
    return Handing(role, deed, TODAY, TODAY + WEEK)


def page(client: Client, address: str) -> str:
    response = client.get(address, headers={"Accept": "text/html"})
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


# The table


def test_the_table_names_every_deed_in_words(enter: Enter) -> None:
    words = page(enter("principal"), "/rights/")
    assert "Ставить отметки в этом журнале" in words
    assert "свой класс" in words
    rows = [row for group in groups() for row in group.rows]
    assert len(rows) == len(DEEDS) - 1
    assert not any("." in row.words for row in rows)


def test_the_sheet_is_a_paper_in_russian(enter: Enter) -> None:
    content = enter("principal").get("/rights/paper/").content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) >= 1
        assert "pdfaid:part" in str(pdf.Root.Metadata.read_bytes())


@pytest.mark.parametrize("role", ["pupil", "parent"])
def test_families_do_not_need_the_table(role: str, enter: Enter) -> None:
    assert enter(role).get("/rights/").status_code == 403


# Delegation


def test_the_taker_has_the_rights_for_the_days_of_the_order_and_no_longer(cast: Cast) -> None:
    handed(cast, "deputy", "teacher", Handing("deputy", "", TODAY + DAY, TODAY + WEEK))
    teacher = cast.accounts["teacher"]
    for day, has in ((TODAY, False), (TODAY + DAY, True), (TODAY + WEEK, True), (TODAY + WEEK + DAY, False)):
        assert ("deputy" in standing_of(teacher, day).roles) is has, day
    assert "deputy" in standing_of(cast.accounts["deputy"], TODAY + DAY).roles


def test_an_acting_deputy_opens_the_deputys_pages_and_both_see_why(cast: Cast, enter: Enter) -> None:
    teacher = enter("teacher")
    assert teacher.get("/people/").status_code == 403
    handed(cast, "deputy", "teacher", week("deputy"))
    assert teacher.get("/people/").status_code == 200
    taken = page(teacher, "/")
    assert "Вы исполняете обязанности: завуч" in taken
    assert "приказ № 48-к" in taken
    assert "Ваши обязанности переданы: завуч" in page(enter("deputy"), "/")
    assert "Передано по приказу" in page(enter("archivist"), "/rights/")


def test_one_deed_alone_is_handed_over(cast: Cast, enter: Enter) -> None:
    handed(cast, "deputy", "class_teacher", week("deputy", "timetable.edit"))
    standing = standing_of(cast.accounts["class_teacher"], TODAY)
    assert standing.deeds == {"timetable.edit"}
    assert "deputy" not in standing.roles
    assert enter("class_teacher").get("/people/").status_code == 403


def test_the_clerk_records_it_on_the_page_and_revokes_it(cast: Cast, enter: Enter) -> None:
    clerk = enter("clerk")
    form = {
        "giver": employee(cast, "deputy").pk,
        "taker": employee(cast, "teacher").pk,
        "role": "deputy",
        "starts": str(TODAY),
        "ends": str(TODAY + WEEK),
        "order_number": "48-к",
        "order_day": str(TODAY),
    }
    assert clerk.post("/rights/delegations/new/", form)["Location"] == "/rights/delegations/"
    made = Delegation.objects.get()
    trace = TraceRecord.objects.get(deed="rights.delegate")
    assert (trace.subject, trace.object) == (made.taker.ref, made.giver.ref)
    assert "приказ № 48-к" in trace.body
    assert "действует" in page(clerk, "/rights/delegations/")
    address = f"/rights/delegations/{made.pk}/revoke/"
    assert clerk.post(address, {"why": ""}).json()["code"] == "account.no_ground"
    assert clerk.post(address, {"why": "завуч вышел"}).status_code == 302
    assert "deputy" not in standing_of(cast.accounts["teacher"], TODAY).roles
    assert clerk.post(address, {"why": "ещё раз"}).json()["code"] == "delegation.over"
    assert "отменено" in page(clerk, "/rights/delegations/")


@pytest.mark.parametrize(
    ("giver", "taker", "role", "code"),
    [
        ("deputy", "deputy", "deputy", "delegation.self"),
        ("teacher", "clerk", "deputy", "delegation.not_theirs"),
        ("principal", "admin", "principal", "delegation.mixed"),
        ("admin", "clerk", "admin", "delegation.mixed"),
    ],
)
def test_who_cannot_hand_over_what(cast: Cast, giver: str, taker: str, role: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        handed(cast, giver, taker, week(role))
    assert refused.value.code == code
    assert not Delegation.objects.exists()


def test_what_was_taken_is_not_handed_on(cast: Cast) -> None:
    handed(cast, "deputy", "teacher", week("deputy"))
    with pytest.raises(Refused) as refused:
        handed(cast, "teacher", "class_teacher", week("deputy"))
    assert refused.value.code == "delegation.not_theirs"


def test_an_incomplete_form_names_what_is_missing(enter: Enter) -> None:
    response = enter("clerk").post("/rights/delegations/new/", {"starts": "вчера"})
    assert response.status_code == 422
    words = response.content.decode().replace("\u00a0", " ")
    assert "Введите дату, например 01.09.2026." in words
    assert "Заполните это поле." in words


@pytest.mark.parametrize("role", ["teacher", "class_teacher", "deputy", "archivist", "admin", "parent"])
def test_nobody_else_hands_over(role: str, enter: Enter) -> None:
    assert enter(role).get("/rights/delegations/new/").status_code == 403


# Records opened by a written reason


def test_the_administrator_reads_records_for_an_hour_with_a_reason(cast: Cast, enter: Enter) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        admin, journal = enter("admin"), f"/journal/{cast.algebra.pk}/"
        assert admin.get(journal).status_code == 403
        assert admin.post("/rights/records/", {"why": "надо"}).json()["code"] == "opening.no_reason"
        assert admin.post("/rights/records/", {"why": "Не открывается журнал 7 «А»"}).status_code == 302
        assert admin.get(journal).status_code == 200
        assert "Записи открыты для чтения" in page(admin, "/rights/records/")
        clock.shift(HOUR + timedelta(seconds=1))
        assert enter("admin").get(journal).status_code == 403


def test_opened_records_are_closed_before_the_term(cast: Cast, enter: Enter) -> None:
    admin, journal = enter("admin"), f"/journal/{cast.algebra.pk}/"
    admin.post("/rights/records/", {"why": "Не открывается журнал"})
    admin.post("/rights/records/", {})
    assert admin.get(journal).status_code == 403
    assert TraceRecord.objects.filter(deed="rights.close_records").exists()


def test_opened_records_cannot_be_changed(cast: Cast, enter: Enter) -> None:
    admin = enter("admin")
    admin.post("/rights/records/", {"why": "Не открывается журнал"})
    assert standing_of(cast.accounts["admin"], TODAY).deeds
    assert admin.get("/invitations/").status_code == 403
    assert admin.post(f"/people/pupils/{cast.anna.pk}/leave/", {}).status_code == 403
    body = {"lesson": cast.lesson.pk, "student": cast.anna.pk, "old": "", "value": "5"}
    answer = admin.post(f"/journal/{cast.algebra.pk}/mark/", body, content_type="application/json")
    assert answer.status_code in {403, 404}


def test_the_principal_is_told_at_the_start_until_they_know(cast: Cast, enter: Enter) -> None:
    open_records(employee(cast, "admin"), "Восстановить страницу журнала", by=cast.accounts["admin"].ref)
    principal = enter("principal")
    assert "Администратор открывал записи: 1 раз" in page(principal, "/")
    assert "Администратор открывал" not in page(enter("deputy"), "/")
    assert "Восстановить страницу журнала" in page(principal, "/rights/openings/")
    principal.post("/rights/openings/")
    assert "Администратор открывал" not in page(principal, "/")
    assert Opening.objects.get().known_by == cast.accounts["principal"].ref
    assert TraceRecord.objects.filter(deed="rights.know_opening").exists()


@pytest.mark.parametrize("role", ["teacher", "deputy", "principal", "clerk", "pupil"])
def test_nobody_else_opens_records_so(role: str, enter: Enter) -> None:
    assert enter(role).post("/rights/records/", {"why": "Очень хочется почитать"}).status_code == 403


def test_standing_is_still_one_question(cast: Cast, django_assert_num_queries: Any) -> None:
    handed(cast, "deputy", "teacher", week("deputy"))
    know_openings(by=0)
    with django_assert_num_queries(1):
        assert standing_of(cast.accounts["teacher"], date(2026, 10, 29)).delegations
