"""Посещаемость: день и неделя класса, «не был весь день», кого нет сегодня, кто пропускает систематически."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from letopis.journal.models import AbsenceDocument, Entry, Lesson
from letopis.people.models import Enrolment, Student
from letopis.trace.models import TraceRecord
from letopis.trace.queries import verified
from tests.cast import FIRST, Cast, close_quarter
from tests.journal.test_documents import absent, enter_document, said

Enter = Callable[[str], Client]
DAY = date(2026, 10, 26)


def mark(client: Client, cast: Cast, pupil: Student, **more: str) -> Any:
    """The button of the day's table."""
    body = {"student": pupil.pk, "day": DAY.isoformat(), "view": "day", **more}
    return client.post(f"/absences/{cast.class_7a.pk}/all-day/", body, follow=True)


def cells(pupil: Student) -> dict[str, str]:
    """Subject → what stands in the pupil's cell of the day."""
    rows = Entry.objects.filter(student=pupil, lesson__date=DAY)
    return dict(rows.values_list("lesson__course__subject__name", "value"))


def test_absent_all_day_fills_the_empty_cells_of_the_own_lessons(cast: Cast, enter: Enter) -> None:
    page = mark(enter("class_teacher"), cast, cast.anna)
    assert "Отмечено 2 урока" in said(page)
    assert cells(cast.anna) == {"Алгебра": "н", "Английский язык": "н"}
    mark(enter("class_teacher"), cast, cast.boris)
    assert cells(cast.boris) == {"Алгебра": "н"}, "Boris is in no subgroup of English"
    assert TraceRecord.objects.filter(deed="journal.mark_absent").count() == 3
    assert verified().holds


def test_a_cell_that_holds_something_stays_as_it_is(cast: Cast, enter: Enter) -> None:
    lesson = Lesson.objects.get(course=cast.algebra, date=DAY)
    Entry.objects.create(lesson=lesson, student=cast.anna, value="5", marks_sum=5, marks_count=1)
    mark(enter("class_teacher"), cast, cast.anna)
    assert cells(cast.anna) == {"Алгебра": "5", "Английский язык": "н"}


def test_a_mistaken_day_is_taken_back_but_not_what_teachers_put(cast: Cast, enter: Enter) -> None:
    absent(cast, cast.anna, DAY)
    client = enter("class_teacher")
    mark(client, cast, cast.anna)
    mark(client, cast, cast.anna, undo="1")
    assert cells(cast.anna) == {"Алгебра": "н", "Английский язык": ""}
    mark(client, cast, cast.anna)
    assert cells(cast.anna) == {"Алгебра": "н", "Английский язык": "н"}, "an emptied cell is filled again"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-09-14", "период закрыт"),
        ("2026-10-29", "ещё не прошёл"),
        ("2026-10-23", "нет уроков"),
        ("2025-10-23", "не входит в учебный год"),
    ],
)
def test_a_day_that_cannot_be_marked_says_why(cast: Cast, enter: Enter, day: str, words: str) -> None:
    close_quarter(cast)
    page = mark(enter("class_teacher"), cast, cast.anna, day=day)
    assert words in said(page)
    assert not Entry.objects.exists()


def test_a_pupil_not_enrolled_on_the_day_is_not_marked(cast: Cast, enter: Enter) -> None:
    page = mark(enter("class_teacher"), cast, cast.late_comer, day="2026-09-21")
    assert "не числился" in said(page)
    assert mark(enter("class_teacher"), cast, cast.stranger).status_code == 404
    assert mark(enter("class_teacher"), cast, cast.anna, student="x").status_code == 422
    assert not Entry.objects.exists()


@pytest.mark.parametrize("role", ["teacher", "principal", "clerk", "pupil", "parent", "admin"])
def test_nobody_else_marks_a_day(cast: Cast, enter: Enter, role: str) -> None:
    assert mark(enter(role), cast, cast.anna).status_code == 403
    assert not Entry.objects.exists()


def test_the_day_shows_signs_reasons_and_lessons_that_are_not_the_pupils(cast: Cast, enter: Enter) -> None:
    client = enter("class_teacher")
    absent(cast, cast.anna, DAY)
    absent(cast, cast.boris, DAY)
    enter_document(client, cast, student=cast.anna.pk, starts="2026-10-26")
    page = client.get(f"/absences/{cast.class_7a.pk}/?view=day&day={DAY}")
    anna, boris, *_rest = page.context["rows"]
    assert [(cell.sign, cell.look, cell.is_own) for cell in anna.cells] == [("н", "ex", True)]
    assert (anna.state.papers, anna.state.needs_reason) == (["справка врача"], False)
    assert (boris.state.needs_reason, boris.state.is_whole) == (True, True)
    assert "Документ…" in page.content.decode()


