"""Устроить школу: название, первая редакция акта, учебный год с периодами (п. 1.2, 1.7-1.9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from letopis.regulation.refusals import Refused
from letopis.regulation.settings import read_settings
from letopis.school.actions.writing import columns_of
from letopis.school.craft.first_act import first_act
from letopis.school.craft.names import YEAR
from letopis.school.models import Edition, GradingPeriod, LocalAct, School, SchoolYear, WorkType
from letopis.school.queries import forget
from letopis.trace.actions import record

_NAMES = ("full_name", "short_name", "place")
_LONGEST_YEAR = 366  # days


class PeriodDays(NamedTuple):
    """Days of one grading period."""

    scheme: str
    ordinal: int
    starts: date
    ends: date


@transaction.atomic
def name_school(full_name: str, short_name: str, place: str, *, by: int) -> School:
    """Write down whose database this is; a second call corrects the names."""
    school = School.objects.first() or School()
    before = columns_of(school, _NAMES) if school.pk else None
    school.full_name, school.short_name, school.place = full_name, short_name, place
    school.save()
    record(
        "school.name_school", by=by, about=(school.ref, 0), before=before, after=columns_of(school, _NAMES)
    )
    transaction.on_commit(forget)
    return school


@transaction.atomic
def adopt_first_act(in_force_from: date | None = None, *, by: int) -> Edition:
    """Put the shipped act into force as the school's first edition; does nothing if an edition stands.

    Args:
        in_force_from: first day of the edition; the shipped day if not given or later than that.
        by: who acts.
    """
    standing = Edition.objects.first()
    if standing is not None:
        return standing
    shipped = first_act()
    read_settings(shipped["number"], shipped["rules"])
    day = min(filter(None, (in_force_from, shipped["in_force_from"])))
    act = LocalAct.objects.create(code=shipped["code"], title=shipped["title"])
    edition = Edition.objects.create(
        act=act, number=shipped["number"], in_force_from=day, rules=shipped["rules"], source=shipped["source"]
    )
    types = ({**one, "weight": Decimal(str(one["weight"]))} for one in shipped["work_types"])
    WorkType.objects.bulk_create([WorkType(edition=edition, **one) for one in types])
    after = {"number": edition.number, "in_force_from": day.isoformat(), "rules": shipped["rules"]}
    record("school.adopt_edition", by=by, about=(edition.ref, act.ref), after=after, clause="1.2")
    transaction.on_commit(forget)
    return edition


@transaction.atomic
def open_year(starts: date, ends: date, periods: Sequence[PeriodDays], *, by: int) -> SchoolYear:
    """Open a school year with its periods; the whole year becomes a period too.

    Raises:
        Refused: year.days, year.overlaps, year.period_outside, year.periods_overlap.
    """
    _check_year(starts, ends)
    _check_periods(starts, ends, periods)
    year = SchoolYear.objects.create(starts=starts, ends=ends)
    rows = [*periods, PeriodDays(YEAR, 1, starts, ends)]
    GradingPeriod.objects.bulk_create([GradingPeriod(year=year, **row._asdict()) for row in rows])
    after = {
        "starts": starts.isoformat(),
        "ends": ends.isoformat(),
        "periods": [[row.scheme, row.ordinal, row.starts.isoformat(), row.ends.isoformat()] for row in rows],
    }
    record("school.open_year", by=by, about=(year.ref, 0), after=after)
    transaction.on_commit(forget)
    return year


def _check_year(starts: date, ends: date) -> None:
    if not 0 < (ends - starts).days <= _LONGEST_YEAR:
        raise Refused("year.days", starts=starts, ends=ends)
    if SchoolYear.objects.filter(starts__lte=ends, ends__gte=starts).exists():
        raise Refused("year.overlaps", starts=starts, ends=ends)


def _check_periods(starts: date, ends: date, periods: Sequence[PeriodDays]) -> None:
    last: dict[str, date] = {}
    for row in sorted(periods, key=lambda one: (one.scheme, one.ordinal)):
        if not starts <= row.starts <= row.ends <= ends:
            raise Refused("year.period_outside", starts=row.starts, ends=row.ends)
        if row.scheme in last and row.starts <= last[row.scheme]:
            raise Refused("year.periods_overlap", day=row.starts)
        last[row.scheme] = row.ends
