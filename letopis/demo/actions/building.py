"""Построить показательную школу в пустой базе: списки, журнал с летописью год за годом, печать."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.conf import settings as django_settings
from django.core.management.color import no_style
from django.db import connection, transaction

from letopis.conditions.models import Condition
from letopis.control.models import Remark
from letopis.demo.actions.lists import write_lists
from letopis.demo.actions.register import Writer
from letopis.demo.craft.calendar import first_year
from letopis.demo.craft.facts import Numbers
from letopis.demo.craft.handout import digest, handout
from letopis.demo.craft.people import Size
from letopis.demo.craft.school import School, make_school
from letopis.demo.craft.story import Rules, Story, length
from letopis.demo.models import Build
from letopis.files.craft.store import put
from letopis.files.models import KeptFile
from letopis.files.queries import path_of
from letopis.journal.models import (
    AbsenceDocument,
    AbsenceTotal,
    Attainment,
    Entry,
    Lesson,
    PeriodClosing,
    PeriodMark,
    Work,
    WorkPoints,
)
from letopis.people import models as people
from letopis.regulation.settings import read_settings
from letopis.school import models as school_models
from letopis.school import queries as school_queries
from letopis.school.craft.first_act import first_act
from letopis.timetable import models as timetable
from letopis.trace import actions as trace

Told = Callable[[int, int], None]  # told how many days are written and of how many
_NUMBERED = (
    school_models.School,
    school_models.LocalAct,
    school_models.Edition,
    school_models.Reference,
    school_models.WorkType,
    school_models.SchoolYear,
    school_models.GradingPeriod,
    school_models.Subject,
    school_models.ClassGroup,
    school_models.Subgroup,
    school_models.Course,
    people.Student,
    people.Employee,
    people.LegalRepresentative,
    Lesson,
    Entry,
    PeriodMark,
    Attainment,
    Work,
    WorkPoints,
    PeriodClosing,
    AbsenceTotal,
    timetable.Room,
    timetable.Bells,
    timetable.Slot,
    timetable.Change,
    AbsenceDocument,
    Condition,
    Remark,
    KeptFile,
)


@dataclass(frozen=True)
class Order:
    """What school to build.

    Attributes:
        seed: what everything grows out of.
        day: the last day of the story, today as a rule.
        full: whether past years are told lesson by lesson too.
        size: how big the school is.
    """

    seed: int
    day: date
    full: bool = False
    size: Size = field(default_factory=Size)


@transaction.atomic
def build(order: Order, told: Told | None = None) -> School:
    """Fill an empty database with the demo school and seal its trace: all of it or nothing.

    Args:
        order: what school.
        told: is told the progress in days.
    """
    act = first_act()
    settings = read_settings(act["number"], act["rules"])
    school = make_school(order.seed, order.day, first_year(order.day), order.size, settings.scheme_of)
    write_lists(school)
    works = {
        work["code"]: (number, Fraction(str(work["weight"])))
        for number, work in enumerate(act["work_types"], 1)
    }
    _write_register(school, order, Rules(settings, works, ZoneInfo(django_settings.TIME_ZONE)), told)
    Build.objects.create(seed=order.seed, day=order.day, is_full=order.full)
    put(path_of(digest()), handout())
    _go_on_numbering()
    trace.seal()
    transaction.on_commit(school_queries.forget)
    return school


def _write_register(school: School, order: Order, rules: Rules, told: Told | None) -> None:
    numbers, writer, done = Numbers(), Writer(), 0
    total = sum(length(school, year) for year in school.years)
    for year in school.years:
        story = Story(school, year, rules, numbers, lessons=order.full or year is school.now)
        for facts in story.days():
            writer.take(facts)
            done += 1
            if told:
                told(done, total)
    writer.flush()


def _go_on_numbering() -> None:
    """The database numbers the next rows after those that came with their numbers."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(_NUMBERED)):
            cursor.execute(statement)
