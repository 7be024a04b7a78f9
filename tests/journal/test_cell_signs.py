"""Знаки клетки: пересдача рядом с первой отметкой, ожидаемая работа, заметка ученику и родителям."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from letopis.journal.models import Entry, Lesson, PeriodMark
from letopis.people.models import Student
from letopis.school import queries as school_queries
from letopis.school.models import Edition
from letopis.trace.queries import verified
from tests.cast import Cast, saved
from tests.journal.test_cells import put
from tests.journal.test_pages import data_of

Enter = Callable[[str], Client]


def mark(client: Client, cast: Cast, new: str, **more: Any) -> Any:
    """Type into Anna's cell of algebra."""
    wish = {"lesson": cast.lesson.pk, "student": cast.anna.pk, **more}
    return put(client, cast.algebra, new=new, **wish)


def note(client: Client, cast: Cast, new: str, **more: Any) -> Any:
    """Send a note to Anna's cell of algebra."""
    body = {"lesson": cast.lesson.pk, "student": cast.anna.pk, "old": "", "new": new, **more}
    return client.post(f"/journal/{cast.algebra.pk}/cell/note/", body, content_type="application/json")


def by_rule(rule: str) -> None:
    """The act in force counts re-takes so."""
    edition = Edition.objects.get()
    edition.rules["scale"]["retakes"] = rule
    edition.save()
    school_queries.forget()


@pytest.mark.parametrize(("rule", "mean"), [("replace", "4,00"), ("mean", "3,00"), ("both", "3,00")])
def test_a_re_take_stays_beside_the_first_mark_and_counts_by_the_act(
    cast: Cast, enter: Enter, rule: str, mean: str
) -> None:
    by_rule(rule)
    client = enter("teacher")
    saved(mark(client, cast, "2"))
    answer = saved(mark(client, cast, "2/4", old="2"))
    assert (answer["value"], answer["mean"]) == ("2/4", mean)
    page = enter("parent").get(f"/pupils/{cast.anna.pk}/").content.decode()
    assert "2/4" in page
    data = data_of(client, f"/journal/{cast.algebra.pk}/")
    assert data["retakes"] == rule
    assert verified().holds


def test_the_explanation_tells_a_re_take(cast: Cast, enter: Enter) -> None:
    mark(enter("teacher"), cast, "2/4")
    page = enter("parent").get(
        f"/journal/{cast.algebra.pk}/explain/{cast.anna.pk}/?period={cast.quarters[1].pk}"
    )
    assert "пересдача 2/4" in page.content.decode()
    assert [line.mark for line in page.context["told"].lines] == [4]


def test_an_expected_work_waits_and_a_mark_takes_its_place(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    assert saved(mark(client, cast, "н."))["value"] == "н ."
    entry = Entry.objects.get()
    assert (entry.is_expected, entry.marks_count, entry.absence) == (True, 0, "н")
    page = enter("parent").get(f"/pupils/{cast.anna.pk}/")
    assert [due for _subject, _lesson, due in page.context["works"]] == [date(2026, 11, 4)]
    assert "Ждём работы" in page.content.decode()
    assert saved(mark(client, cast, "н.4", old="н ."))["value"] == "н 4"
    assert not Entry.objects.get().is_expected


def complete(cast: Cast) -> None:
    """Every mark of the first quarter stands, and one work is expected."""
    for course in (cast.algebra, cast.english):
        for pupil in Student.objects.filter(enrolments__class_group=cast.class_7a):
            PeriodMark.objects.create(course=course, period=cast.quarters[0], student=pupil, value="4")
    lesson = Lesson.objects.get(course=cast.algebra, date=date(2026, 9, 14))
    Entry.objects.create(lesson=lesson, student=cast.anna, value=".", is_expected=True)


def test_a_work_still_expected_holds_up_the_closing_if_the_act_says_so(cast: Cast, enter: Enter) -> None:
    complete(cast)
    client, address = enter("deputy"), f"/closing/?period={cast.quarters[0].pk}"
    page = client.get(address)
    state = next(one for one in page.context["states"] if one.id == cast.class_7a.pk)
    assert (state.missing, state.works, state.is_ready) == (0, 1, False)
    assert "Ждут работу: Авдеева Анна" in page.content.decode().replace("\u00a0", " ")
    closed = client.post(address, {"class": cast.class_7a.pk}, follow=True).content.decode()
    assert "ещё ждут работ, всего 1" in closed.replace("\u00a0", " ")
    assert not cast.class_7a.closings.exists()
    edition = Edition.objects.get()
    edition.rules["expected_works"]["blocks_closing"] = False
    edition.save()
    school_queries.forget()
    client.post(address, {"class": cast.class_7a.pk})
    assert cast.class_7a.closings.exists()


def test_a_note_is_seen_by_pupil_and_parents_and_leaves_the_mark(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    saved(mark(client, cast, "4"))
    assert saved(note(client, cast, "Разберите\n задачу 5"))["note"] == "Разберите задачу 5"
    assert Entry.objects.values_list("value", "note").get() == ("4", "Разберите задачу 5")
    for role in ("pupil", "parent"):
        page = enter(role).get(f"/pupils/{cast.anna.pk}/").content.decode()
        assert "Разберите задачу" in page.replace("\u00a0", " ")
    data = data_of(client, f"/journal/{cast.algebra.pk}/")
    assert data["cells"][0] == "4"
    assert data["beside"] == [[0, 0, 0, "Разберите задачу 5"]]
    about = f"student={cast.anna.pk}&lesson={cast.lesson.pk}"
    rows = client.get(f"/journal/{cast.algebra.pk}/cell/history/?{about}").json()["rows"]
    assert [row["what"] for row in rows] == ["заметка: Разберите задачу 5", "4"]
    saved(mark(client, cast, "5", old="4"))
    assert Entry.objects.get().note == "Разберите задачу 5", "a new mark keeps the note"
    assert verified().holds


def test_a_note_stands_in_an_empty_cell_and_is_taken_back(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    saved(note(client, cast, "Принесите тетрадь"))
    saved(note(client, cast, "", old="Принесите тетрадь"))
    assert Entry.objects.values_list("value", "note").get() == ("", "")
    assert verified().holds


def test_a_note_nobody_saw_is_not_overwritten(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    saved(note(client, cast, "Первая"))
    response = note(client, cast, "Вторая")
    assert (response.status_code, response.json()["theirs"]) == (409, "Первая")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"new": "д" * 301}, "text.too_long"),
        ({"lesson": "1"}, "input.malformed"),
        ({"new": 5}, "input.malformed"),
    ],
)
def test_a_wrong_note_is_refused(cast: Cast, enter: Enter, more: dict[str, Any], code: str) -> None:
    response = note(enter("teacher"), cast, **{"new": "Х", **more})
    assert (response.status_code, response.json()["code"]) == (422, code)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "role", ["foreign_teacher", "class_teacher", "deputy", "principal", "pupil", "parent"]
)
def test_nobody_else_writes_notes(cast: Cast, enter: Enter, role: str) -> None:
    assert note(enter(role), cast, "Х").status_code == 403
    assert not Entry.objects.exists()
