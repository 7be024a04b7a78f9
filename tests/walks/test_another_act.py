"""Школа с другим актом: двенадцать баллов, свои пункты; путь от отметки до объяснения и бумаги."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from letopis.journal.models import Entry, PeriodClosing, PeriodMark
from letopis.school.models import Edition, WorkType
from letopis.school.queries import forget
from letopis.trace.queries import verified
from tests.cast import Cast, saved
from tests.paper.paper_text import closed, text_of

Enter = Callable[[str], Client]
TWELVE = [str(mark) for mark in range(1, 13)]
LEVELS = {
    **dict.fromkeys(("10", "11", "12"), "5"),
    **dict.fromkeys(("7", "8", "9"), "4"),
    **dict.fromkeys(("4", "5", "6"), "3"),
    **dict.fromkeys(("1", "2", "3"), "2"),
}
OWN_CLAUSES = {"3.7": "12", "1.5": "4.4", "3.8": ""}


@pytest.fixture
def other_act(cast: Cast) -> Cast:
    """The same school under another act from its first day."""
    edition = Edition.objects.get()
    rules = json.loads(json.dumps(edition.rules))
    rules["scale"] |= {"marks": TWELVE, "most": 2, "finals": ["н/а", "осв"]}
    rules["indicators"] = {"simonov": {"5": 100, "4": 64, "3": 36, "2": 16, "н/а": 7}, "levels": LEVELS}
    rules |= {"clauses": OWN_CLAUSES, "incentives": [], "carriers": [], "overrides_need_reason": False}
    rules["rounding"] = {kind: {"threshold": "0.5", "minimum": 1} for kind in rules["rounding"]}
    Edition.objects.update(rules=rules)
    WorkType.objects.filter(code="control").update(weight="5")
    forget()
    return cast


def post(client: Client, address: str, body: dict[str, Any]) -> Any:
    """Send what the page's script sends."""
    return client.post(address, body, content_type="application/json")


def put(enter: Enter, cast: Cast, pupil: Any, new: str) -> Any:
    """A mark in the first quarter's lesson of algebra."""
    body = {"lesson": cast.closed_lesson.pk, "student": pupil.pk, "old": "", "new": new, "reason": ""}
    return post(enter("teacher"), f"/journal/{cast.algebra.pk}/cell/", body)


def confirm(enter: Enter, role: str, course: Any, cast: Cast, marks: dict[Any, str]) -> None:
    """Period marks of the first quarter as the teacher confirms them."""
    address = f"/journal/{course.pk}/period-marks/confirm/?period={cast.quarters[0].pk}"
    answer = post(enter(role), address, {"students": [[pupil.pk, mark] for pupil, mark in marks.items()]})
    assert answer.json()["refused"] == []


def test_from_the_first_mark_to_the_explained_paper(other_act: Cast, enter: Enter) -> None:
    cast, quarter = other_act, other_act.quarters[0].pk
    saved(put(enter, cast, cast.anna, "12"))
    assert Entry.objects.get(student=cast.anna).marks_sum == 12
    refused = put(enter, cast, cast.boris, "13")
    assert refused.status_code == 422
    assert "12" in refused.content.decode()
    assert "3.7" not in refused.content.decode()

    marks = {cast.anna: "12", cast.boris: "9", cast.vera: "2", cast.late_comer: "н/а"}
    confirm(enter, "teacher", cast.algebra, cast, marks)
    confirm(enter, "class_teacher", cast.english, cast, {cast.anna: "10"})
    enter("deputy").post(f"/closing/?period={quarter}", {"class": str(cast.class_7a.pk)})
    assert PeriodClosing.objects.filter(class_group=cast.class_7a).exists()

    page = enter("deputy").get(f"/classes/{cast.class_7a.pk}/?period={quarter}").content.decode()
    assert re.findall(r"<dd>(57|8,25)(?: |</dd>)", page) == [
        "8,25",
        "57",
    ]  # (100 + 64 + 16 + 7 + 100) / 5 = 57,4
    assert "Отличники</dt><dd>Авдеева Анна</dd>" in page
    pane = enter("deputy").get(f"/classes/{cast.class_7a.pk}/figures/?period={quarter}&of=simonov")
    assert "Пункт 4.4 локального акта" in pane.content.decode()

    told = enter("teacher").get(f"/journal/{cast.algebra.pk}/explain/{cast.anna.pk}/?period={quarter}")
    assert "п. 12 положения" in told.content.decode()
    paper = enter("deputy").get(f"/classes/{cast.class_7a.pk}/sheet.pdf?period={quarter}&explain=1")
    assert closed("п. 4.4 локального акта, редакция 1") in text_of(paper.content)
    assert verified().holds


def test_what_the_act_does_not_name_is_shown_without_a_clause(other_act: Cast, enter: Enter) -> None:
    """Another class's pupil is refused by 3.8, which this act does not have: the sentence stands alone."""
    refused = put(enter, other_act, other_act.late_comer, "12")
    assert refused.status_code == 422
    assert "3.8" not in refused.content.decode()


def test_a_new_edition_in_the_middle_of_the_year_counts_from_its_day_and_nothing_before(
    cast: Cast, enter: Enter
) -> None:
    """The mean 4.5 is 4 by the first quarter's edition (0.6) and 5 by the second quarter's (0.5)."""
    old = Edition.objects.get()
    new = json.loads(json.dumps(old.rules))
    new["rounding"]["quarter"] = {"threshold": "0.5", "minimum": 2}
    new["clauses"] = {"3.7": "21"}
    old.rules["rounding"]["quarter"]["minimum"] = 2
    old.in_force_to = date(2026, 10, 19)
    old.save()
    Edition.objects.create(act=old.act, number=2, in_force_from=date(2026, 10, 20), rules=new)
    forget()
    for lesson, quarter in ((cast.closed_lesson, 0), (cast.lesson, 1)):
        Entry.objects.create(lesson=lesson, student=cast.anna, value="5 4", marks_sum=9, marks_count=2)
        PeriodMark.objects.create(
            course=cast.algebra, period=cast.quarters[quarter], student=cast.anna, value=str(4 + quarter)
        )
    pages = [
        enter("teacher").get(f"/journal/{cast.algebra.pk}/explain/{cast.anna.pk}/?period={one.pk}")
        for one in cast.quarters[:2]
    ]
    assert [page.context["told"].explained.value for page in pages] == ["4", "5"]
    assert [page.context["told"].explained.source for page in pages] == ["3.7", "21"]
    address = f"/classes/{cast.class_7a.pk}/report-cards/{cast.anna.pk}.pdf?explain=1"
    paper = text_of(enter("deputy").get(address).content)
    assert closed("среднее 4,5, с округлением вверх от 0,6 это 4") in paper
    assert closed("среднее 4,5, с округлением вверх от 0,5 это 5") in paper
    assert closed("п. 21 локального акта, редакция 2") in paper
