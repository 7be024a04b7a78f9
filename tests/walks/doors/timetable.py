"""Адреса расписания: им живёт вся школа, пишут в него завуч и делопроизводитель."""

from __future__ import annotations

from datetime import date

from letopis.timetable.models import Change, Holiday, MovedDay, Slot
from tests.cast import FIRST, Cast
from tests.walks.doors.knock import Json, Knock, class_, nothing


def _slot(cast: Cast, _role: str) -> Json:
    slot = Slot.objects.create(course=cast.algebra, weekday=1, number=3, starts=FIRST)
    return {"class_id": cast.class_7a.pk, "slot_id": slot.pk}


def _holiday(cast: Cast, _role: str) -> Json:
    days = {"starts": date(2026, 12, 29), "ends": date(2027, 1, 10)}
    return {"holiday_id": Holiday.objects.create(year=cast.year, title="Зимние", **days).pk}


def _moved(cast: Cast, _role: str) -> Json:
    day = MovedDay.objects.create(year=cast.year, date=date(2026, 10, 31), weekday=1)
    return {"moved_id": day.pk}


def _change(cast: Cast, _role: str) -> Json:
    change = Change.objects.create(course=cast.algebra, date=date(2026, 10, 29), number=3, kind="cancelled")
    return {"change_id": change.pk}


TIMETABLE = {
    "timetable:week": Knock(),
    "timetable:edit": Knock(class_),
    "timetable:end": Knock(_slot, body=nothing),
    "timetable:calendar": Knock(),
    "timetable:drop": Knock(_holiday, body=nothing),
    "timetable:keep": Knock(_moved, body=nothing),
    "timetable:changes": Knock(),
    "timetable:move": Knock(body=nothing),
    "timetable:withdraw": Knock(_change, body=nothing),
}