def test_a_late_pupil_misses_nothing(cast: Cast, enter: Enter) -> None:
    lesson = Lesson.objects.get(course=cast.algebra, date=DAY)
    Entry.objects.create(lesson=lesson, student=cast.boris, value="о", absence="о")
    page = enter("class_teacher").get(f"/absences/{cast.class_7a.pk}/?view=day&day={DAY}")
    row = page.context["rows"][1]
    assert (row.cells[0].look, row.state.missed) == ("o", 0)


def test_the_week_shows_days_and_offers_a_document_for_the_span(cast: Cast, enter: Enter) -> None:
    absent(cast, cast.boris, DAY)
    page = enter("class_teacher").get(f"/absences/{cast.class_7a.pk}/?view=week&day=2026-10-28")
    assert page.context["days"] == [date(2026, 10, day) for day in range(26, 31)]
    _pupil, states, gap = page.context["rows"][1]
    assert states[0][1].is_whole
    assert states[1][1] is None, "no lessons on Tuesday"
    assert gap == (DAY, DAY)
    saturday = Lesson.objects.create(course=cast.algebra, date=date(2026, 10, 31), number=1)
    page = enter("class_teacher").get(f"/absences/{cast.class_7a.pk}/?view=week&day=2026-10-28")
    assert page.context["days"][-1] == saturday.date


def test_todays_list_names_the_absent_and_those_a_document_announces(cast: Cast, enter: Enter) -> None:
    client = enter("class_teacher")
    absent(cast, cast.boris, DAY)
    enter_document(client, cast, student=cast.anna.pk, starts="2026-10-26")
    page = enter("deputy").get(f"/absences/?day={DAY}")
    found = [(one.name, one.is_whole, one.papers, one.lessons.missed) for one in page.context["absentees"]]
    assert found == [("Авдеева Анна", False, ("справка врача",), 0), ("Белов Борис", True, (), 1)]
    assert page.context["unexplained"] == 1
    assert enter("class_teacher").get(f"/absences/?day={DAY}").context["absentees"]
    assert enter("deputy").get("/absences/?day=2026-08-01").status_code == 200
    assert enter("deputy").get("/absences/?day=31.12").status_code == 422


def test_a_class_teacher_sees_the_own_class_only(cast: Cast, enter: Enter) -> None:
    lesson = Lesson.objects.get(course=cast.algebra_7b, date=DAY)
    Entry.objects.create(lesson=lesson, student=cast.stranger, value="н", absence="н")
    names = {
        role: enter(role).get(f"/absences/?day={DAY}").context["absentees"]
        for role in ("deputy", "class_teacher")
    }
    assert [one.name for one in names["deputy"]] == ["Дёмин Денис"]
    assert names["class_teacher"] == []


def test_systematic_is_by_the_rule_of_the_edition(cast: Cast, enter: Enter) -> None:
    """Two lessons in October so far: one missed without a reason is a half of them."""
    absent(cast, cast.boris, date(2026, 10, 21))
    page = enter("deputy").get(f"/absences/?day={DAY}")
    assert [(one.name, one.held, one.share) for one in page.context["systematic"]] == [("Белов Борис", 2, 50)]
    enter_document(enter("class_teacher"), cast, student=cast.boris.pk)
    assert enter("deputy").get(f"/absences/?day={DAY}").context["systematic"] == []


def more_pupils(cast: Cast, count: int) -> None:
    """More pupils in 7 «А», each absent with a document."""
    for number in range(count):
        pupil = Student.objects.create(surname=f"Новиков{number}", given_name="Олег")
        Enrolment.objects.create(student=pupil, class_group=cast.class_7a, starts=FIRST)
        absent(cast, pupil, DAY)
        AbsenceDocument.objects.create(
            student=pupil,
            kind="medical",
            reason="illness",
            starts=DAY,
            ends=DAY,
            entered_at="2026-10-27T10:00Z",
            entered_by=0,
        )


@pytest.mark.parametrize(
    "address",
    [
        "/absences/?day=2026-10-26",
        "/absences/{0}/?view=day&day=2026-10-26",
        "/absences/{0}/?view=week&day=2026-10-26",
        "/absences/{0}/?view=totals",
        "/absences/{0}/?view=documents",
        "/absences/{0}/totals/",
    ],
)
def test_no_page_asks_more_where_there_is_more(cast: Cast, enter: Enter, address: str) -> None:
    client, counts = enter("deputy"), []
    more_pupils(cast, 1)
    for _ in range(2):
        client.get(address.format(cast.class_7a.pk))
        with CaptureQueriesContext(connection) as context:
            client.get(address.format(cast.class_7a.pk))
        counts.append(len(context))
        more_pupils(cast, 6)
    assert counts[0] == counts[1] <= 14
