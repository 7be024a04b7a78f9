"""Как посчитано: каждый показатель ведомости и каждая отметка табеля объяснены, на странице и на бумаге."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from letopis.journal.access import page_for
from letopis.journal.models import Entry, Lesson, PeriodMark
from letopis.journal.queries.explaining import explanation_of
from letopis.people.access import standing_of
from letopis.regulation.indicators import FIVE_POINTS
from letopis.results.access import class_page
from letopis.results.craft.appendix import MarkTold, numbers_written
from letopis.results.craft.figures import equals, left_out, subject_told
from letopis.results.craft.sheet import Mark, Pupil, sheet_of
from letopis.results.printouts import cards_facts, class_sheet_facts
from letopis.results.queries import card_pupils, class_sheet, year_marks
from letopis.results.queries.explained import card_explained
from letopis.school.models import Edition
from letopis.school.queries import periods_of, settings_on
from tests.cast import TODAY, Cast
from tests.paper.paper_text import closed, text_of

Enter = Callable[[str], Client]


@pytest.fixture
def marked(cast: Cast) -> Cast:
    """Anna: 5 for a work of weight 2, then 4 and 3, mean 17/4, and 5 by a ground; Boris 2, Vera exempt."""
    Lesson.objects.filter(pk=cast.lesson.pk).update(work_type=cast.control)
    Entry.objects.create(lesson=cast.lesson, student=cast.anna, value="5", marks_sum=5, marks_count=1)
    last = Lesson.objects.get(course=cast.algebra, date=date(2026, 10, 26))
    Entry.objects.create(
        lesson=last, student=cast.anna, value="н 4 3", marks_sum=7, marks_count=2, absence="н"
    )
    stand(cast, cast.anna, "5", quarter=1, by_calculation=False, reason="олимпиада")
    stand(cast, cast.anna, "4")
    stand(cast, cast.boris, "2")
    stand(cast, cast.vera, "осв")
    return cast


def stand(cast: Cast, pupil: Any, value: str, *, quarter: int = 0, **columns: Any) -> None:
    """A period mark in algebra."""
    PeriodMark.objects.create(
        course=cast.algebra, period=cast.quarters[quarter], student=pupil, value=value, **columns
    )


def explained(cast: Cast) -> list[MarkTold]:
    """How Anna's marks in algebra came about."""
    page = class_page(cast.class_7a.pk)
    marks = year_marks(page, settings_on(TODAY), card_pupils(page, TODAY))
    found = dict(card_explained(page, marks, [cast.anna.pk], TODAY)[cast.anna.pk])
    return found["Алгебра"]


def test_each_figure_of_the_sheet_has_its_pane_with_numbers_rule_clause_and_edition(
    marked: Cast, enter: Enter
) -> None:
    client, address = enter("class_teacher"), f"/classes/{marked.class_7a.pk}/"
    page = client.get(address).content.decode()
    asked = re.findall(r'id="how-(\w+)" popover hx-get="([^"]+)"', page)
    panes = {code: client.get(unescape(pane)).content.decode() for code, pane in asked}
    assert list(panes) == [
        "pass_rate",
        "quality_rate",
        "mean",
        "simonov",
        "excellent",
        "one_three",
        "failing",
    ]
    assert "(64 × 1 + 16 × 1) : 2 = 40" in panes["simonov"]
    assert "освобождены: 1, без отметки" in panes["mean"]
    for pane in panes.values():
        assert "Пункт 1.5 локального акта, редакция 1, действует с 01.09.2024" in pane
    assert f"{marked.boris.surname} {marked.boris.given_name} (Алгебра)" in panes["failing"]


def test_there_is_no_pane_of_a_figure_nobody_counts(marked: Cast, enter: Enter) -> None:
    assert enter("deputy").get(f"/classes/{marked.class_7a.pk}/figures/?of=height").status_code == 404


