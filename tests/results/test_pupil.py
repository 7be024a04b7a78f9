"""Карта ученика: что видит он сам, его представитель, классный руководитель."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from letopis.journal.models import Entry, Lesson, PeriodMark
from letopis.people.models import Representation
from tests.cast import Cast

Enter = Callable[[str], Client]


@pytest.fixture
def marked(cast: Cast) -> Cast:
    """Anna has a 4 and an absence in the quarter that runs, and homework was set."""
    Lesson.objects.filter(pk=cast.lesson.pk).update(homework="№ 214")
    Entry.objects.create(
        lesson=cast.lesson, student=cast.anna, value="н 4", marks_sum=4, marks_count=1, absence="н"
    )
    last = Lesson.objects.get(course=cast.algebra, date=date(2026, 10, 26))
    Entry.objects.create(lesson=last, student=cast.boris, value="2", marks_sum=2, marks_count=1)
    return cast


@pytest.mark.parametrize("role", ["pupil", "parent", "class_teacher", "deputy", "principal"])
def test_the_record_shows_marks_means_homework_and_absences(marked: Cast, enter: Enter, role: str) -> None:
    page = enter(role).get(f"/pupils/{marked.anna.pk}/").content.decode()
    assert "Авдеева Анна" in page
    assert "4,00" in page
    assert "№ 214" in page
    assert "Тема 21.10" in page


@pytest.mark.parametrize("role", ["pupil", "parent", "class_teacher", "deputy"])
def test_each_mark_leads_to_how_it_came_about_and_back(marked: Cast, enter: Enter, role: str) -> None:
    """Whoever reads the record gets the numbers of a mark; who may not read the register is led back here."""
    quarter, client = marked.quarters[1], enter(role)
    PeriodMark.objects.create(course=marked.algebra, student=marked.anna, period=quarter, value="4")
    own = f"/pupils/{marked.anna.pk}/"
    address = f"/journal/{marked.algebra.pk}/explain/{marked.anna.pk}/?period={quarter.pk}"
    assert f'href="{address}"' in client.get(own).content.decode()
    told = client.get(address).content.decode()
    assert "отметок меньше, чем нужно" in told
    back = f"{own}?class={marked.algebra.class_group_id}&amp;period={quarter.pk}"
    assert (f'href="{back}"' in told) is (role in {"pupil", "parent"})
    assert client.get(back.replace("&amp;", "&")).status_code == 200


def test_the_subgroup_of_others_is_not_shown(marked: Cast, enter: Enter) -> None:
    assert "Английский язык" not in enter("deputy").get(f"/pupils/{marked.boris.pk}/").content.decode()


@pytest.mark.parametrize("role", ["pupil", "parent", "teacher", "clerk", "archivist", "admin"])
def test_nobody_reads_a_foreign_record(marked: Cast, enter: Enter, role: str) -> None:
    client = enter(role)
    assert client.get(f"/pupils/{marked.boris.pk}/").status_code == 403
    assert client.get(f"/pupils/{marked.boris.pk}/report-card.pdf").status_code == 403


def test_a_class_teacher_reads_their_class_only(marked: Cast, enter: Enter) -> None:
    assert enter("class_teacher").get(f"/pupils/{marked.stranger.pk}/").status_code == 403


def test_a_parent_of_two_moves_between_the_children(marked: Cast, enter: Enter) -> None:
    parent = marked.accounts["parent"].representative
    assert parent
    Representation.objects.create(representative=parent, student=marked.stranger)
    client = enter("parent")
    assert f"/pupils/{marked.stranger.pk}/" in client.get(f"/pupils/{marked.anna.pk}/").content.decode()
    assert client.get(f"/pupils/{marked.stranger.pk}/").status_code == 200


def test_lessons_outside_the_class_or_subgroup_are_not_the_pupils(marked: Cast, enter: Enter) -> None:
    page = enter("deputy").get(f"/pupils/{marked.late_comer.pk}/?period={marked.quarters[0].pk}")
    assert [len(line.lessons) for line, _missed, _finals in page.context["lines"]] == [0]
    page = enter("deputy").get(f"/pupils/{marked.anna.pk}/?period={marked.quarters[0].pk}")
    assert [len(line.lessons) for line, _missed, _finals in page.context["lines"]] == [2, 2]


def test_the_newest_day_comes_first_and_lateness_is_no_absence(marked: Cast, enter: Enter) -> None:
    late = Lesson.objects.get(course=marked.english, date=date(2026, 10, 26))
    Entry.objects.create(lesson=late, student=marked.anna, value="о", absence="о")
    page = enter("parent").get(f"/pupils/{marked.anna.pk}/?period={marked.quarters[0].pk}")
    assert [day for day, _lessons in page.context["recent"]] == [date(2026, 10, 26), date(2026, 10, 21)]
    page = enter("parent").get(f"/pupils/{marked.anna.pk}/")
    assert [missed for _line, missed, _finals in page.context["lines"]] == [1, 0]
    assert [tally.lessons.unexcused for _period, tally in page.context["absences"]] == [0, 1, 0, 0, 1]


def test_annual_marks_of_all_years_stand_side_by_side(marked: Cast, enter: Enter) -> None:
    PeriodMark.objects.create(
        course=marked.algebra, student=marked.anna, period=marked.whole_year, value="5", by_calculation=True
    )
    page = enter("pupil").get(f"/pupils/{marked.anna.pk}/")
    assert page.context["annual_classes"] == ["7 «А»"]
    assert page.context["annual"] == [("Алгебра", ["5"])]
    assert "Годовые отметки по классам" in page.content.decode()


def test_the_own_card_is_printed(marked: Cast, enter: Enter) -> None:
    client = enter("parent")
    assert client.get(f"/pupils/{marked.anna.pk}/report-card.pdf").content.startswith(b"%PDF")
    assert client.get(f"/pupils/{marked.anna.pk}/report-card.pdf?class=999999").status_code == 404


def test_a_pupil_without_a_class_is_told_so(marked: Cast, enter: Enter) -> None:
    marked.anna.enrolments.all().delete()
    page = enter("pupil").get(f"/pupils/{marked.anna.pk}/").content.decode()
    assert "пока не зачислен" in page


def test_the_record_costs_a_fixed_number_of_questions(
    marked: Cast, enter: Enter, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = enter("parent")
    client.get(f"/pupils/{marked.anna.pk}/")
    with django_assert_max_num_queries(12):
        client.get(f"/pupils/{marked.anna.pk}/")
