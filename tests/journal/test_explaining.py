"""Как вышла отметка: видно числа, правило, редакцию; объяснение пересчитывается в то же самое."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from letopis.journal.access import page_for
from letopis.journal.models import Entry, Lesson, PeriodMark
from letopis.journal.queries.explaining import Told, explanation_of
from letopis.people.access import standing_of
from letopis.school.models import GradingPeriod
from letopis.school.queries import periods_of
from tests.cast import TODAY, Cast

Enter = Callable[[str], Client]


@pytest.fixture
def marked(cast: Cast) -> Cast:
    """Anna: 5 for a control work of weight 2, then 4 and 3; the mean is 17/4."""
    Lesson.objects.filter(pk=cast.lesson.pk).update(work_type=cast.control)
    Entry.objects.create(lesson=cast.lesson, student=cast.anna, value="5", marks_sum=5, marks_count=1)
    last = Lesson.objects.get(course=cast.algebra, date=date(2026, 10, 26))
    Entry.objects.create(
        lesson=last, student=cast.anna, value="н 4 3", marks_sum=7, marks_count=2, absence="н"
    )
    return cast


def told(cast: Cast, period: GradingPeriod) -> Told:
    """The explanation of Anna's mark."""
    page = page_for(standing_of(cast.accounts["teacher"], TODAY), cast.algebra.pk, "journal.read")
    found = next(one for one in periods_of(cast.year.pk, "quarter") if one.id == period.pk)
    return explanation_of(page, found, cast.anna.pk, TODAY)


def test_the_numbers_the_rule_and_the_edition_are_shown(marked: Cast) -> None:
    found = told(marked, marked.quarters[1])
    assert [(line.what, line.mark, line.weight) for line in found.lines] == [
        ("21.10.2026", 5, "2"),
        ("26.10.2026", 4, "1"),
        ("26.10.2026", 3, "1"),
    ]
    assert (found.points, found.weights, found.mean, found.threshold) == ("17", "4", "4,2500", "0,6")
    assert (found.explained.value, found.explained.recomputed()) == ("4", "4")
    assert found.edition == "редакция 1, действует с 01.09.2024"


def test_too_few_marks_say_so(cast: Cast) -> None:
    found = told(cast, cast.quarters[0])
    assert (found.explained.value, found.explained.why_not, found.lines) == ("", "period.too_few", ())


def test_the_year_is_made_of_its_quarters(marked: Cast) -> None:
    for quarter, mark in zip(marked.quarters, ("4", "5", "н/а"), strict=False):
        PeriodMark.objects.create(course=marked.algebra, student=marked.anna, period=quarter, value=mark)
    found = told(marked, marked.whole_year)
    assert [(line.what, line.mark) for line in found.lines] == [("I четверть", 4), ("II четверть", 5)]
    assert found.explained.value == "5"


def test_a_mark_not_by_calculation_shows_its_ground(marked: Cast, enter: Enter) -> None:
    PeriodMark.objects.create(
        course=marked.algebra,
        student=marked.anna,
        period=marked.quarters[1],
        value="5",
        by_calculation=False,
        reason="олимпиада",
    )
    address = f"/journal/{marked.algebra.pk}/explain/{marked.anna.pk}/?period={marked.quarters[1].pk}"
    page = enter("parent").get(address).content.decode()
    assert "олимпиада" in page
    assert "17 : 4 = 4,2500" in page


@pytest.mark.parametrize("query", ["", "?period=999999"])
def test_without_a_period_there_is_nothing_to_explain(marked: Cast, enter: Enter, query: str) -> None:
    address = f"/journal/{marked.algebra.pk}/explain/{marked.anna.pk}/{query}"
    assert enter("teacher").get(address).status_code == 404


def test_the_page_tells_what_the_register_proposes(marked: Cast, enter: Enter) -> None:
    body: dict[str, Any] = {
        "lesson": marked.lesson.pk,
        "student": marked.anna.pk,
        "old": "5",
        "new": "5",
        "reason": "",
    }
    answer = enter("teacher").post(
        f"/journal/{marked.algebra.pk}/cell/", body, content_type="application/json"
    )
    assert answer.json()["proposal"] == told(marked, marked.quarters[1]).explained.value
