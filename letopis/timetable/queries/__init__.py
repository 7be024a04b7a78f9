"""Вопросы к расписанию: учебные дни, звонки, неделя школы, что встретилось в одном часу."""

from letopis.timetable.queries.choices import rooms_held, timetable_pages
from letopis.timetable.queries.days import bell_sets, moved_days, school_days
from letopis.timetable.queries.meeting import Met, met_in_week, met_on
from letopis.timetable.queries.week import week_facts, week_page

__all__ = [
    "Met",
    "bell_sets",
    "met_in_week",
    "met_on",
    "moved_days",
    "rooms_held",
    "school_days",
    "timetable_pages",
    "week_facts",
    "week_page",
]
