"""Каждый путь записи в журнал упирается в одни и те же правила: период, класс, зачисление, освобождение."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from letopis.conditions.models import Condition
from letopis.journal.models import (
    Attainment,
    Entry,
    HomeworkFile,
    Lesson,
    PeriodClosing,
    PeriodMark,
    Work,
    WorkPoints,
)
from letopis.people.models import Enrolment, Student
from letopis.school.models import Course
from letopis.trace.models import TraceRecord
from tests.cast import FIRST, Cast, close_quarter

Enter = Callable[[str], Client]
OPEN_DAY, CLOSED_DAY = date(2026, 10, 21), date(2026, 9, 14)


@dataclass(frozen=True)
class Wish:
    """A page, a pupil and the day of a lesson somebody wants to write at."""

    page: Course
    pupil: Student
    day: date

    @property
    def lesson(self) -> int:
        """The lesson of the day."""
        return self.page.lessons.get(date=self.day).pk

    @property
    def class_id(self) -> int:
        """The class of the page."""
        return self.page.class_group_id


def _json(client: Client, address: str, body: dict[str, Any]) -> Any:
    return client.post(address, body, content_type="application/json")


def _cell(wish: Wish, value: str) -> dict[str, Any]:
    return {"lesson": wish.lesson, "student": wish.pupil.pk, "old": "", "new": value, "reason": ""}


def cell(client: Client, _cast: Cast, wish: Wish, value: str = "5", **more: object) -> Any:
    return _json(client, f"/journal/{wish.page.pk}/cell/", {**_cell(wish, value), **more})


def retake(client: Client, cast: Cast, wish: Wish) -> Any:
    return cell(client, cast, wish, "2/5")


def expected(client: Client, cast: Cast, wish: Wish) -> Any:
    return cell(client, cast, wish, ".")


def absence(client: Client, cast: Cast, wish: Wish) -> Any:
    return cell(client, cast, wish, "н")


def sent_later(client: Client, cast: Cast, wish: Wish) -> Any:
    """What waited in the browser without a network, sent once more under its key."""
    return cell(client, cast, wish, key="typed-in-a-tunnel", again=True)


def many(client: Client, _cast: Cast, wish: Wish) -> Any:
    """A column filled or pasted."""
    return _json(client, f"/journal/{wish.page.pk}/cells/", {"cells": [_cell(wish, "4")]})


def note(client: Client, _cast: Cast, wish: Wish) -> Any:
    body = {"lesson": wish.lesson, "student": wish.pupil.pk, "old": "", "new": "Заметка"}
    return _json(client, f"/journal/{wish.page.pk}/cell/note/", body)


def all_day(client: Client, _cast: Cast, wish: Wish) -> Any:
    body = {"student": wish.pupil.pk, "day": wish.day.isoformat()}
    return client.post(f"/absences/{wish.class_id}/all-day/", body, follow=True)


def _quarter(cast: Cast, wish: Wish) -> int:
    return next(one.pk for one in cast.quarters if one.starts <= wish.day <= one.ends)


def period_mark(client: Client, cast: Cast, wish: Wish) -> Any:
    body = {"student": wish.pupil.pk, "old": "", "new": "5", "reason": ""}
    return _json(client, f"/journal/{wish.page.pk}/period-mark/?period={_quarter(cast, wish)}", body)


def confirmed(client: Client, cast: Cast, wish: Wish) -> Any:
    body = {"students": [[wish.pupil.pk, "5"]]}
    return _json(client, f"/journal/{wish.page.pk}/period-marks/confirm/?period={_quarter(cast, wish)}", body)


def _work(wish: Wish) -> Work:
    return Work.objects.get_or_create(
        lesson_id=wish.lesson, defaults={"criteria": [["Решение", 6], ["Ответ", 4]], "table": []}
    )[0]


def _to_work(client: Client, wish: Wish, body: dict[str, Any]) -> Any:
    return client.post(f"/journal/{wish.page.pk}/works/{wish.lesson}/", body, follow=True)


def points(client: Client, _cast: Cast, wish: Wish) -> Any:
    """Points by the criteria of a work."""
    body = {
        "deed": "points",
        "student": wish.pupil.pk,
        f"p{wish.pupil.pk}_0": "6",
        f"p{wish.pupil.pk}_1": "3",
    }
    return _to_work(client, wish, body)


def work_marks(client: Client, _cast: Cast, wish: Wish) -> Any:
    """Marks by the table of a work."""
    return _to_work(client, wish, {"deed": "marks"})


def criteria(client: Client, _cast: Cast, wish: Wish) -> Any:
    """Criteria of a work; no pupil is meant."""
    return _to_work(client, wish, {"deed": "criteria", "criteria": "Решение — 5", "table": ""})


def lesson(client: Client, _cast: Cast, wish: Wish) -> Any:
    """Topic and homework; no pupil is meant."""
    text = {
        "date": wish.day.isoformat(),
        "number": 2,
        "topic": "Другая тема",
        "homework": "№ 5",
        "type": None,
    }
    return _json(client, f"/journal/{wish.page.pk}/lesson/", {"id": wish.lesson, **text})


def homework_day(client: Client, _cast: Cast, wish: Wish) -> Any:
    """The day the homework is set for; no pupil is meant."""
    return _json(client, f"/journal/{wish.page.pk}/homework/{wish.lesson}/due/", {"due": "2026-10-26"})


Way = Callable[[Client, Cast, Wish], Any]
MARKS = (cell, retake, sent_later, many, period_mark, confirmed, points, work_marks)
OF_PUPILS = (*MARKS, expected, absence, note)
OF_PAGES = (criteria, lesson, homework_day)


def _named(*ways: Way) -> list[Any]:
    return [
        pytest.param(way, "class_teacher" if way is all_day else "teacher", id=way.__name__) for way in ways
    ]


PUPILS, PAGES = _named(*OF_PUPILS, all_day), _named(*OF_PAGES)
EVERY = [*PUPILS, *PAGES]


def stands() -> list[object]:
    """Everything a register holds, and how many records its trace has."""
    tables = (Entry, PeriodMark, WorkPoints, Work, Attainment, Lesson, HomeworkFile)
    held: list[object] = [list(table.objects.order_by("pk").values_list()) for table in tables]
    return [*held, TraceRecord.objects.count()]


def tried(way: Way, client: Client, cast: Cast, wish: Wish) -> tuple[Any, bool]:
    """The answer, and whether anything at all was written or traced."""
    if way in {points, work_marks}:
        work = _work(wish)  # somebody had set the criteria before
        if way is work_marks:
            WorkPoints.objects.create(work=work, student=wish.pupil, points=[6, 4])
    before = stands()
    answer = way(client, cast, wish)
    return answer, stands() != before


def said(answer: Any) -> str:
    """The page or the JSON of an answer in ordinary spaces."""
    return " ".join(unescape(answer.content.decode()).replace("\\u00a0", " ").replace("\xa0", " ").split())


def is_said(answer: Any, *words: str) -> bool:
    """Whether one of some words stands in the sentence of a refusal."""
    text = said(answer)
    if answer.headers["Content-Type"].startswith("application/json"):
        text = str(answer.json())
    return any(word in text for word in words)


def exempt(cast: Cast, pupil: Student, kind: str = "exempt") -> None:
    """A commission exempts a pupil from every subject all through the year."""
    Condition.objects.create(
        student=pupil, kind=kind, starts=FIRST, document="pmpk", number="3", entered_at=timezone.now(),
        entered_by=0,
    )  # fmt: skip


@pytest.mark.parametrize(("way", "role"), EVERY)
def test_every_way_writes_where_it_may(cast: Cast, enter: Enter, way: Way, role: str) -> None:
    """The stories below would pass if a way wrote nothing ever."""
    answer, wrote = tried(way, enter(role), cast, Wish(cast.algebra, cast.anna, OPEN_DAY))
    assert answer.status_code == 200
    assert wrote


@pytest.mark.parametrize(("way", "role"), EVERY)
def test_no_way_leads_into_a_closed_period(cast: Cast, enter: Enter, way: Way, role: str) -> None:
    close_quarter(cast)
    answer, wrote = tried(way, enter(role), cast, Wish(cast.algebra, cast.anna, CLOSED_DAY))
    assert is_said(answer, "закрыт")
    assert not wrote


@pytest.mark.parametrize(("way", "role"), EVERY)
def test_no_way_leads_into_a_foreign_class(cast: Cast, enter: Enter, way: Way, role: str) -> None:
    answer, wrote = tried(way, enter(role), cast, Wish(cast.algebra_7b, cast.stranger, OPEN_DAY))
    assert answer.status_code == 403
    assert not wrote


@pytest.mark.parametrize(("way", "role"), PUPILS)
def test_no_way_leads_to_a_pupil_of_another_class(cast: Cast, enter: Enter, way: Way, role: str) -> None:
    _answer, wrote = tried(way, enter(role), cast, Wish(cast.algebra, cast.stranger, OPEN_DAY))
    assert not wrote


@pytest.mark.parametrize(("way", "role"), PUPILS)
def test_no_way_leads_to_a_pupil_not_yet_enrolled_on_the_day(
    cast: Cast, enter: Enter, way: Way, role: str
) -> None:
    """Gleb came on the 12th of October, the first quarter ended on the 16th: its mark he may have."""
    _answer, wrote = tried(way, enter(role), cast, Wish(cast.algebra, cast.late_comer, CLOSED_DAY))
    assert wrote == (way in {period_mark, confirmed})


@pytest.mark.parametrize(("way", "role"), PUPILS)
def test_no_way_leads_to_a_pupil_who_has_left(cast: Cast, enter: Enter, way: Way, role: str) -> None:
    """Boris left the class within the second quarter, before the lesson: only its mark may be put."""
    Enrolment.objects.filter(student=cast.boris).update(ends=date(2026, 10, 20))
    _answer, wrote = tried(way, enter(role), cast, Wish(cast.algebra, cast.boris, OPEN_DAY))
    assert wrote == (way in {period_mark, confirmed})


@pytest.mark.parametrize(("way", "role"), _named(*MARKS, expected))
def test_no_way_marks_who_is_exempt(cast: Cast, enter: Enter, way: Way, role: str) -> None:
    exempt(cast, cast.anna)
    answer, wrote = tried(way, enter(role), cast, Wish(cast.algebra, cast.anna, OPEN_DAY))
    assert is_said(answer, "освобожд")
    assert not wrote


@pytest.mark.parametrize(("way", "role"), _named(absence, note, all_day))
def test_who_is_exempt_is_absent_and_noted_as_everybody(
    cast: Cast, enter: Enter, way: Way, role: str
) -> None:
    exempt(cast, cast.anna)
    _answer, wrote = tried(way, enter(role), cast, Wish(cast.algebra, cast.anna, OPEN_DAY))
    assert wrote


@pytest.mark.parametrize(("way", "role"), EVERY)
@pytest.mark.parametrize("stranger", ["pupil", "parent", "clerk", "admin", "foreign_teacher", "principal"])
def test_no_way_is_open_to_others(cast: Cast, enter: Enter, way: Way, role: str, stranger: str) -> None:
    answer, wrote = tried(way, enter(stranger), cast, Wish(cast.algebra, cast.anna, OPEN_DAY))
    # many cells and marks of a work are refused one by one, a page that may be read answers
    assert answer.status_code == 403 or is_said(answer, "access.denied", "такого права нет"), role
    assert not wrote


# A class taught without marks: levels and words take the place of period marks.


@pytest.fixture
def child(cast: Cast) -> Student:
    """A first-grader."""
    return joined(cast, "Артём", FIRST)


def joined(cast: Cast, name: str, starts: date) -> Student:
    """Somebody comes to the first grade."""
    student = Student.objects.create(surname="Авдеев", given_name=name, birth_date=FIRST)
    Enrolment.objects.create(student=student, class_group=cast.first_grade.class_group, starts=starts)
    return student


def level(client: Client, cast: Cast, wish: Wish, sign: str = "баз", text: str = "Читает сам") -> Any:
    body = {"student": wish.pupil.pk, f"level_{wish.pupil.pk}": sign, f"text_{wish.pupil.pk}": text}
    address = f"/journal/{wish.page.pk}/levels/?period={_quarter(cast, wish)}"
    return client.post(address, body, follow=True)


def words_alone(client: Client, cast: Cast, wish: Wish) -> Any:
    return level(client, cast, wish, "")


LEVELS = (level, words_alone)


@pytest.mark.parametrize("way", LEVELS)
def test_levels_are_written_where_they_may(cast: Cast, enter: Enter, child: Student, way: Way) -> None:
    _answer, wrote = tried(way, enter("teacher"), cast, Wish(cast.first_grade, child, CLOSED_DAY))
    assert wrote


@pytest.mark.parametrize("way", LEVELS)
def test_no_level_goes_into_a_closed_period(cast: Cast, enter: Enter, child: Student, way: Way) -> None:
    PeriodClosing.objects.create(
        class_group=cast.first_grade.class_group,
        period=cast.quarters[0],
        closed_at=timezone.now(),
        closed_by=0,
    )
    answer, wrote = tried(way, enter("teacher"), cast, Wish(cast.first_grade, child, CLOSED_DAY))
    assert is_said(answer, "закрыт")
    assert not wrote


@pytest.mark.parametrize("way", LEVELS)
def test_no_level_goes_to_a_class_with_marks_of_ones_own(cast: Cast, enter: Enter, way: Way) -> None:
    answer, wrote = tried(way, enter("teacher"), cast, Wish(cast.algebra, cast.anna, CLOSED_DAY))
    assert is_said(answer, "учится с отметками")
    assert not wrote


@pytest.mark.parametrize("way", LEVELS)
def test_no_level_goes_to_a_foreign_class(cast: Cast, enter: Enter, way: Way) -> None:
    answer, wrote = tried(way, enter("teacher"), cast, Wish(cast.algebra_7b, cast.stranger, CLOSED_DAY))
    assert answer.status_code == 403
    assert not wrote


@pytest.mark.parametrize("way", LEVELS)
def test_no_level_goes_to_a_pupil_of_another_class(cast: Cast, enter: Enter, way: Way) -> None:
    _answer, wrote = tried(way, enter("teacher"), cast, Wish(cast.first_grade, cast.stranger, CLOSED_DAY))
    assert not wrote


@pytest.mark.parametrize("way", LEVELS)
def test_no_level_goes_to_a_pupil_who_came_after_the_period(cast: Cast, enter: Enter, way: Way) -> None:
    newcomer = joined(cast, "Ян", OPEN_DAY)
    _answer, wrote = tried(way, enter("teacher"), cast, Wish(cast.first_grade, newcomer, CLOSED_DAY))
    assert not wrote


@pytest.mark.parametrize("way", LEVELS)
def test_no_level_goes_to_who_is_exempt_all_through_the_period(
    cast: Cast, enter: Enter, child: Student, way: Way
) -> None:
    exempt(cast, child)
    answer, wrote = tried(way, enter("teacher"), cast, Wish(cast.first_grade, child, CLOSED_DAY))
    assert is_said(answer, "освобожд")
    assert not wrote


@pytest.mark.parametrize("way", LEVELS)
@pytest.mark.parametrize("stranger", ["pupil", "parent", "clerk", "admin", "foreign_teacher", "principal"])
def test_no_level_is_told_by_others(
    cast: Cast, enter: Enter, child: Student, way: Way, stranger: str
) -> None:
    answer, wrote = tried(way, enter(stranger), cast, Wish(cast.first_grade, child, CLOSED_DAY))
    assert answer.status_code == 403
    assert not wrote


@pytest.mark.parametrize("way", [cell, retake, many, sent_later, period_mark, confirmed, expected])
def test_no_way_brings_a_mark_into_a_class_without_marks(
    cast: Cast, enter: Enter, child: Student, way: Way
) -> None:
    _answer, wrote = tried(way, enter("teacher"), cast, Wish(cast.first_grade, child, OPEN_DAY))
    assert not wrote
