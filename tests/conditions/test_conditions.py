"""Особые условия: внести, снять, и что от этого меняется в журнале, ведомости и закрытии."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from letopis.conditions.models import Condition
from letopis.journal.models import Entry, Lesson, PeriodMark
from letopis.journal.queries import closing_states
from letopis.people.models import Student
from letopis.results.access import class_page
from letopis.results.queries import class_sheet
from letopis.school.queries import periods_of
from letopis.trace.queries import verified
from tests.cast import TODAY, Cast, close_quarter, saved
from tests.journal.test_pages import data_of

Enter = Callable[[str], Client]
QUARTER = {"starts": "2026-10-20", "ends": "2026-12-27"}


def set_condition(client: Client, cast: Cast, who: Student | None, **facts: Any) -> Any:
    body = {"student": who.pk if who else "", "kind": "exempt", "document": "order", "number": "41", **facts}
    return client.post(f"/conditions/{cast.class_7a.pk}/set/", body)


def exempt(enter: Enter, cast: Cast, who: Student, **facts: Any) -> Condition:
    answer = set_condition(enter("clerk"), cast, who, subject=cast.algebra.subject_id, **{**QUARTER, **facts})
    assert answer.status_code == 302, answer.content.decode()
    return Condition.objects.latest("id")


def put(client: Client, lesson: Lesson, student: Student, new: str, **facts: Any) -> Any:
    body = {"lesson": lesson.pk, "student": student.pk, "old": "", "new": new, "reason": "", **facts}
    return client.post(f"/journal/{lesson.course_id}/cell/", body, content_type="application/json")


def put_many(client: Client, lesson: Lesson, student: Student, new: str) -> Any:
    cell = {"lesson": lesson.pk, "student": student.pk, "old": "", "new": new, "reason": ""}
    return client.post(
        f"/journal/{lesson.course_id}/cells/", {"cells": [cell]}, content_type="application/json"
    )


def final(client: Client, cast: Cast, student: Student, new: str, quarter: int = 1, **facts: Any) -> Any:
    address = f"/journal/{cast.algebra.pk}/period-mark/?period={cast.quarters[quarter].pk}"
    body = {"student": student.pk, "old": "", "new": new, "reason": "", **facts}
    return client.post(address, body, content_type="application/json")


def spaced(response: Any) -> str:
    """The page with ordinary spaces."""
    return str(response.content.decode()).replace("\xa0", " ")


def code(response: Any) -> str:
    return str(response.json()["code"])


def test_the_exempt_get_no_marks_on_their_days_by_any_way(cast: Cast, enter: Enter) -> None:
    exempt(enter, cast, cast.boris)
    client = enter("teacher")
    assert code(put(client, cast.lesson, cast.boris, "5")) == "student.exempt"
    assert code(put(client, cast.lesson, cast.boris, "2/5")) == "student.exempt"
    assert code(put(client, cast.lesson, cast.boris, ".")) == "student.exempt"
    [row] = put_many(client, cast.lesson, cast.boris, "5").json()["cells"]
    assert "освобождён" in str(row)
    assert not Entry.objects.exists()
    saved(put(client, cast.lesson, cast.boris, "н"))
    saved(put(client, cast.lesson, cast.anna, "5"))
    saved(put(client, cast.closed_lesson, cast.boris, "4"))


def test_even_a_correction_after_closing_brings_the_exempt_no_mark(cast: Cast, enter: Enter) -> None:
    exempt(enter, cast, cast.boris, starts="2026-09-01", ends="2026-10-16")
    close_quarter(cast)
    answer = put(enter("deputy"), cast.closed_lesson, cast.boris, "5", reason="приказ 5")
    assert code(answer) == "student.exempt"


def test_a_mark_put_before_the_document_came_may_be_kept_or_taken_away(cast: Cast, enter: Enter) -> None:
    client = enter("teacher")
    saved(put(client, cast.lesson, cast.boris, "4"))
    exempt(enter, cast, cast.boris)
    saved(put(client, cast.lesson, cast.boris, "о 4", old="4"))
    assert code(put(client, cast.lesson, cast.boris, "о 4 5", old="о 4")) == "student.exempt"
    saved(put(client, cast.lesson, cast.boris, "", old="о 4"))


def test_an_exempt_pupil_is_offered_and_may_get_nothing_but_the_sign(cast: Cast, enter: Enter) -> None:
    exempt(enter, cast, cast.boris)
    client = enter("teacher")
    assert code(final(client, cast, cast.boris, "5")) == "period.exempt"
    assert code(final(client, cast, cast.boris, "н/а")) == "period.exempt"
    assert code(final(client, cast, cast.anna, "осв")) == "period.no_exemption"
    address = f"/journal/{cast.algebra.pk}/period-marks/confirm/?period={cast.quarters[1].pk}"
    students = [[cast.boris.pk, "5"], [cast.anna.pk, "осв"], [cast.boris.pk, "осв"]]
    answer = client.post(address, {"students": students}, content_type="application/json").json()
    assert [row[0] for row in answer["refused"]] == [cast.boris.pk, cast.anna.pk]
    mark = PeriodMark.objects.get()
    assert (mark.student_id, mark.value, mark.by_calculation) == (cast.boris.pk, "осв", True)
    assert verified().holds


def test_the_register_shows_whom_a_document_exempts(cast: Cast, enter: Enter) -> None:
    exempt(enter, cast, cast.boris)
    data = data_of(enter("teacher"), f"/journal/{cast.algebra.pk}/?period={cast.quarters[1].pk}")
    assert data["exempt"] == [[1, "whole"]]
    assert data["conditions"] == [
        [1, "2026-10-20", "2026-12-27", "освобождён", "приказ по школе № 41", "exempt"]
    ]
    told = enter("teacher").get(
        f"/journal/{cast.algebra.pk}/explain/{cast.boris.pk}/?period={cast.quarters[1].pk}"
    )
    assert "освобождён по документу" in told.content.decode()


def test_nobody_waits_for_a_mark_of_the_exempt_and_papers_say_so(cast: Cast, enter: Enter) -> None:
    period = next(one for one in periods_of(cast.year.pk, "quarter") if one.id == cast.quarters[0].pk)
    client = enter("teacher")
    for student in (cast.anna, cast.vera, cast.late_comer):
        saved(final(client, cast, student, "4", quarter=0))
    [lacking] = [page for page in closing_states(cast.year.pk, period)[1].pages if page.title == "Алгебра"]
    assert lacking.missing == ("Белов Борис",)
    exempt(enter, cast, cast.boris, starts="2026-09-01", ends="2026-10-16")
    [page] = [page for page in closing_states(cast.year.pk, period)[1].pages if page.title == "Алгебра"]
    assert page.missing == ()
    sheet = class_sheet(class_page(cast.class_7a.pk), period, TODAY)
    boris = next(row for row in sheet.pupils if row.name == "Белов Борис")
    assert boris.marks[0].text == "осв"
    assert (boris.missing, sheet.whole.size) == (0, 3)


@pytest.mark.parametrize(
    ("scale", "taken", "refused", "means"),
    [
        ("levels", "выс", "5", {"mean": "", "proposal": ""}),
        ("three_up", "3", "2", {"mean": "3,00", "proposal": ""}),
        ("passes", "зач", "4", {"mean": "", "proposal": ""}),
    ],
)
def test_a_pupil_is_judged_by_the_scale_of_the_day_and_nobody_else_is(
    cast: Cast, enter: Enter, scale: str, taken: str, refused: str, means: dict[str, str]
) -> None:
    answer = set_condition(
        enter("deputy"), cast, cast.boris, kind="scale", scale=scale, document="pmpk", **QUARTER
    )
    assert answer.status_code == 302
    client = enter("teacher")
    assert code(put(client, cast.lesson, cast.boris, refused)) == "mark.not_in_own_scale"
    told = saved(put(client, cast.lesson, cast.boris, taken))
    assert {name: told[name] for name in means} == means
    assert code(put(client, cast.lesson, cast.boris, f"{taken} {refused}", old=taken)) == (
        "mark.not_in_own_scale"
    )
    before = put(client, cast.closed_lesson, cast.boris, taken)
    assert before.status_code == (422 if scale == "levels" else 200)
    neighbour = put(client, cast.lesson, cast.anna, taken)
    assert neighbour.status_code == (422 if scale == "levels" else 200)
    assert code(final(client, cast, cast.boris, refused)) == "mark.not_in_own_scale"
    answer = saved(final(client, cast, cast.boris, taken))
    assert answer["flags"] == (1 if scale == "three_up" else 0)  # nothing is calculated from levels
    assert verified().holds


def test_a_whole_class_is_judged_by_a_scale_and_a_pupil_s_own_goes_before_it(
    cast: Cast, enter: Enter
) -> None:
    deputy = enter("deputy")
    days = {"starts": "2026-09-01", "ends": ""}
    assert set_condition(deputy, cast, None, kind="scale", scale="passes", **days).status_code == 302
    own = set_condition(deputy, cast, cast.vera, kind="scale", scale="three_up", **days)
    assert own.status_code == 302
    client = enter("teacher")
    assert code(put(client, cast.lesson, cast.anna, "5")) == "mark.not_in_own_scale"
    saved(put(client, cast.lesson, cast.anna, "зач"))
    saved(put(client, cast.lesson, cast.vera, "3"))
    data = data_of(client, f"/journal/{cast.algebra.pk}/?period={cast.quarters[1].pk}")
    assert set(data["marks"]) >= {"2", "3", "4", "5"}
    assert len(data["conditions"]) == 5


def test_a_first_grader_gets_no_number_from_any_scale(cast: Cast, enter: Enter) -> None:
    lesson = Lesson.objects.filter(course=cast.first_grade).latest("date")
    answer = put(enter("teacher"), lesson, cast.anna, "5")
    assert answer.status_code in {404, 422}
    assert not Entry.objects.exists()


def test_a_lifted_condition_no_longer_holds_and_stays_with_its_reason(cast: Cast, enter: Enter) -> None:
    row = exempt(enter, cast, cast.boris)
    client, address = enter("deputy"), f"/conditions/{cast.class_7a.pk}/{row.pk}/lift/"
    client.post(address, {"why": " "})
    row.refresh_from_db()
    assert row.lifted_at is None
    client.post(address, {"why": "справка аннулирована"})
    saved(put(enter("teacher"), cast.lesson, cast.boris, "5"))
    again = client.post(address, {"why": "ещё раз"}, follow=True)
    assert "уже снято" in again.content.decode()
    assert "справка аннулирована" in client.get(f"/conditions/{cast.class_7a.pk}/").content.decode()
    assert verified().holds


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"number": ""}, "назовите документ"),
        ({"starts": "2026-08-01"}, "учебный год класса идёт"),
        ({"starts": "2026-12-27", "ends": "2026-10-20"}, "последний день раньше первого"),
        ({"kind": "scale", "scale": "ten"}, "нет такой шкалы"),
        ({"kind": "holiday"}, "Выберите корректный вариант"),
        ({"number": "9" * 41}, "40 "),
        ({"student": ""}, "освобождают ученика, а не класс"),
    ],
)
def test_a_condition_that_cannot_be_is_refused_and_the_form_keeps_what_was_typed(
    cast: Cast, enter: Enter, facts: dict[str, str], said: str
) -> None:
    answer = set_condition(enter("clerk"), cast, cast.boris, **{**QUARTER, "note": "из заявления", **facts})
    assert answer.status_code == 422
    text = spaced(answer)
    assert said in text
    assert "из заявления" in text
    assert not Condition.objects.exists()


def test_the_same_condition_is_not_entered_twice(cast: Cast, enter: Enter) -> None:
    exempt(enter, cast, cast.boris)
    answer = set_condition(enter("clerk"), cast, cast.boris, subject=cast.algebra.subject_id, **QUARTER)
    assert "уже действует" in answer.content.decode()
    foreign = set_condition(enter("clerk"), cast, cast.stranger, **QUARTER)
    assert foreign.status_code == 404
    assert Condition.objects.count() == 1


@pytest.mark.parametrize(
    "role", ["teacher", "class_teacher", "principal", "pupil", "parent", "admin", "archivist"]
)
def test_only_the_deputy_and_the_clerk_enter_conditions(cast: Cast, enter: Enter, role: str) -> None:
    assert set_condition(enter(role), cast, cast.boris, **QUARTER).status_code == 403
    assert not Condition.objects.exists()


def test_the_parent_sees_the_child_s_condition_and_the_teacher_no_note_of_it(
    cast: Cast, enter: Enter
) -> None:
    exempt(enter, cast, cast.anna, note="диагноз")
    mine = spaced(enter("parent").get(f"/pupils/{cast.anna.pk}/"))
    assert "Освобождён от предмета" in mine
    page = enter("teacher").get(f"/journal/{cast.algebra.pk}/?period={cast.quarters[1].pk}")
    assert "диагноз" not in page.content.decode()
