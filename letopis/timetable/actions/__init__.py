"""В расписание пишут только отсюда: урок недели, изменение одного дня, каникулы, переносы, звонки."""

from letopis.timetable.actions.calendar import (
    BellsText,
    HolidayText,
    drop_holiday,
    keep_day,
    move_day,
    put_bells,
    put_holiday,
)
from letopis.timetable.actions.changes import ChangeText, move_lesson, put_change, withdraw_change
from letopis.timetable.actions.lists import NewSlot, NewWeek, put_week, take_back
from letopis.timetable.actions.slots import SlotText, end_slot, put_slot

__all__ = [
    "BellsText",
    "ChangeText",
    "HolidayText",
    "NewSlot",
    "NewWeek",
    "SlotText",
    "drop_holiday",
    "end_slot",
    "keep_day",
    "move_day",
    "move_lesson",
    "put_bells",
    "put_change",
    "put_holiday",
    "put_slot",
    "put_week",
    "take_back",
    "withdraw_change",
]
