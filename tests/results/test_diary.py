"""Дневник: уроки по расписанию, задание к уроку, отметки только свои, чужая подгруппа не показана."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from letopis.journal.models import Entry, Lesson
from letopis.people.access import standing_of
from letopis.regulation.access import Standing
from letopis.results.craft.diary import Task
from letopis.school.models import Course, Subgroup
from letopis.timetable import actions
from letopis.timetable.actions import ChangeText, SlotText
from tests.cast import FIRST, TODAY, Cast

Enter = Callable[[str], Client]


@pytest.fixture
def deputy(cast: Cast) -> Standing:
    """Algebra on Wednesdays, both subgroups of English on Thursdays at once."""
    who = standing_of(cast.accounts["deputy"], TODAY)
    group = Subgroup.objects.create(class_group=cast.class_7a, subject=cast.english.subject, name="2 группа")
    other = Course.objects.create(class_group=cast.class_7a, subject=cast.english.subject, subgroup=group)
    for course, weekday, room in ((cast.algebra, 3, "204"), (cast.english, 4, "11"), (other, 4, "12")):
        actions.put_slot(SlotText(course.pk, weekday, 1, room, FIRST), standing=who, by=who.account)
    return who


def days(client: Client, address: str = "/diary/") -> dict[date, list[object]]:
    return {one.date: list(one.lessons) for one in client.get(address).context["days"]}


def test_the_week_stands_by_the_timetable_with_the_own_subgroup_only(
    cast: Cast, deputy: Standing, enter: Enter
) -> None:
    found = days(enter("pupil"))
    assert [(one.number, one.subject, one.room) for one in found[TODAY]] == [(1, "Алгебра", "204")]
    assert [one.room for one in found[date(2026, 10, 29)]] == ["11"]
    assert found[date(2026, 10, 31)] == []


def test_homework_stands_in_the_day_it_is_due_and_marks_at_their_lessons(
    cast: Cast, deputy: Standing, enter: Enter
) -> None:
    monday = Lesson.objects.get(course=cast.algebra, date=date(2026, 10, 26))
    Lesson.objects.filter(pk=monday.pk).update(homework="№ 212, 214")
    Entry.objects.create(lesson=monday, student=cast.anna, value="5", marks_sum=5, marks_count=1)
    Entry.objects.create(lesson=monday, student=cast.boris, value="2", marks_sum=2, marks_count=1)
    found = days(enter("parent"))
    assert [one.tasks for one in found[TODAY]] == [(Task("№ 212, 214", date(2026, 10, 26)),)]
    assert ("5", ()) in [(one.value, one.tasks) for one in found[date(2026, 10, 26)]]
    assert "2" not in [one.value for lessons in found.values() for one in lessons]


def test_a_cancelled_lesson_is_struck_out_and_a_substitute_is_named(
    cast: Cast, deputy: Standing, enter: Enter
) -> None:
    colleague = cast.accounts["foreign_teacher"].employee
    assert colleague
    text = ChangeText(cast.algebra.pk, TODAY, 1, "replaced", colleague.pk)
    actions.put_change(text, standing=deputy, by=deputy.account)
    page = enter("pupil").get("/diary/").content.decode()
    assert "ведёт Foreign_teacher" in page
    text = ChangeText(cast.algebra.pk, TODAY, 1, "cancelled")
    actions.put_change(text, standing=deputy, by=deputy.account)
    assert [one.stands for one in days(enter("pupil"))[TODAY]] == [False]


@pytest.mark.parametrize(
    ("role", "status"), [("pupil", 403), ("parent", 403), ("class_teacher", 403), ("deputy", 200)]
)
def test_the_diary_of_another_is_for_the_school_only(
    cast: Cast, enter: Enter, role: str, status: int
) -> None:
    assert enter(role).get(f"/pupils/{cast.stranger.pk}/diary/").status_code == status


@pytest.mark.parametrize("query", ["?day=x", "?day=9999-01-01", "?child=0"])
def test_a_day_or_a_child_that_is_not_there_is_not_found(cast: Cast, enter: Enter, query: str) -> None:
    assert enter("parent").get(f"/diary/{query}").status_code == 404


def test_a_full_week_asks_no_more_than_an_empty_one(
    cast: Cast,
    deputy: Standing,
    enter: Enter,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    client = enter("pupil")
    client.get("/diary/")
    for weekday in (1, 2, 3, 4, 5):
        for number in (2, 3, 4, 5):
            text = SlotText(cast.algebra.pk, weekday, number, "", FIRST)
            actions.put_slot(text, standing=deputy, by=deputy.account)
    with django_assert_max_num_queries(11):  # type: ignore[attr-defined] # pytest-django's own context
        assert client.get("/diary/").content.decode().count("Алгебра") >= 20