def test_the_page_of_figures_tells_class_marks_and_subjects(marked: Cast, enter: Enter) -> None:
    page = enter("deputy").get(f"/classes/{marked.class_7a.pk}/figures/?period={marked.quarters[0].pk}")
    text = page.content.decode()
    assert [told.value for told in page.context["of_class"]] == ["50 %", "50 %", "0", "1", "0", "1"]
    assert [told.value for told in page.context["whole"][0]] == ["50 %", "50 %", "40", "3,00"]
    assert [name for name, _told, _out in page.context["subjects"]] == ["Алгебра", "Английский язык"]
    assert closed("Хотя бы одна «2», незачёт или н/а") in closed(text)


@pytest.mark.parametrize(
    ("role", "status"),
    [("class_teacher", 200), ("deputy", 200), ("principal", 200), ("teacher", 403), ("parent", 403)],
)
def test_who_may_see_how_figures_came_about(marked: Cast, enter: Enter, role: str, status: int) -> None:
    assert enter(role).get(f"/classes/{marked.class_7a.pk}/figures/").status_code == status


def test_a_period_of_another_year_is_not_found(marked: Cast, enter: Enter) -> None:
    assert enter("deputy").get(f"/classes/{marked.class_7a.pk}/figures/?period=0").status_code == 404


def test_the_sheet_is_printed_with_the_appendix_where_it_is_asked_for(marked: Cast, enter: Enter) -> None:
    address = f"/classes/{marked.class_7a.pk}/sheet.pdf?period={marked.quarters[0].pk}"
    plain, full = (text_of(enter("deputy").get(one).content) for one in (address, f"{address}&explain=1"))
    assert closed("Как посчитаны показатели") not in plain
    assert closed("Как посчитаны показатели") in full
    assert closed("(64 × 1 + 16 × 1) : 2 = 40") in full
    assert closed("п. 1.5 локального акта, редакция 1") in full


def test_a_mark_of_the_card_is_explained_by_numbers_weights_threshold_and_ground(marked: Cast) -> None:
    first, second = explained(marked)
    assert (first.period, first.stands, first.explained.why_not) == ("I четверть", "4", "period.too_few")
    assert (second.stands, second.reason) == ("5", "олимпиада")
    assert numbers_written(second.explained.numbers) == "5 × 2, 4, 3"
    assert (second.explained.value, second.explained.recomputed()) == ("4", "4")
    assert second.ground == "п. 3.7 локального акта, редакция 1, действует с 01.09.2024"


def test_the_card_and_the_page_of_the_mark_explain_the_same(marked: Cast) -> None:
    page = page_for(standing_of(marked.accounts["teacher"], TODAY), marked.algebra.pk, "journal.read")
    periods = periods_of(marked.year.pk, "quarter")
    own = [explanation_of(page, one, marked.anna.pk, TODAY).explained for one in periods[:2]]
    assert [one.explained for one in explained(marked)] == own


def test_an_annual_mark_is_explained_by_its_periods(marked: Cast) -> None:
    year = next(one for one in periods_of(marked.year.pk, "quarter") if one.scheme == "year")
    PeriodMark.objects.create(course=marked.algebra, period_id=year.id, student=marked.anna, value="5")
    annual = explained(marked)[-1]
    assert [(one.name, one.value) for one in annual.explained.numbers] == [
        ("I четверть", 4),
        ("II четверть", 5),
    ]
    assert (annual.explained.value, annual.explained.recomputed(), annual.stands) == ("5", "5", "5")


def test_the_card_is_printed_with_the_appendix_where_it_is_asked_for(marked: Cast, enter: Enter) -> None:
    address = f"/classes/{marked.class_7a.pk}/report-cards/{marked.anna.pk}.pdf"
    plain, full = (text_of(enter("deputy").get(one).content) for one in (address, f"{address}?explain=1"))
    assert closed("Как вышли отметки") not in plain
    assert closed("5 × 2, 4, 3; среднее 4,25, с округлением вверх от 0,6 это 4") in full
    assert closed("стоит не по расчёту: олимпиада") in full


