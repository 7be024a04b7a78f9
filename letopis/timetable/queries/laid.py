"""Какие уроки выходят из расписания на днях года: этим живёт журнал."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from letopis.regulation.access import Span
from letopis.regulation.timetable import Hour, OneDay, Weekly, laid_out
from letopis.timetable.models import CANCELLED, EXTRA, Change, Slot
from letopis.timetable.queries.days import school_days


def wanted_lessons(
    year_id: int, courses: Collection[int] | None, since: date, until: date
) -> dict[int, list[Hour]]:
    """Page → its lessons between two days by the timetable; two questions.

    Pages without a slot and without an extra lesson are not named: they have no timetable.
    """
    asked = Q(course__class_group__year_id=year_id)
    if courses is not None:
        asked &= Q(course_id__in=courses)
    columns = ("course_id", "course__class_group__grade_level", "weekday", "number", "starts", "ends")
    slots = Slot.objects.filter(asked).values_list(*columns)
    weekly = [Weekly(course, grade, day, number, Span(*days)) for course, grade, day, number, *days in slots]
    changes = Change.objects.filter(asked, Q(kind__in=[CANCELLED, EXTRA]), date__range=(since, until))
    single = [
        OneDay(course, day, number, given=kind == EXTRA)
        for course, day, number, kind in changes.values_list("course_id", "date", "number", "kind")
    ]
    return laid_out(weekly, single, school_days(year_id), since, until)
