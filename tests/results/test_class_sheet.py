"""Сводная ведомость: показатели, списки, права, бумага, цена страницы."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from letopis.journal.models import PeriodMark
from letopis.people.models import Enrolment, Student
from letopis.regulation import indicators
from letopis.results.craft.sheet import NOT_EXPECTED, Mark, Pupil, sheet_of
from letopis.school.models import Course
from tests.cast import Cast
from tests.paper.paper_text import closed, text_of

Enter = Callable[[str], Client]


def put(cast: Cast, course: Course, pupil: Student, value: str, **columns: Any) -> None:
    """A period mark of the first quarter stands."""
    PeriodMark.objects.create(course=course, period=cast.quarters[0], student=pupil, value=value, **columns)


@pytest.fixture
def marked(cast: Cast) -> Cast:
    """Anna has 5 and 5, Boris 3, Vera 2; the late comer nothing."""
    put(cast, cast.algebra, cast.anna, "5")
    put(cast, cast.english, cast.anna, "5", by_calculation=False, reason="олимпиада")
    put(cast, cast.algebra, cast.boris, "3")
    put(cast, cast.algebra, cast.vera, "2", is_corrected=True)
    return cast


def data_of(page: str) -> dict[str, Any]:
    """The data the page draws."""
    found = re.search(r'<script id="sheet-data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found.group(1)))


def test_the_sheet_shows_marks_means_and_standings(marked: Cast, enter: Enter) -> None:
    page = enter("class_teacher").get(f"/classes/{marked.class_7a.pk}/").content.decode()
    data = data_of(page)
    assert data["subjects"] == ["Алгебра", "Английский язык"]
    assert data["pupils"][0][1:] == ["Авдеева Анна", ["5", "5"], "5,00", "excellent"]
    assert data["pupils"][3][1:] == ["Гущин Глеб", ["", ""], "", "incomplete"]
    assert data["flags"] == [[0, 1, 1], [1, 1, 4], [2, 0, 2], [2, 1, 4], [3, 1, 4]]
    assert data["foot"][0] == ["Средний балл", ["3,33", "5,00"], "3,75"]
    assert "Волкова Вера (Алгебра)" in page


def test_a_mark_is_missing_only_where_it_is_expected(marked: Cast, enter: Enter) -> None:
    page = enter("deputy").get(f"/classes/{marked.class_7a.pk}/").content.decode()
    assert "Выставлено 4 отметок из 5." in page


def test_a_grade_without_marks_misses_none(marked: Cast, enter: Enter) -> None:
    first = marked.first_grade.class_group
    pupil = Student.objects.create(surname="Ильин", given_name="Игнат")
    Enrolment.objects.create(student=pupil, class_group=first, starts=marked.year.starts)
    page = enter("deputy").get(f"/classes/{first.pk}/").content.decode()
    assert "Выставлено" not in page
    assert "Класс учится без отметок" in page


def test_who_left_stands_with_marks_only_and_is_asked_for_none(marked: Cast, enter: Enter) -> None:
    Enrolment.objects.filter(student__in=[marked.boris, marked.late_comer]).update(ends=date(2026, 10, 14))
    page = enter("deputy").get(f"/classes/{marked.class_7a.pk}/").content.decode()
    data = data_of(page)
    assert [pupil[1] for pupil in data["pupils"]] == ["Авдеева Анна", "Белов Борис", "Волкова Вера"]
    assert data["left"] == [[1, "14 октября"]]
    assert "Выставлено" not in page  # three marks are expected and there
    assert " из 2</small>" in page


def test_the_class_list_takes_yo_for_ye(marked: Cast, enter: Enter) -> None:
    for surname in ("Ёлкин", "Ежов", "Жуков"):
        pupil = Student.objects.create(surname=surname, given_name="Ян")
        Enrolment.objects.create(student=pupil, class_group=marked.class_7b, starts=marked.year.starts)
    put(marked, marked.algebra_7b, marked.stranger, "4")
    data = data_of(enter("deputy").get(f"/classes/{marked.class_7b.pk}/").content.decode())
    assert [pupil[1] for pupil in data["pupils"]] == ["Дёмин Денис", "Ежов Ян", "Ёлкин Ян", "Жуков Ян"]


def test_the_sheet_opens_at_the_period_that_ended_last(marked: Cast, enter: Enter) -> None:
    assert "I четверть" in enter("deputy").get(f"/classes/{marked.class_7a.pk}/").content.decode()


def test_a_period_without_marks_says_so(cast: Cast, enter: Enter) -> None:
    address = f"/classes/{cast.class_7a.pk}/?period={cast.quarters[1].pk}"
    assert "Отметок за период ещё нет" in enter("deputy").get(address).content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("class_teacher", 200), ("deputy", 200), ("principal", 200), ("teacher", 403),
        ("foreign_teacher", 403), ("clerk", 403), ("archivist", 403), ("pupil", 403),
        ("parent", 403), ("admin", 403),
    ],
)  # fmt: skip
def test_who_reads_the_sheet(marked: Cast, enter: Enter, role: str, status: int) -> None:
    client = enter(role)
    for address in ("", "sheet.pdf", "report-cards/", f"report-cards/{marked.anna.pk}.pdf"):
        assert client.get(f"/classes/{marked.class_7a.pk}/{address}").status_code == status, address


def test_a_class_teacher_does_not_read_another_class(marked: Cast, enter: Enter) -> None:
    client = enter("class_teacher")
    assert client.get(f"/classes/{marked.class_7b.pk}/").status_code == 403
    assert client.get(f"/classes/{marked.class_7b.pk}/sheet.pdf").status_code == 403
    page = client.get("/classes/").content.decode()
    assert f"/classes/{marked.class_7a.pk}/" in page
    assert f"/classes/{marked.class_7b.pk}/" not in page


def test_a_class_or_period_that_is_not_there_is_not_found(marked: Cast, enter: Enter) -> None:
    client = enter("deputy")
    assert client.get("/classes/999999/").status_code == 404
    assert client.get(f"/classes/{marked.class_7a.pk}/?period=999999").status_code == 404
    assert (
        client.get(f"/classes/{marked.class_7a.pk}/report-cards/{marked.stranger.pk}.pdf").status_code == 404
    )


def test_the_sheet_costs_at_most_six_questions(
    marked: Cast, enter: Enter, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = enter("class_teacher")
    client.get(f"/classes/{marked.class_7a.pk}/")
    with django_assert_max_num_queries(6):
        client.get(f"/classes/{marked.class_7a.pk}/")


def test_the_paper_is_a_pdf_with_the_class_name(marked: Cast, enter: Enter) -> None:
    response = enter("class_teacher").get(f"/classes/{marked.class_7a.pk}/sheet.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-1.7")
    text = text_of(response.content)
    for words in ("Сводная ведомость", "7 «А» класс", "I четверть", "Белов Борис", "успевают 2 из 3 (67 %)"):
        assert closed(words) in text
    assert closed("редакция 1, действует с 1 сентября 2024 г.") in text


def test_the_paper_is_russian_whatever_the_language_of_the_page(marked: Cast, enter: Enter) -> None:
    account = marked.accounts["deputy"]
    account.language = "en"
    account.save()
    client = enter("deputy")
    text = text_of(client.get(f"/classes/{marked.class_7a.pk}/sheet.pdf").content)
    assert closed("Средний балл") in text
    assert closed("I четверть") in text
    card = client.get(f"/classes/{marked.class_7a.pk}/report-cards/{marked.anna.pk}.pdf").content
    assert closed("Пропущено уроков, всего") in text_of(card)


def test_missing_marks_are_those_expected_and_not_there() -> None:
    marks = {1: {0: Mark("5")}, 2: {0: Mark("осв")}}
    expected = {1: {0, 1}, 2: {0}, 3: {0}}
    pupils = [Pupil(1, "А"), Pupil(2, "Б"), Pupil(3, "В")]
    sheet = sheet_of(["Алгебра", "Музыка"], pupils, marks, expected)
    assert (sheet.given, sheet.missing) == (2, 2)
    assert [[mark.flags for mark in pupil.marks] for pupil in sheet.pupils] == [
        [0, 0],
        [0, NOT_EXPECTED],
        [0, NOT_EXPECTED],
    ]
    assert [pupil.standing for pupil in sheet.pupils] == [
        indicators.EXCELLENT,
        indicators.INCOMPLETE,
        indicators.INCOMPLETE,
    ]
    assert sheet.judged == 1
