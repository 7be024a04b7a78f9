"""Что стоит в расписании, словами летописи: одинаково для страницы, загрузки, демонстрации и сверки."""

from __future__ import annotations

from datetime import date

PUT_SLOT, END_SLOT = "timetable.put_slot", "timetable.end_slot"
PUT_CHANGE, WITHDRAW_CHANGE = "timetable.put_change", "timetable.withdraw_change"
PUT_HOLIDAY, DROP_HOLIDAY = "timetable.put_holiday", "timetable.drop_holiday"
PUT_BELLS = "timetable.put_bells"
MOVE_DAY, KEEP_DAY = "timetable.move_day", "timetable.keep_day"

Body = dict[str, object]


def slot_body(weekday: int, number: int, room: str, starts: date, ends: date | None) -> Body:
    """A lesson of the week: subject of the record is the lesson, object the register page."""
    return {
        "weekday": weekday,
        "number": number,
        "room": room,
        "starts": starts.isoformat(),
        "ends": ends.isoformat() if ends else None,
    }


def change_body(day: date, number: int, kind: str, teacher: int, room: str) -> Body:
    """A change of one day: subject of the record is the change, object the register page.

    Args:
        day: its date.
        number: number of the lesson.
        kind: cancelled, extra, replaced.
        teacher: reference of who gives it instead, 0 for nobody.
        room: name of the other room, "" for none.
    """
    return {"date": day.isoformat(), "number": number, "kind": kind, "teacher": teacher, "room": room}
