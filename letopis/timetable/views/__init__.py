"""Страницы расписания: неделя, правка класса, учебный календарь, изменения дня."""

from letopis.timetable.views.calendar import calendar, drop, keep
from letopis.timetable.views.changes import changes, move, withdraw
from letopis.timetable.views.edit import edit, end
from letopis.timetable.views.week import week

__all__ = ["calendar", "changes", "drop", "edit", "end", "keep", "move", "week", "withdraw"]
