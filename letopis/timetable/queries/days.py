"""Учебные дни года и звонки: каникулы школы, переносы, выходные производственного календаря."""

from __future__ import annotations

from letopis.regulation.access import Span
from letopis.regulation.timetable import Break, SchoolDays
from letopis.school.models import SchoolYear
from letopis.school.queries import kept, production_calendar
from letopis.timetable.craft.week import BellSet, Ring
from letopis.timetable.models import Bell, Bells, Holiday, MovedDay


@kept
def school_days(year_id: int) -> SchoolDays:
    """Which days of a year have lessons."""
    year = SchoolYear.objects.get(pk=year_id)
    columns = ("title", "starts", "ends", "first_grade", "last_grade")
    breaks = tuple(
        Break(title, Span(starts, ends), first, last)
        for title, starts, ends, first, last in Holiday.objects.filter(year_id=year_id).values_list(*columns)
    )
    moved = dict(MovedDay.objects.filter(year_id=year_id).values_list("date", "weekday"))
    return SchoolDays(Span(year.starts, year.ends), production_calendar().off, breaks, moved)


def moved_days(year_id: int) -> list[MovedDay]:
    """Moved days of a year in order."""
    return list(MovedDay.objects.filter(year_id=year_id).order_by("date"))


@kept
def bell_sets() -> tuple[BellSet, ...]:
    """Every timetable of bells with its rings; two questions."""
    rings: dict[int, dict[int, Ring]] = {}
    for bells, number, begins, ends in Bell.objects.values_list("bells_id", "number", "begins", "ends"):
        rings.setdefault(bells, {})[number] = Ring(begins, ends)
    columns = ("id", "title", "starts", "first_grade", "last_grade", "weekdays")
    return tuple(
        BellSet(id_, title, starts, (first, last), weekdays, dict(sorted(rings.get(id_, {}).items())))
        for id_, title, starts, first, last, weekdays in Bells.objects.values_list(*columns)
    )
