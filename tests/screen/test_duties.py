"""Что ждёт человека: каждому своё, срочное первым, и только то, что ему открыто."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from letopis.control import actions as control
from letopis.journal.access import page_for
from letopis.journal.models import Entry, PeriodMark
from letopis.people.access import standing_of
from letopis.regulation.access import ROLES
from letopis.screen.craft.duties import KNOWN, LATE, WAITING, Duty, duties_of
from letopis.trace.actions import seal
from tests.cast import TODAY, Cast, close_quarter

Enter = Callable[[str], Client]


def waiting(cast: Cast, role: str, day: date = TODAY) -> list[Duty]:
    return duties_of(standing_of(cast.accounts[role], day))


def texts(cast: Cast, role: str, day: date = TODAY) -> list[str]:
    return [duty.text for duty in waiting(cast, role, day)]


def of_page(cast: Cast, role: str, page: str, day: date = TODAY) -> list[Duty]:
    return [duty for duty in waiting(cast, role, day) if duty.url.startswith(reverse(page))]


def first_quarter(cast: Cast, role: str) -> list[Duty]:
    return [duty for duty in waiting(cast, role) if duty.text.startswith("I четверть")]


def remark(cast: Cast, term: date) -> None:
    deputy = standing_of(cast.accounts["deputy"], TODAY)
    page = page_for(deputy, cast.algebra.pk, "journal.read")
    control.make_remark(page, "Запишите темы", term, standing=deputy, by=deputy.account)


@pytest.mark.parametrize("role", ["pupil", "parent"])
def test_pupils_and_parents_are_told_of_nobodys_work(cast: Cast, role: str) -> None:
    remark(cast, TODAY)
    assert waiting(cast, role) == []


def test_a_remark_waits_for_its_teacher_alone_and_becomes_late(cast: Cast) -> None:
    remark(cast, TODAY)
    assert [duty.weight for duty in of_page(cast, "teacher", "control:remarks")] == [WAITING]
    late = of_page(cast, "teacher", "control:remarks", TODAY + timedelta(days=1))
    assert [(duty.text, duty.weight, duty.more) for duty in late] == [
        ("1 замечание ждёт вас", LATE, "у 1 срок прошёл")
    ]
    assert of_page(cast, "deputy", "control:remarks") == []
    assert of_page(cast, "foreign_teacher", "control:remarks") == []


def test_what_is_not_in_order_is_counted_where_one_looks_after_it(cast: Cast) -> None:
    page = reverse("control:faults")
    found = {role: [duty for duty in waiting(cast, role) if duty.url == page] for role in ROLES}
    assert [duty.weight for duty in found["deputy"]] == [KNOWN]
    assert [duty.weight for duty in found["teacher"]] == [WAITING]
    assert not any(found[role] for role in ("clerk", "archivist", "admin"))


def test_missing_marks_of_a_period_are_asked_for_by_the_term_of_the_act(cast: Cast) -> None:
    """The first quarter ended on the 23rd of October and nobody closed it; its marks are past their term."""
    asked = first_quarter(cast, "teacher")
    assert [(duty.text, duty.weight) for duty in asked] == [("I четверть: нет 4 отметок", LATE)]
    page = reverse("journal:register", args=[cast.algebra.pk])
    assert asked[0].url == f"{page}?period={cast.quarters[0].pk}"
    assert [duty.text for duty in first_quarter(cast, "foreign_teacher")] == ["I четверть: нет 1 отметки"]


def test_a_mark_that_is_there_is_not_asked_for(cast: Cast) -> None:
    PeriodMark.objects.create(course=cast.algebra, period=cast.quarters[0], student=cast.anna, value="5")
    assert [duty.text for duty in first_quarter(cast, "teacher")] == ["I четверть: нет 3 отметок"]


def test_the_class_teacher_and_the_deputy_see_what_holds_up_the_closing(cast: Cast) -> None:
    own = of_page(cast, "class_teacher", "journal:closing")
    assert [(duty.text, duty.weight) for duty in own] == [("7 «А», I четверть: нет 5 отметок", LATE)]
    school = of_page(cast, "deputy", "journal:closing")
    assert [(duty.text, duty.weight) for duty in school] == [("I четверть: не закрыты 3 класса", LATE)]


def test_a_closed_quarter_asks_for_nothing(cast: Cast) -> None:
    close_quarter(cast)
    assert first_quarter(cast, "teacher") == of_page(cast, "class_teacher", "journal:closing") == []


def test_the_class_teacher_hears_who_is_absent_today(cast: Cast) -> None:
    assert of_page(cast, "class_teacher", "journal:absences") == []
    Entry.objects.create(lesson=cast.lesson, student=cast.anna, absence="н")
    told = of_page(cast, "class_teacher", "journal:absences", cast.lesson.date)
    assert [(duty.text, duty.more) for duty in told] == [("Сегодня нет 1 ученика", "Авдеева Анна")]
    assert of_page(cast, "deputy", "journal:absences", cast.lesson.date) == []


def test_rows_of_the_references_wait_for_those_who_may_confirm_them(cast: Cast) -> None:
    for role in ROLES:
        told = [text for text in texts(cast, role) if "справочник" in text]
        assert bool(told) == (role in {"deputy", "principal"}), role


def test_an_unsealed_day_is_told_to_those_who_seal(cast: Cast) -> None:
    remark(cast, TODAY)
    assert any("без печати" in text for text in texts(cast, "admin"))
    assert not any("без печати" in text for text in texts(cast, "teacher"))
    seal()
    assert not any("без печати" in text for text in texts(cast, "admin"))
    remark(cast, TODAY)
    assert not any("без печати" in text for text in texts(cast, "admin", TODAY + timedelta(days=1)))
    assert any("последняя печать" in duty.more for duty in waiting(cast, "admin", TODAY + timedelta(days=2)))


def test_the_most_pressing_stands_first(cast: Cast) -> None:
    remark(cast, TODAY + timedelta(days=7))
    weights = [duty.weight for duty in waiting(cast, "teacher")]
    assert weights == sorted(weights, key=[LATE, WAITING, KNOWN].index)
    assert {LATE, WAITING} <= set(weights)


def test_the_start_page_leads_to_every_duty(cast: Cast, enter: Enter) -> None:
    page = enter("teacher").get("/", headers={"Accept": "text/html"}).content.decode()
    for duty in waiting(cast, "teacher"):
        assert f'href="{duty.url}"' in page


@pytest.mark.parametrize(("role", "most"), [("teacher", 16), ("class_teacher", 19), ("deputy", 17)])
def test_the_start_page_costs_a_few_questions_a_room(cast: Cast, enter: Enter, role: str, most: int) -> None:
    client = enter(role)
    client.get("/", headers={"Accept": "text/html"})
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/", headers={"Accept": "text/html"}).status_code == 200
    assert len(asked) <= most, len(asked)
