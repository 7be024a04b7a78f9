"""Документ о пропусках: виден сразу везде, клеток не меняет, отзывается с причиной."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from letopis.journal.craft import facts
from letopis.journal.models import AbsenceDocument, Entry, Lesson
from letopis.people.models import Student
from letopis.regulation.absences import Counts
from letopis.results.access import class_page
from letopis.results.queries import year_marks
from letopis.school.queries import settings_on
from letopis.trace import actions as trace
from letopis.trace.models import TraceRecord
from letopis.trace.queries import history_of, verified
from tests.cast import Cast, close_quarter
from tests.journal.test_pages import data_of

Enter = Callable[[str], Client]
SICK = {"kind": "medical", "starts": "2026-10-21", "ends": "2026-10-26", "number": "214"}


def absent(cast: Cast, pupil: Student, *days: date) -> None:
    """The pupil misses algebra on these days."""
    for day in days:
        lesson = Lesson.objects.get(course=cast.algebra, date=day)
        Entry.objects.create(lesson=lesson, student=pupil, value="н", absence="н")
        with transaction.atomic():
            trace.record(facts.PUT_MARK, by=0, about=(pupil.ref, lesson.ref), after=facts.entry_body("н"))


def said(response: Any) -> str:
    """The page's text with plain spaces."""
    return str(response.content.decode()).replace("\u00a0", " ")


def enter_document(client: Client, cast: Cast, **changed: Any) -> Any:
    """Send the form of the class teacher's page."""
    body = {**SICK, "student": cast.anna.pk, "view": "day", "day": "2026-10-21", **changed}
    return client.post(f"/absences/{cast.class_7a.pk}/documents/", body)


def papers(client: Client, cast: Cast) -> list[Any]:
    """Documents as the register page of algebra knows them."""
    page = data_of(client, f"/journal/{cast.algebra.pk}/")
    return list(page["papers"])


def tally(cast: Cast, pupil: Student, period: int = 1) -> Counts:
    """Missed lessons as the report card has them."""
    page = class_page(cast.class_7a.pk)
    marks = year_marks(page, settings_on(date(2026, 10, 28)), {pupil.pk: str(pupil)})
    return marks.absences[pupil.pk, cast.quarters[period].pk].lessons


def test_a_document_excuses_at_once_in_register_record_and_card_and_leaves_the_cell(
    cast: Cast, enter: Enter
) -> None:
    absent(cast, cast.anna, date(2026, 10, 21))
    response = enter_document(enter("class_teacher"), cast)
    assert (response.status_code, response["Location"]) == (
        302,
        f"/absences/{cast.class_7a.pk}/?view=day&day=2026-10-21",
    )
    assert Entry.objects.get().value == "н"
    assert papers(enter("teacher"), cast) == [[0, "2026-10-21", "2026-10-26", "справка врача"]]
    assert tally(cast, cast.anna) == (1, 1, 1)
    page = enter("parent").get(f"/pupils/{cast.anna.pk}/")
    assert page.context["missed"] == (1, 1, 1)
    assert "Справка врача" in page.content.decode()
    totals = enter("deputy").get(f"/absences/{cast.class_7a.pk}/totals/?period={cast.quarters[1].pk}")
    assert totals.context["totals"][0][2].lessons == (1, 1, 1)


def test_the_subject_teacher_is_told_the_days_and_kind_but_not_what_stands_in_it(
    cast: Cast, enter: Enter
) -> None:
    enter_document(enter("class_teacher"), cast, note="осложнение")
    page = enter("teacher").get(f"/journal/{cast.algebra.pk}/").content.decode()
    assert "справка врача" in page
    assert "осложнение" not in page
    assert "214" not in re.sub(r"csrf[^>]*", "", page)


def test_the_document_is_traced_and_the_ledger_holds(cast: Cast, enter: Enter) -> None:
    enter_document(enter("class_teacher"), cast)
    document = AbsenceDocument.objects.get()
    (change,) = history_of(cast.anna.ref, document.ref)
    assert (change.deed, change.by) == ("journal.excuse", cast.accounts["class_teacher"].ref)
    assert change.after is not None
    assert (change.after["number"], change.after["starts"]) == ("214", "2026-10-21")
    assert verified().holds


