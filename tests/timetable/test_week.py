"""Неделя: поставить урок, узнать, что встретилось, сменить расписание с какого-то дня."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from letopis.people.access import standing_of
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.school.models import Course, Subgroup
from letopis.screen.craft.sentences import sentence
from letopis.timetable import actions
from letopis.timetable.actions import SlotText
from letopis.timetable.models import Holiday, MovedDay, Room, Slot
from letopis.timetable.queries import week_facts
from letopis.trace.models import TraceRecord
from letopis.trace.queries import verified
from tests.cast import FIRST, TODAY, Cast

MONDAY = date(2026, 10, 26)


@pytest.fixture
def deputy(cast: Cast) -> Standing:
    return standing_of(cast.accounts["deputy"], TODAY)


def put(deputy: Standing, course: Course, weekday: int, number: int, **facts: object) -> list[Slot]:
    text = SlotText(course.pk, weekday, number, **{"room": "", "starts": FIRST, **facts})  # type: ignore[arg-type] # named by the field
    return actions.put_slot(text, standing=deputy, by=deputy.account)


def lessons(cast: Cast, day: date) -> list[tuple[int, str, str]]:
    found = week_facts(cast.year.pk, day, day).lessons(day, day)
    return [(one.number, one.page.class_title, one.teacher.name if one.teacher else "") for one in found]


def test_a_lesson_of_the_week_stands_on_its_weekday_with_the_teacher_of_that_day(
    cast: Cast, deputy: Standing
) -> None:
    put(deputy, cast.algebra, 1, 3, room="204")
    assert lessons(cast, MONDAY) == [(3, "7 «А»", "Teacherова\u00a0Н.\u00a0И.")]
    assert lessons(cast, date(2026, 10, 27)) == []
    assert Room.objects.get().name == "204"
    assert TraceRecord.objects.filter(deed="timetable.put_slot").count() == 1
    assert verified().findings == []


def test_a_double_lesson_is_two_hours_in_a_row(cast: Cast, deputy: Standing) -> None:
    put(deputy, cast.algebra, 1, 3, hours=2)
    assert [number for number, *_rest in lessons(cast, MONDAY)] == [3, 4]


def test_a_class_cannot_be_in_two_places_and_subgroups_of_it_can(cast: Cast, deputy: Standing) -> None:
    put(deputy, cast.english, 2, 1)
    with pytest.raises(Refused) as refused:
        put(deputy, cast.algebra, 2, 1)
    assert refused.value.code == "timetable.clash_class"
    assert "вторник, урок 1" in sentence(refused.value)
    group = Subgroup.objects.create(class_group=cast.class_7a, subject=cast.english.subject, name="2 группа")
    other = Course.objects.create(class_group=cast.class_7a, subject=cast.english.subject, subgroup=group)
    assert put(deputy, other, 2, 1)


def test_a_teacher_or_a_room_in_two_places_is_refused_unless_the_lessons_are_joined(
    cast: Cast, deputy: Standing
) -> None:
    put(deputy, cast.algebra, 1, 1, room="204")
    with pytest.raises(Refused) as taught:
        put(deputy, cast.first_grade, 1, 1)
    assert taught.value.code == "timetable.clash_teacher"
    with pytest.raises(Refused) as housed:
        put(deputy, cast.algebra_7b, 1, 1, room="204 ")
    assert housed.value.code == "timetable.clash_room"
    assert put(deputy, cast.first_grade, 1, 1, despite=True)


def test_from_a_day_on_the_week_is_another_one_and_the_past_stays(cast: Cast, deputy: Standing) -> None:
    (slot,) = put(deputy, cast.algebra, 1, 3)
    actions.end_slot(slot.pk, MONDAY, standing=deputy, by=deputy.account)
    put(deputy, cast.algebra, 2, 3, starts=MONDAY)
    assert lessons(cast, date(2026, 10, 19)) != []
    assert lessons(cast, MONDAY) == []
    assert lessons(cast, date(2026, 10, 27)) != []
    assert verified().findings == []


def test_a_lesson_that_had_not_begun_goes_altogether(cast: Cast, deputy: Standing) -> None:
    (slot,) = put(deputy, cast.algebra, 1, 3, starts=date(2026, 11, 2))
    actions.end_slot(slot.pk, MONDAY, standing=deputy, by=deputy.account)
    assert not Slot.objects.exists()
    assert verified().findings == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"starts": date(2026, 6, 1)}, "timetable.not_in_year"),
        ({"hours": 5}, "timetable.number"),
        ({"room": "п" * 41}, "timetable.room_name"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, deputy: Standing, facts: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        put(deputy, cast.algebra, 1, 3, **facts)
    assert refused.value.code == code


def test_the_same_lesson_cannot_be_put_twice(cast: Cast, deputy: Standing) -> None:
    put(deputy, cast.algebra, 1, 3)
    with pytest.raises(Refused) as refused:
        put(deputy, cast.algebra, 1, 3, starts=MONDAY)
    assert refused.value.code == "timetable.stands_already"


@pytest.mark.parametrize("role", ["teacher", "class_teacher", "principal", "pupil", "admin"])
def test_only_the_deputy_and_the_clerk_write_the_week(cast: Cast, role: str) -> None:
    who = standing_of(cast.accounts[role], TODAY)
    with pytest.raises(Refused) as refused:
        put(who, cast.algebra, 1, 3)
    assert refused.value.code == "access.denied"


def test_holidays_moved_days_and_the_production_calendar_decide_what_day_it_is(
    cast: Cast, deputy: Standing
) -> None:
    put(deputy, cast.algebra, 3, 3)
    assert lessons(cast, date(2026, 11, 4)) == []  # the day of unity
    assert lessons(cast, date(2026, 11, 11)) != []
    text = actions.HolidayText("Осенние каникулы", date(2026, 11, 9), date(2026, 11, 15))
    holiday = actions.put_holiday(cast.year, text, standing=deputy, by=deputy.account)
    assert lessons(cast, date(2026, 11, 11)) == []
    actions.move_day(cast.year, date(2026, 11, 21), 3, "приказ", standing=deputy, by=deputy.account)
    assert lessons(cast, date(2026, 11, 21)) != []
    actions.drop_holiday(holiday.pk, standing=deputy, by=deputy.account)
    assert lessons(cast, date(2026, 11, 11)) != []
    actions.keep_day(MovedDay.objects.get().pk, standing=deputy, by=deputy.account)
    assert lessons(cast, date(2026, 11, 21)) == []
    assert not Holiday.objects.exists()


def test_pages_ask_as_much_of_a_big_week_as_of_a_small_one(
    cast: Cast,
    deputy: Standing,
    enter: Callable[[str], Client],
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    client = enter("deputy")
    address = f"/timetable/?class={cast.class_7a.pk}"
    assert client.get(address).status_code == 200
    for weekday in range(1, 6):
        for number in range(1, 7):
            put(deputy, cast.algebra, weekday, number)
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined] # pytest-django's own context
        page = client.get(address)
    assert page.content.decode().count("Алгебра") == 30


def test_a_pupil_sees_the_own_class_and_a_teacher_the_own_week(
    cast: Cast, deputy: Standing, enter: Callable[[str], Client]
) -> None:
    put(deputy, cast.algebra, 3, 3, room="204")
    assert "7 «А»" in enter("pupil").get("/timetable/").content.decode()
    page = enter("teacher").get("/timetable/").content.decode()
    assert "Teacherова" in page
    assert "204" in page


@pytest.mark.parametrize("query", ["?class=0", "?week=2026-13-01", "?teacher=x", "?week=9999-01-01"])
def test_a_week_that_is_not_there_is_not_found(enter: Callable[[str], Client], query: str) -> None:
    assert enter("deputy").get(f"/timetable/{query}").status_code == 404


def test_the_sheet_puts_a_lesson_and_the_button_takes_it_out(
    cast: Cast, enter: Callable[[str], Client]
) -> None:
    client = enter("clerk")
    address = f"/timetable/edit/{cast.class_7a.pk}/?since=2026-11-02"
    sent = {"course": cast.algebra.pk, "weekday": 2, "number": 3, "room": "204", "hours": 1}
    assert "Урок поставлен" in client.post(address, sent, follow=True).content.decode()
    slot = Slot.objects.get()
    assert (slot.weekday, slot.number, slot.starts) == (2, 3, date(2026, 11, 2))
    assert "выберите предмет" in client.post(address, {**sent, "course": ""}, follow=True).content.decode()
    client.post(f"/timetable/edit/{cast.class_7a.pk}/end/{slot.pk}/?since=2026-11-02")
    assert not Slot.objects.exists()