def test_a_parent_prints_the_explained_card_of_the_child_too(marked: Cast, enter: Enter) -> None:
    own = enter("parent").get(f"/pupils/{marked.anna.pk}/report-card.pdf?explain=1")
    assert closed("Как вышли отметки") in text_of(own.content)


def test_marks_of_two_editions_name_each_its_own(marked: Cast) -> None:
    Edition.objects.create(
        act=Edition.objects.get().act,
        number=2,
        in_force_from=date(2026, 10, 28),
        rules={**Edition.objects.get().rules, "clauses": {"3.7": "12"}},
    )
    page = class_page(marked.class_7a.pk)
    marks = year_marks(page, settings_on(TODAY), card_pupils(page, TODAY))
    [card] = cards_facts(page, marks, [marked.anna.pk], explain=True).cards
    assert card.explained_by == ""
    assert "п. 3.7 локального акта, редакция 1" in card.explained[0].note
    assert "п. 12 локального акта, редакция 2" in card.explained[0].note


def test_the_explanations_of_a_class_cost_two_questions_more(marked: Cast) -> None:
    page = class_page(marked.class_7a.pk)
    marks = year_marks(page, settings_on(TODAY), card_pupils(page, TODAY))
    cards_facts(page, marks, [])  # editions are known from now on
    costs = []
    for explain in (False, True):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            cards_facts(page, marks, list(marks.pupils), explain=explain)
        costs.append(len(asked))
    assert costs[1] - costs[0] == 2


def test_the_sheet_without_an_appendix_stays_as_it_was(marked: Cast) -> None:
    page = class_page(marked.class_7a.pk)
    period = periods_of(marked.year.pk, "quarter")[0]
    sheet = class_sheet(page, period, TODAY)
    assert class_sheet_facts(page, period, sheet).explained == ()
    assert class_sheet_facts(page, period, sheet, explain=True).explained[0].title == "По ученикам"


@pytest.mark.parametrize(
    ("marks", "formulas"),
    [
        (["5", "5", "4"], ["3 : 3 = 100 %", "3 : 3 = 100 %", "(100 × 2 + 64 × 1) : 3 = 88",
          "(5 × 2 + 4 × 1) : 3 ≈ 4,67"]),
        (["зач"], ["1 : 1 = 100 %", "0 : 1 = 0 %", "0 : 1 = 0", ""]),
        (["2"], ["0 : 1 = 0 %", "0 : 1 = 0 %", "16 × 1 : 1 = 16", "2 × 1 : 1 = 2"]),
        (["осв", ""], ["", "", "", ""]),
    ],
)  # fmt: skip
def test_a_formula_says_the_sum_and_what_it_is_divided_by(marks: list[str], formulas: list[str]) -> None:
    pupils = [Pupil(number, str(number)) for number in range(len(marks))]
    given = {number: {0: Mark(mark)} for number, mark in enumerate(marks) if mark}
    sheet = sheet_of(["Алгебра"], pupils, given, {}, FIVE_POINTS)
    told = [one.formula.replace("(2 + 1)", "3") for one in subject_told(sheet.shares[0])]
    assert told == formulas
    assert (left_out(sheet.shares[0]) == "освобождены: 1, без отметки: 1") is ("осв" in marks)


def test_a_result_that_goes_on_is_told_as_near() -> None:
    assert [equals(one) for one in (None, sheet_mean("5", "4", "4"), sheet_mean("5", "4"))] == [
        "≈ 0",
        "≈ 4,33",
        "= 4,5",
    ]


def sheet_mean(*marks: str) -> Any:
    """The mean of a column."""
    pupils = [Pupil(number, "") for number in range(len(marks))]
    given = {number: {0: Mark(mark)} for number, mark in enumerate(marks)}
    return sheet_of(["Алгебра"], pupils, given, {}).whole.mean
