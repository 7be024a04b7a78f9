"""Каникулы, переносы и звонки: лист записывает, а негодное объясняет."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest
from django.test import Client

from letopis.timetable.craft.week import BellSet, Ring, rings_for
from letopis.timetable.models import Bell, Holiday, MovedDay
from tests.cast import Cast

BELLS = {
    "what": "bells",
    "title": "Первая смена",
    "starts": "2026-09-01",
    "first_grade": "1",
    "last_grade": "11",
    "weekdays": ["1", "2", "3", "4", "5"],
    "rings": "1 8:30-9:15\n2. 9:25 – 10:10",
}
HOLIDAY = {
    "what": "holiday",
    "title": "Осенние каникулы",
    "starts": "2026-10-31",
    "ends": "2026-11-08",
    "first_grade": "1",
    "last_grade": "11",
}


def test_the_year_is_written_down(cast: Cast, enter: Callable[[str], Client]) -> None:
    client = enter("clerk")
    for sent in (BELLS, HOLIDAY, {"what": "moved", "date": "2026-11-14", "weekday": "3", "reason": "приказ"}):
        assert client.post("/timetable/calendar/", sent).status_code == 302
    page = client.get("/timetable/calendar/").content.decode()
    for text in ("Первая смена", "9:25 – 10:10", "Осенние каникулы", "среда"):
        assert text in page
    client.post(f"/timetable/calendar/drop/{Holiday.objects.get().pk}/")
    client.post(f"/timetable/calendar/keep/{MovedDay.objects.get().pk}/")
    assert not Holiday.objects.exists()
    assert not MovedDay.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({**BELLS, "rings": "первый в девять"}, "не читается"),
        ({**BELLS, "rings": "1 9:15-8:30"}, "Проверьте время"),
        ({**BELLS, "rings": "1 8:30-9:15\n2 9:00-9:45"}, "урок 2 начинается раньше"),
        ({**BELLS, "first_grade": "9", "last_grade": "5"}, "годы обучения"),
        ({**HOLIDAY, "ends": "2026-10-01"}, "последний день раньше"),
        ({**HOLIDAY, "starts": "2026-08-01"}, "не входит в учебный год"),
    ],
)
def test_what_is_wrong_is_said_on_the_sheet(
    cast: Cast, enter: Callable[[str], Client], sent: dict[str, str], said: str
) -> None:
    page = enter("deputy").post("/timetable/calendar/", sent)
    assert page.status_code == 422
    assert said in page.content.decode().replace("\u00a0", " ")
    assert not Bell.objects.exists()
    assert not Holiday.objects.exists()


def test_the_narrowest_bells_ring() -> None:
    ring = {1: Ring(time(8, 30), time(9, 15))}
    usual = BellSet(1, "все", date(2026, 9, 1), (1, 11), "123456", {})
    saturday = BellSet(2, "суббота", date(2026, 9, 1), (1, 11), "6", ring)
    small = BellSet(3, "младшие", date(2026, 9, 1), (1, 4), "123456", ring)
    assert rings_for([usual, saturday, small], 7, date(2026, 10, 28)) == {}
    assert rings_for([usual, saturday, small], 2, date(2026, 10, 28)) == ring
    assert rings_for([usual, saturday, small], 7, date(2026, 10, 31)) == ring
    assert rings_for([usual], 7, date(2026, 8, 31)) == {}
