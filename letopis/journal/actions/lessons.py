"""Записать урок: дату, номер, тему, задание, вид работы (п. 3.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.http import Http404

from letopis.journal.access import Page
from letopis.journal.craft import facts
from letopis.journal.craft.lines import one_line
from letopis.journal.models import Entry, Lesson
from letopis.journal.queries.cell import hold_page
from letopis.people.models import Enrolment
from letopis.regulation import access
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.school.models import WorkType
from letopis.school.queries import edition_on, period_at, periods_of
from letopis.trace import actions as trace

TOPIC_LENGTH = Lesson._meta.get_field("topic").max_length or 0  # noqa: SLF001 - Django's documented door to fields
HOMEWORK_LENGTH = Lesson._meta.get_field("homework").max_length or 0  # noqa: SLF001 - as above
MOST_LESSONS = 12


@dataclass(frozen=True)
class LessonText:
    """What is written about a lesson.

    Attributes:
        work_type: id of the work type, None for an ordinary lesson.
    """

    day: date
    number: int
    topic: str
    homework: str
    work_type: int | None


@transaction.atomic
def put_lesson(
    page: Page,
    lesson_id: int | None,
    text: LessonText,
    *,
    old: LessonText | None,
    standing: Standing,
    by: int,
) -> Lesson:
    """Write a new lesson (`lesson_id` None) or change one.

    Raises:
        Http404: no such lesson on the page.
        Refused: access.*, lesson.not_in_year, lesson.in_future, lesson.exists, lesson.number, text.too_long,
            work_type.foreign, student.not_enrolled, period.closed, conflict.
    """
    hold_page(page.id)
    lesson = _lesson(page, lesson_id)
    text = replace(text, topic=one_line(text.topic), homework=one_line(text.homework))
    _check_text(text)
    check_day(page, text.day, text.number, standing)
    if lesson.pk:
        check_day(page, lesson.date, lesson.number, standing)
        _check_unchanged(lesson, old)
        _check_move(page, lesson, text, standing)
    _check_free(page, lesson, text)
    return _write(page, lesson, text, by=by)


def _lesson(page: Page, lesson_id: int | None) -> Lesson:
    if lesson_id is None:
        return Lesson(course_id=page.id)
    found = Lesson.objects.select_related("work_type").filter(course_id=page.id, pk=lesson_id).first()
    if found is None:
        raise Http404
    return found


def _check_text(text: LessonText) -> None:
    for value, limit in ((text.topic, TOPIC_LENGTH), (text.homework, HOMEWORK_LENGTH)):
        if len(value) > limit:
            raise Refused("text.too_long", "", limit=limit, length=len(value))
    if not 0 <= text.number <= MOST_LESSONS:
        raise Refused("lesson.number", "", limit=MOST_LESSONS)
    edition = edition_on(text.day)
    if text.work_type and not WorkType.objects.filter(pk=text.work_type, edition=edition).exists():
        raise Refused("work_type.foreign", "1.7", day=text.day)


def check_day(page: Page, day: date, number: int, standing: Standing) -> None:
    """Whether a lesson of that day and number may be written by this person.

    Raises:
        Refused: access.*, lesson.not_in_year, period.closed.
    """
    access.check("journal.put_lesson", standing, page.target(on=day, number=number))
    if not page.year.covers(day):
        raise Refused("lesson.not_in_year", "3.7", day=day)
    period = period_at(periods_of(page.year_id, page.scheme), day)
    if period and period.id in page.closings and period.starts <= day <= period.ends:
        raise Refused("period.closed", "3.7", closed_on=page.closings[period.id])


def _check_unchanged(lesson: Lesson, old: LessonText | None) -> None:
    if old is not None and old != text_of(lesson):
        raise Refused("conflict", "1.6", theirs=lesson.topic)


def text_of(lesson: Lesson) -> LessonText:
    """What stands in a lesson."""
    return LessonText(lesson.date, lesson.number, lesson.topic, lesson.homework, lesson.work_type_id)


def _check_move(page: Page, lesson: Lesson, text: LessonText, standing: Standing) -> None:
    """Marks go with their lesson only to a day on which they could have been put."""
    if text.day == lesson.date:
        return
    pupils = set(Entry.objects.filter(lesson=lesson).exclude(value="").values_list("student_id", flat=True))
    if not pupils:
        return
    if text.day > standing.on:
        raise Refused("lesson.in_future", "3.7", day=text.day)
    there = Enrolment.objects.filter(
        Q(ends=None) | Q(ends__gte=text.day), class_group_id=page.class_group, starts__lte=text.day
    )
    if not pupils <= set(there.values_list("student_id", flat=True)):
        raise Refused("student.not_enrolled", "3.8", day=text.day)


def _check_free(page: Page, lesson: Lesson, text: LessonText) -> None:
    taken = Lesson.objects.filter(course_id=page.id, date=text.day, number=text.number).exclude(pk=lesson.pk)
    if taken.exists():
        raise Refused("lesson.exists", "", day=text.day, number=text.number)


def _write(page: Page, lesson: Lesson, text: LessonText, *, by: int) -> Lesson:
    before = body_of(lesson) if lesson.pk and not lesson.is_planned else None
    lesson.is_planned = False
    lesson.date, lesson.number = text.day, text.number
    lesson.topic, lesson.homework = text.topic, text.homework
    lesson.work_type = WorkType.objects.get(pk=text.work_type) if text.work_type else None
    lesson.save()
    about = (page.ref, lesson.ref)
    trace.record(facts.PUT_LESSON, by=by, about=about, before=before, after=body_of(lesson), clause="3.4")
    return lesson


def body_of(lesson: Lesson) -> facts.Body:
    """What the trace says of a lesson."""
    code = lesson.work_type.code if lesson.work_type else ""
    texts = (lesson.topic, lesson.homework)
    return facts.lesson_body(lesson.date, lesson.number, texts, code, lesson.homework_due)
