"""Разложить уроки по журналам: они стоят там по расписанию, прежде чем кто-то пишет (п. 3.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from letopis.journal.actions.lessons import body_of
from letopis.journal.craft import facts
from letopis.journal.models import Lesson, PeriodClosing
from letopis.regulation.access import Span
from letopis.regulation.refusals import Refused
from letopis.regulation.timetable import Hour, matched
from letopis.school.models import Course, SchoolYear
from letopis.timetable.craft.followers import Altered
from letopis.timetable.queries.laid import wanted_lessons
from letopis.trace import actions as trace

_BATCH = 500


@dataclass(frozen=True)
class Laid:
    """What laying out came to: how many lessons were added and how many empty ones taken away."""

    added: int
    removed: int


@transaction.atomic
def lay_out(altered: Altered, *, by: int) -> Laid:
    """Put the lessons of the timetable into the registers, from the day it changed on.

    The same timetable always comes to the same lessons, and laying out twice changes nothing. Only lessons
    that nobody has written (`is_planned`) move or go; a written one counts for a lesson of its day. Days of
    a closed period are left alone.

    Raises:
        Refused: timetable.lesson_given (the lesson taken away has marks), timetable.lesson_files.
    """
    year = SchoolYear.objects.get(pk=altered.year)
    since, until = max(altered.since, year.starts), min(altered.until or year.ends, year.ends)
    if since > until:
        return Laid(0, 0)
    if altered.cancelled:
        _drop_cancelled(*altered.cancelled, by=by)
    laid = _lay(altered, since, until)
    if laid.added or laid.removed:
        days = {"since": since.isoformat(), "until": until.isoformat()}
        after = {**days, "added": laid.added, "removed": laid.removed}
        trace.record(facts.LAY_OUT, by=by, about=(year.ref, 0), after=after, clause="3.4")
    return laid


def _drop_cancelled(course: int, day: date, number: int, *, by: int) -> None:
    """A written lesson that is cancelled leaves the register with its trace; one with marks never does."""
    found = Lesson.objects.select_related("work_type", "course").filter(
        course_id=course, date=day, number=number, is_planned=False
    )
    lesson = found.first()
    if lesson is None:
        return
    if lesson.entries.exists():
        raise Refused("timetable.lesson_given", "3.4", day=day)
    if lesson.files.exists():
        raise Refused("timetable.lesson_files", "3.4", day=day)
    before, about = body_of(lesson), (lesson.course.ref, lesson.ref)
    lesson.delete()
    trace.record(facts.DROP_LESSON, by=by, about=about, before=before, clause="3.4")


def _lay(altered: Altered, since: date, until: date) -> Laid:
    wanted = wanted_lessons(altered.year, altered.courses, since, until)
    courses = list(altered.courses) if altered.courses is not None else list(wanted)
    written, planned = _standing(altered, since, until)
    closed = _closed(courses)
    added: list[Lesson] = []
    idle: list[int] = []
    for course in courses:
        hours, own = wanted.get(course, []), planned[course]
        missing, _beyond = matched(hours, written[course])
        shut = closed.get(course, [])
        added += [
            Lesson(course_id=course, date=day, number=number, is_planned=True)
            for day, number in missing
            if (day, number) not in own and not _is_shut(day, shut)
        ]
        kept = set(missing)
        idle += [id_ for hour, id_ in own.items() if hour not in kept and not _is_shut(hour[0], shut)]
    removed = _remove(idle)
    Lesson.objects.bulk_create(added, batch_size=_BATCH, ignore_conflicts=True)
    return Laid(len(added), removed)


def _standing(
    altered: Altered, since: date, until: date
) -> tuple[dict[int, list[Hour]], dict[int, dict[Hour, int]]]:
    """Page → hours of its written lessons, and page → hour → id of those the timetable alone has put."""
    found = Lesson.objects.filter(course__class_group__year_id=altered.year, date__range=(since, until))
    if altered.courses is not None:
        found = found.filter(course_id__in=altered.courses)
    written: dict[int, list[Hour]] = defaultdict(list)
    planned: dict[int, dict[Hour, int]] = defaultdict(dict)
    columns = ("id", "course_id", "date", "number", "is_planned")
    for id_, course, day, number, is_planned in found.order_by("date", "number").values_list(*columns):
        if is_planned:
            planned[course][day, number] = id_
        else:
            written[course].append((day, number))
    return written, planned


def _closed(courses: Sequence[int]) -> dict[int, list[Span]]:
    """Page → days of the periods that are closed for its class."""
    spans: dict[int, list[Span]] = defaultdict(list)
    rows = PeriodClosing.objects.exclude(period__scheme="year")
    for group, starts, ends in rows.values_list("class_group_id", "period__starts", "period__ends"):
        spans[group].append(Span(starts, ends))
    groups = dict(Course.objects.filter(class_group_id__in=list(spans)).values_list("id", "class_group_id"))
    return {course: spans[groups[course]] for course in courses if course in groups}


def _is_shut(day: date, spans: Sequence[Span]) -> bool:
    return any(span.covers(day) for span in spans)


def _remove(ids: Sequence[int]) -> int:
    """Take empty lessons away; one that got its first mark meanwhile stays."""
    removed = 0
    for start in range(0, len(ids), _BATCH):
        part = Lesson.objects.filter(pk__in=ids[start : start + _BATCH], is_planned=True)
        held = list(part.select_for_update().values_list("pk", flat=True))
        still = Lesson.objects.filter(pk__in=held, entries=None).values_list("pk", flat=True)
        removed += len(still)
        Lesson.objects.filter(pk__in=list(still)).delete()
    return removed
