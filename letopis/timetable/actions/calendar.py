"""Учебный календарь: каникулы и дни без уроков, переносы дней, звонки."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.http import Http404

from letopis.regulation import access
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.regulation.timetable import LAST_GRADE
from letopis.school.models import SchoolYear
from letopis.school.queries import forget
from letopis.timetable.craft import facts
from letopis.timetable.craft.followers import Altered, tell
from letopis.timetable.craft.week import Ring
from letopis.timetable.models import MOST_NUMBER, Bell, Bells, Holiday, MovedDay
from letopis.trace import actions as trace


@dataclass(frozen=True)
class HolidayText:
    """Days without lessons as somebody wants them."""

    title: str
    starts: date
    ends: date
    first_grade: int = 1
    last_grade: int = LAST_GRADE


@dataclass(frozen=True)
class BellsText:
    """Bells as somebody wants them: whom for, from which day, when each lesson is."""

    title: str
    starts: date
    rings: Mapping[int, Ring]
    weekdays: str = "1234567"
    first_grade: int = 1
    last_grade: int = LAST_GRADE


@transaction.atomic
def put_holiday(year: SchoolYear, text: HolidayText, *, standing: Standing, by: int) -> Holiday:
    """Add holidays or a day off to a year.

    Raises:
        Refused: access.denied, timetable.not_in_year, timetable.days, timetable.grades.
    """
    access.check("timetable.edit", standing)
    if text.ends < text.starts:
        raise Refused("timetable.days")
    for day in (text.starts, text.ends):
        _check_in_year(year, day)
    _check_grades(text.first_grade, text.last_grade)
    made = Holiday.objects.create(
        year=year,
        title=" ".join(text.title.split())[:100],
        starts=text.starts,
        ends=text.ends,
        first_grade=text.first_grade,
        last_grade=text.last_grade,
    )
    trace.record(facts.PUT_HOLIDAY, by=by, about=(made.ref, year.ref), after=_holiday(made), clause="1.6")
    _alter(year, text.starts, text.ends, by=by)
    return made


def _check_in_year(year: SchoolYear, day: date) -> None:
    if not year.starts <= day <= year.ends:
        raise Refused("timetable.not_in_year", "", day=day)


def _check_grades(first: int, last: int) -> None:
    if not 1 <= first <= last <= LAST_GRADE:
        raise Refused("timetable.grades", "", limit=LAST_GRADE)


def _holiday(one: Holiday) -> facts.Body:
    days = {"starts": one.starts.isoformat(), "ends": one.ends.isoformat()}
    return {"title": one.title, **days, "grades": [one.first_grade, one.last_grade]}


def _alter(year: SchoolYear, since: date, until: date, *, by: int) -> None:
    """School days are other ones now: what was kept of them is forgotten before anybody asks."""
    forget()
    transaction.on_commit(forget)
    tell(Altered(year.pk, None, since, until), by)


@transaction.atomic
def drop_holiday(holiday_id: int, *, standing: Standing, by: int) -> None:
    """Take holidays or a day off out of the year.

    Raises:
        Http404: no such holidays.
        Refused: access.denied.
    """
    access.check("timetable.edit", standing)
    found = Holiday.objects.select_related("year").filter(pk=holiday_id).first()
    if found is None:
        raise Http404
    about, before = (found.ref, found.year.ref), _holiday(found)
    found.delete()
    trace.record(facts.DROP_HOLIDAY, by=by, about=about, before=before, clause="1.6")
    _alter(found.year, found.starts, found.ends, by=by)


@transaction.atomic
def move_day(
    year: SchoolYear, day: date, weekday: int, reason: str, *, standing: Standing, by: int
) -> MovedDay:
    """Have a day follow another weekday's lessons, or none (0); a second decision replaces the first.

    Raises:
        Refused: access.denied, timetable.not_in_year, timetable.number.
    """
    access.check("timetable.edit", standing)
    _check_in_year(year, day)
    if not 0 <= weekday <= 7:
        raise Refused("timetable.number", "", limit=7)
    old = MovedDay.objects.filter(date=day).first()
    made = old or MovedDay(year=year, date=day)
    before = {"weekday": old.weekday} if old else None
    made.weekday, made.reason = weekday, " ".join(reason.split())[:200]
    made.save()
    after = {"date": day.isoformat(), "weekday": weekday}
    trace.record(
        facts.MOVE_DAY,
        by=by,
        about=(made.ref, year.ref),
        before=before,
        after=after,
        why=made.reason,
        clause="1.6",
    )
    _alter(year, day, day, by=by)
    return made


@transaction.atomic
def keep_day(moved_id: int, *, standing: Standing, by: int) -> None:
    """Let a moved day be as the calendar has it.

    Raises:
        Http404: the day is not moved.
        Refused: access.denied.
    """
    access.check("timetable.edit", standing)
    found = MovedDay.objects.select_related("year").filter(pk=moved_id).first()
    if found is None:
        raise Http404
    about = (found.ref, found.year.ref)
    found.delete()
    before = {"date": found.date.isoformat(), "weekday": found.weekday}
    trace.record(facts.KEEP_DAY, by=by, about=about, before=before, clause="1.6")
    _alter(found.year, found.date, found.date, by=by)


@transaction.atomic
def put_bells(text: BellsText, *, standing: Standing, by: int) -> Bells:
    """Put a timetable of bells into force; the earlier ones stay for the days before.

    Raises:
        Refused: access.denied, timetable.grades, timetable.bells, timetable.number.
    """
    access.check("timetable.edit", standing)
    _check_grades(text.first_grade, text.last_grade)
    _check_rings(text.rings)
    weekdays = "".join(sorted(set(text.weekdays) & set("1234567"))) or "1234567"
    made = Bells.objects.create(
        title=" ".join(text.title.split())[:100],
        starts=text.starts,
        first_grade=text.first_grade,
        last_grade=text.last_grade,
        weekdays=weekdays,
    )
    Bell.objects.bulk_create(
        [
            Bell(bells=made, number=number, begins=one.begins, ends=one.ends)
            for number, one in text.rings.items()
        ]
    )
    after = {
        "title": made.title,
        "starts": made.starts.isoformat(),
        "grades": [made.first_grade, made.last_grade],
        "weekdays": weekdays,
        "rings": {
            str(number): [f"{one.begins:%H:%M}", f"{one.ends:%H:%M}"] for number, one in text.rings.items()
        },
    }
    trace.record(facts.PUT_BELLS, by=by, about=(made.ref, 0), after=after, clause="1.6")
    transaction.on_commit(forget)
    return made


def _check_rings(rings: Mapping[int, Ring]) -> None:
    """Each lesson ends after it begins and before the next one begins."""
    if not rings or not all(0 <= number <= MOST_NUMBER for number in rings):
        raise Refused("timetable.number", "", limit=MOST_NUMBER)
    last = time.min
    for number in sorted(rings):
        if not last <= rings[number].begins < rings[number].ends:
            raise Refused("timetable.bells", "", number=number)
        last = rings[number].ends
