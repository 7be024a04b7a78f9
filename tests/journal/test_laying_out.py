"""Уроки стоят в журнале по расписанию: сами появляются, сами уходят, записанное не трогают."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from letopis.journal.access import group_for
from letopis.journal.actions import lay_out, mark_absent
from letopis.journal.models import Entry, Lesson
from letopis.people.access import standing_of
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.timetable import actions
from letopis.timetable.actions import ChangeText, HolidayText, SlotText
from letopis.timetable.craft.followers import Altered
from letopis.timetable.models import Slot
from letopis.trace.models import TraceRecord
from letopis.trace.queries import verified
from tests.cast import FIRST, TODAY, Cast, close_quarter, saved

Enter = Callable[[str], Client]


@pytest.fixture
def deputy(cast: Cast) -> Standing:
    return standing_of(cast.accounts["deputy"], TODAY)


def put(deputy: Standing, course: int, weekday: int, number: int, starts: date = TODAY) -> Slot:
    text = SlotText(course, weekday, number, "", starts)
    return actions.put_slot(text, standing=deputy, by=deputy.account)[0]


def hours(cast: Cast, *, planned: bool = True) -> list[tuple[date, int]]:
    found = Lesson.objects.filter(course=cast.algebra, is_planned=planned).order_by("date", "number")
    return list(found.values_list("date", "number"))


def mark(client: Client, cast: Cast, lesson: Lesson) -> None:
    body = {"lesson": lesson.pk, "student": cast.anna.pk, "old": "", "new": "5", "reason": ""}
    saved(client.post(f"/journal/{cast.algebra.pk}/cell/", body, content_type="application/json"))


def test_a_slot_fills_the_register_to_the_end_of_the_year(cast: Cast, deputy: Standing) -> None:
    put(deputy, cast.algebra.pk, 3, 2)
    found = hours(cast)
    assert found[0] == (TODAY, 2)
    assert found[-1] == (date(2027, 5, 26), 2)
    assert (date(2026, 11, 4), 2) not in found  # a public holiday
    assert TraceRecord.objects.filter(deed="journal.lay_out").count() == 1
    assert verified().findings == []


def test_laying_out_twice_changes_nothing(cast: Cast, deputy: Standing) -> None:
    put(deputy, cast.algebra.pk, 3, 2)
    before = list(Lesson.objects.values_list("id", "date"))
    laid = lay_out(Altered(cast.year.pk, None, FIRST), by=0)
    assert (laid.added, laid.removed) == (0, 0)
    assert list(Lesson.objects.values_list("id", "date")) == before


def test_what_a_teacher_wrote_by_hand_counts_for_its_day(cast: Cast, deputy: Standing) -> None:
    """The cast has a written second lesson on Monday the 26th; the timetable says the fifth."""
    put(deputy, cast.algebra.pk, 1, 5, starts=date(2026, 10, 26))
    assert (date(2026, 10, 26), 5) not in hours(cast)
    assert (date(2026, 11, 2), 5) in hours(cast)


def test_holidays_take_empty_lessons_away_and_bring_them_back(cast: Cast, deputy: Standing) -> None:
    put(deputy, cast.algebra.pk, 3, 2)
    text = HolidayText("Карантин", date(2026, 11, 9), date(2026, 11, 13))
    holiday = actions.put_holiday(cast.year, text, standing=deputy, by=deputy.account)
    assert (date(2026, 11, 11), 2) not in hours(cast)
    actions.drop_holiday(holiday.pk, standing=deputy, by=deputy.account)
    assert (date(2026, 11, 11), 2) in hours(cast)


def test_the_first_mark_or_topic_makes_a_lesson_a_written_one_that_stays(
    cast: Cast, deputy: Standing, enter: Enter
) -> None:
    slot = put(deputy, cast.algebra.pk, 3, 2)
    lesson = Lesson.objects.get(course=cast.algebra, date=TODAY, number=2)
    mark(enter("teacher"), cast, lesson)
    assert (TODAY, 2) in hours(cast, planned=False)
    assert TraceRecord.objects.filter(deed="journal.put_lesson", object=lesson.ref).count() == 1
    actions.end_slot(slot.pk, TODAY, standing=deputy, by=deputy.account)
    assert hours(cast) == []
    assert Entry.objects.get().lesson == lesson
    assert verified().findings == []


def test_a_lesson_with_marks_cannot_be_cancelled_and_one_with_a_topic_leaves_its_trace(
    cast: Cast, deputy: Standing, enter: Enter
) -> None:
    put(deputy, cast.algebra.pk, 3, 2)
    lesson = Lesson.objects.get(course=cast.algebra, date=TODAY, number=2)
    cancel = ChangeText(cast.algebra.pk, TODAY, 2, "cancelled")
    client = enter("teacher")
    mark(client, cast, lesson)
    with pytest.raises(Refused) as refused:
        actions.put_change(cancel, standing=deputy, by=deputy.account)
    assert refused.value.code == "timetable.lesson_given"
    Entry.objects.all().delete()
    actions.put_change(cancel, standing=deputy, by=deputy.account)
    assert not Lesson.objects.filter(pk=lesson.pk).exists()
    assert TraceRecord.objects.filter(deed="journal.drop_lesson", object=lesson.ref).count() == 1


def test_an_extra_and_a_moved_lesson_stand_in_the_register(cast: Cast, deputy: Standing) -> None:
    put(deputy, cast.algebra.pk, 3, 2)
    saturday = date(2026, 10, 31)
    extra = ChangeText(cast.algebra.pk, saturday, 1, "extra")
    made = actions.put_change(extra, standing=deputy, by=deputy.account)
    assert (saturday, 1) in hours(cast)
    moved = ChangeText(cast.algebra.pk, date(2026, 11, 11), 2, "extra")
    actions.move_lesson(moved, date(2026, 11, 12), 4, standing=deputy, by=deputy.account)
    assert (date(2026, 11, 11), 2) not in hours(cast)
    assert (date(2026, 11, 12), 4) in hours(cast)
    actions.withdraw_change(made.pk, standing=deputy, by=deputy.account)
    assert (saturday, 1) not in hours(cast)


def test_days_of_a_closed_period_are_left_alone(cast: Cast, deputy: Standing) -> None:
    close_quarter(cast)
    put(deputy, cast.algebra.pk, 3, 2, starts=FIRST)
    assert min(hours(cast)) == (date(2026, 10, 21), 2) or min(hours(cast))[0] > date(2026, 10, 16)
    assert all(day > date(2026, 10, 16) for day, _number in hours(cast))


def test_the_page_shows_lessons_to_come_before_anybody_types(
    cast: Cast, deputy: Standing, enter: Enter
) -> None:
    put(deputy, cast.algebra.pk, 3, 2)
    assert "2026-12-23" in enter("teacher").get(f"/journal/{cast.algebra.pk}/").content.decode()


def test_a_day_of_absence_writes_the_lessons_it_stands_in(cast: Cast, deputy: Standing) -> None:
    put(deputy, cast.algebra.pk, 3, 2)
    leader = standing_of(cast.accounts["class_teacher"], TODAY)
    group = group_for(leader, cast.class_7a.pk, "journal.mark_absent")
    assert mark_absent(group, cast.anna.pk, TODAY, standing=leader, by=leader.account) == 1
    assert (TODAY, 2) in hours(cast, planned=False)
    assert verified().findings == []