def test_a_withdrawn_document_excuses_no_more_and_stays_with_its_reason(cast: Cast, enter: Enter) -> None:
    absent(cast, cast.anna, date(2026, 10, 21))
    client = enter("class_teacher")
    enter_document(client, cast)
    document = AbsenceDocument.objects.get()
    address = f"/absences/{cast.class_7a.pk}/documents/{document.pk}/withdraw/"
    assert "напишите причину" in client.post(address, {"why": " "}, follow=True).content.decode()
    page = client.post(address, {"why": "справка другого ученика"}, follow=True).content.decode()
    assert "справка другого ученика" in page
    assert papers(enter("teacher"), cast) == []
    assert tally(cast, cast.anna) == (1, 0, 0)
    record = TraceRecord.objects.latest("id")
    assert record.deed == "journal.withdraw_excuse"
    assert verified().holds
    again = client.post(address, {"why": "ещё раз"}, follow=True).content.decode()
    assert "уже отозван" in again


def test_overlapping_documents_count_a_lesson_once_and_illness_goes_first(cast: Cast, enter: Enter) -> None:
    absent(cast, cast.anna, date(2026, 10, 21), date(2026, 10, 26))
    client = enter("class_teacher")
    enter_document(client, cast, kind="application", starts="2026-10-20", ends="2026-10-27", number="")
    enter_document(client, cast, ends="2026-10-22")
    assert tally(cast, cast.anna) == (2, 1, 2)
    assert len(papers(enter("teacher"), cast)) == 2


def test_an_excuse_that_comes_after_closing_shows_in_the_record_and_changes_no_mark(
    cast: Cast, enter: Enter
) -> None:
    absent(cast, cast.anna, date(2026, 9, 21))
    close_quarter(cast)
    before = Entry.objects.values_list("value", "is_corrected").get()
    enter_document(enter("class_teacher"), cast, starts="2026-09-20", ends="2026-10-22")
    assert Entry.objects.values_list("value", "is_corrected").get() == before
    assert tally(cast, cast.anna, 0) == (1, 1, 1)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": "note"}, "такого вида документа нет"),
        ({"starts": "2026-10-27"}, "последний день документа раньше первого"),
        ({"starts": "2026-08-20"}, "учебный год класса идёт"),
        ({"starts": "вчера"}, "Введите правильную дату"),
        ({"number": "1" * 41}, "не более 40"),
    ],
)
def test_a_wrong_document_is_refused_in_words_and_keeps_what_was_typed(
    cast: Cast, enter: Enter, changed: dict[str, str], words: str
) -> None:
    response = enter_document(enter("class_teacher"), cast, note="осталось", **changed)
    page = said(response)
    assert response.status_code == 422
    assert words in page
    assert 'value="осталось"' in page
    assert not AbsenceDocument.objects.exists()


def test_the_same_document_is_entered_once(cast: Cast, enter: Enter) -> None:
    client = enter("class_teacher")
    enter_document(client, cast)
    assert "такой же документ" in said(enter_document(client, cast))
    assert AbsenceDocument.objects.count() == 1


def test_a_pupil_of_another_class_is_not_found_here(cast: Cast, enter: Enter) -> None:
    assert enter_document(enter("class_teacher"), cast, student=cast.stranger.pk).status_code == 404
    assert not AbsenceDocument.objects.exists()


@pytest.mark.parametrize(
    "role", ["teacher", "foreign_teacher", "principal", "clerk", "archivist", "pupil", "parent", "admin"]
)
def test_nobody_else_enters_documents(cast: Cast, enter: Enter, role: str) -> None:
    assert enter_document(enter(role), cast).status_code == 403
    assert not AbsenceDocument.objects.exists()


def test_a_class_teacher_enters_nothing_for_another_class(cast: Cast, enter: Enter) -> None:
    body = {**SICK, "student": cast.stranger.pk}
    response = enter("class_teacher").post(f"/absences/{cast.class_7b.pk}/documents/", body)
    assert response.status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": date(2026, 10, 20)},
        {"reason": "laziness"},
        {"withdrawn_by": 1},
        {"withdrawn_at": "now"},
    ],
)
def test_the_database_itself_refuses_half_a_document(cast: Cast, wrong: dict[str, Any]) -> None:
    now = timezone.now()
    columns = {
        "student": cast.anna,
        "kind": "medical",
        "reason": "illness",
        "starts": date(2026, 10, 21),
        "ends": date(2026, 10, 26),
        "entered_at": now,
        "entered_by": 1,
        **{name: now if value == "now" else value for name, value in wrong.items()},
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        AbsenceDocument.objects.create(**columns)


def test_documents_cost_the_register_page_no_question(
    cast: Cast, enter: Enter, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client, teacher = enter("class_teacher"), enter("teacher")
    teacher.get(f"/journal/{cast.algebra.pk}/")
    for pupil in (cast.anna, cast.boris, cast.vera):
        enter_document(client, cast, student=pupil.pk)
    with django_assert_max_num_queries(5):
        assert len(papers(teacher, cast)) == 3
