"""Каждый путь записи в журнал упирается в одни и те же правила: период, класс, зачисление."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client

from letopis.journal.models import Entry, PeriodMark
from letopis.people.models import Student
from letopis.school.models import Course
from letopis.trace.models import TraceRecord
from tests.cast import Cast, close_quarter

Enter = Callable[[str], Client]


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


def cell(client: Client, _cast: Cast, wish: Wish, value: str = "5") -> Any:
    body = {"lesson": wish.lesson, "student": wish.pupil.pk, "old": "", "new": value, "reason": ""}
    return _json(client, f"/journal/{wish.page.pk}/cell/", body)


def retake(client: Client, cast: Cast, wish: Wish) -> Any:
    return cell(client, cast, wish, "2/5")


def expected(client: Client, cast: Cast, wish: Wish) -> Any:
    return cell(client, cast, wish, ".")


def absence(client: Client, cast: Cast, wish: Wish) -> Any:
    return cell(client, cast, wish, "н")


def note(client: Client, _cast: Cast, wish: Wish) -> Any:
    body = {"lesson": wish.lesson, "student": wish.pupil.pk, "old": "", "new": "Заметка"}
    return _json(client, f"/journal/{wish.page.pk}/cell/note/", body)


def all_day(client: Client, _cast: Cast, wish: Wish) -> Any:
    body = {"student": wish.pupil.pk, "day": wish.day.isoformat()}
    return client.post(f"/absences/{wish.class_id}/all-day/", body)


def _quarter(cast: Cast, wish: Wish) -> int:
    return next(one.pk for one in cast.quarters if one.starts <= wish.day <= one.ends)


def period_mark(client: Client, cast: Cast, wish: Wish) -> Any:
    body = {"student": wish.pupil.pk, "old": "", "new": "5", "reason": ""}
    return _json(client, f"/journal/{wish.page.pk}/period-mark/?period={_quarter(cast, wish)}", body)


def confirmed(client: Client, cast: Cast, wish: Wish) -> Any:
    body = {"students": [[wish.pupil.pk, "5"]]}
    return _json(client, f"/journal/{wish.page.pk}/period-marks/confirm/?period={_quarter(cast, wish)}", body)


BY_TEACHER = (cell, retake, expected, absence, note, period_mark, confirmed)
EVERY = [pytest.param(way, "teacher", id=way.__name__) for way in BY_TEACHER]
EVERY.append(pytest.param(all_day, "class_teacher", id="all_day"))
Way = Callable[[Client, Cast, Wish], Any]


def nothing_written() -> bool:
    """No cell, no period mark, no trace of either."""
    traces = TraceRecord.objects.exclude(deed__in=["journal.put_lesson", "journal.close_period"])
    return not (Entry.objects.exists() or PeriodMark.objects.exists() or traces.exists())


@pytest.mark.parametrize(("way", "role"), EVERY)
def test_every_way_writes_where_it_may(cast: Cast, enter: Enter, way: Way, role: str) -> None:
    """The stories below would pass if a way wrote nothing ever."""
    assert way(enter(role), cast, Wish(cast.algebra, cast.anna, date(2026, 10, 21))).status_code in {200, 302}
    assert not nothing_written()


@pytest.mark.parametrize(("way", "role"), EVERY)
def test_no_way_leads_into_a_closed_period(cast: Cast, enter: Enter, way: Way, role: str) -> None:
    close_quarter(cast)
    way(enter(role), cast, Wish(cast.algebra, cast.anna, date(2026, 9, 14)))
    assert nothing_written()


@pytest.mark.parametrize(("way", "role"), EVERY)
def test_no_way_leads_into_a_foreign_class(cast: Cast, enter: Enter, way: Way, role: str) -> None:
    response = way(enter(role), cast, Wish(cast.algebra_7b, cast.stranger, date(2026, 10, 21)))
    assert response.status_code == 403
    assert nothing_written()


@pytest.mark.parametrize(("way", "role"), EVERY)
def test_no_way_leads_to_a_pupil_of_another_class(cast: Cast, enter: Enter, way: Way, role: str) -> None:
    way(enter(role), cast, Wish(cast.algebra, cast.stranger, date(2026, 10, 21)))
    assert nothing_written()


@pytest.mark.parametrize(("way", "role"), EVERY)
def test_no_way_leads_to_a_pupil_not_yet_enrolled_on_the_day(
    cast: Cast, enter: Enter, way: Way, role: str
) -> None:
    """Gleb came on the 12th of October, the first quarter ended on the 16th: its mark he may have."""
    way(enter(role), cast, Wish(cast.algebra, cast.late_comer, date(2026, 9, 14)))
    assert nothing_written() == (way not in {period_mark, confirmed})


@pytest.mark.parametrize(("way", "role"), EVERY)
@pytest.mark.parametrize("stranger", ["pupil", "parent", "clerk", "admin", "foreign_teacher", "principal"])
def test_no_way_is_open_to_others(cast: Cast, enter: Enter, way: Way, role: str, stranger: str) -> None:
    response = way(enter(stranger), cast, Wish(cast.algebra, cast.anna, date(2026, 10, 21)))
    assert response.status_code == 403, role
    assert nothing_written()
