"""Один день: замена, отмена, дополнительный урок, перенос — и всё это назад."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from letopis.people.access import standing_of
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.timetable import actions
from letopis.timetable.actions import ChangeText, SlotText
from letopis.timetable.models import Change
from letopis.timetable.queries import week_facts
from letopis.trace.queries import verified
from tests.cast import FIRST, TODAY, Cast

MONDAY = date(2026, 11, 2)


@pytest.fixture
def deputy(cast: Cast) -> Standing:
    """The deputy, and a week in which 7 «А» has algebra on Monday and 7 «Б» the hour after."""
    who = standing_of(cast.accounts["deputy"], TODAY)
    for course, number in ((cast.algebra, 3), (cast.algebra_7b, 4)):
        actions.put_slot(SlotText(course.pk, 1, number, "204", FIRST), standing=who, by=who.account)
    return who


def signs(cast: Cast, day: date) -> list[tuple[int, str]]:
    return [(one.number, one.sign) for one in week_facts(cast.year.pk, day, day).lessons(day, day)]


def change(cast: Cast, deputy: Standing, **facts: object) -> Change:
    usual = {"course": cast.algebra.pk, "day": MONDAY, "number": 3, "kind": "replaced"}
    return actions.put_change(ChangeText(**{**usual, **facts}), standing=deputy, by=deputy.account)  # type: ignore[arg-type] # named by the field


def colleague(cast: Cast) -> int:
    employee = cast.accounts["foreign_teacher"].employee
    assert employee
    return employee.pk


def test_a_substitute_gives_the_lesson_of_that_day_only(cast: Cast, deputy: Standing) -> None:
    change(cast, deputy, teacher=colleague(cast), reason="болезнь")
    (lesson, _other) = week_facts(cast.year.pk, MONDAY, MONDAY).lessons(MONDAY, MONDAY)
    assert lesson.sign == "substituted"
    assert lesson.teacher is not None
    assert lesson.teacher.name.startswith("Foreign_teacher")
    assert lesson.usual is not None
    assert signs(cast, date(2026, 11, 9))[0] == (3, "")
    assert verified().findings == []


def test_a_second_change_takes_the_place_of_the_first_and_both_are_in_the_trace(
    cast: Cast, deputy: Standing
) -> None:
    change(cast, deputy, teacher=colleague(cast))
    change(cast, deputy, kind="cancelled", reason="карантин")
    assert signs(cast, MONDAY) == [(3, "cancelled"), (4, "")]
    assert Change.objects.count() == 1
    assert verified().findings == []


def test_a_lesson_moves_and_comes_back_at_both_ends(cast: Cast, deputy: Standing) -> None:
    text = ChangeText(cast.algebra.pk, MONDAY, 3, "extra")
    gone, _came = actions.move_lesson(text, date(2026, 11, 3), 2, standing=deputy, by=deputy.account)
    assert signs(cast, MONDAY)[0] == (3, "moved_away")
    assert signs(cast, date(2026, 11, 3)) == [(2, "moved_here")]
    actions.withdraw_change(gone.pk, standing=deputy, by=deputy.account)
    assert signs(cast, MONDAY)[0] == (3, "")
    assert signs(cast, date(2026, 11, 3)) == []
    assert verified().findings == []


def test_a_substitute_with_a_lesson_in_that_hour_is_refused(cast: Cast, deputy: Standing) -> None:
    with pytest.raises(Refused) as refused:
        change(cast, deputy, kind="extra", number=4, teacher=colleague(cast))
    assert refused.value.code == "timetable.clash_teacher"
    assert not Change.objects.exists()
    assert change(cast, deputy, kind="extra", number=4, teacher=colleague(cast), despite=True)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"number": 5, "kind": "cancelled"}, "timetable.no_lesson"),
        ({"kind": "extra"}, "timetable.stands_already"),
        ({}, "timetable.nothing_changed"),
        ({"number": 13, "kind": "extra"}, "timetable.number"),
        ({"day": date(2027, 7, 1), "kind": "extra"}, "timetable.not_in_year"),
    ],
)
def test_what_cannot_be_changed_is_refused(
    cast: Cast, deputy: Standing, facts: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        change(cast, deputy, **facts)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("role", "code"), [("clerk", "timetable.not_a_teacher"), ("teacher", "timetable.own_lesson")]
)
def test_not_everybody_can_substitute(cast: Cast, deputy: Standing, role: str, code: str) -> None:
    employee = cast.accounts[role].employee
    assert employee
    with pytest.raises(Refused) as refused:
        change(cast, deputy, teacher=employee.pk)
    assert refused.value.code == code


def test_the_page_offers_who_is_free_and_says_what_was_done(
    cast: Cast, deputy: Standing, enter: Callable[[str], Client]
) -> None:
    client = enter("deputy")
    teacher = cast.accounts["teacher"].employee
    assert teacher
    address = f"/substitutions/?day={MONDAY.isoformat()}&teacher={teacher.pk}"
    assert "Foreign_teacher" in client.get(address).content.decode()
    sent = {"course": cast.algebra.pk, "number": 3, "kind": "replaced", "teacher": colleague(cast)}
    page = client.post(address, sent, follow=True).content.decode()
    assert "вместо: Teacher" in page.replace("\u00a0", " ")


def test_the_day_costs_the_same_with_many_lessons(
    cast: Cast,
    deputy: Standing,
    enter: Callable[[str], Client],
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    client = enter("deputy")
    teacher = cast.accounts["teacher"].employee
    assert teacher
    for number in (5, 6, 7):
        text = SlotText(cast.algebra.pk, 1, number, "", FIRST)
        actions.put_slot(text, standing=deputy, by=deputy.account)
    address = f"/substitutions/?day={MONDAY.isoformat()}&teacher={teacher.pk}"
    client.get(address)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined] # pytest-django's own context
        assert client.get(address).content.decode().count('value="cancelled"') == 4
