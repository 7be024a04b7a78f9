"""Приложить файл к домашнему заданию, убрать его, назвать день, к которому задано (п. 3.4)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from letopis.files import actions as store
from letopis.files.queries import checked
from letopis.journal.access import Page
from letopis.journal.actions.lessons import body_of, check_day
from letopis.journal.actions.settling import settle
from letopis.journal.craft import facts
from letopis.journal.models import HomeworkFile, Lesson
from letopis.journal.queries.cell import hold_page
from letopis.regulation.access import Standing
from letopis.regulation.refusals import Refused
from letopis.trace import actions as trace

CLAUSE = "3.4"


def attach_file(
    page: Page, lesson_id: int, name: str, data: bytes, *, standing: Standing, by: int
) -> HomeworkFile:
    """Attach a file to the homework of a lesson; pupils and parents see it at once.

    What takes long, reading and drawing the file anew, is done before anything is held.

    Raises:
        Http404: no such lesson on the page.
        Refused: access.*, lesson.not_in_year, period.closed, file.too_many, any code of `file`.
    """
    _check(page, _lesson(page, lesson_id), standing)
    file = checked(data, name)
    with transaction.atomic():
        hold_page(page.id)
        lesson = _lesson(page, lesson_id)
        _check(page, lesson, standing)
        if lesson.files.filter(removed_at=None).count() >= settings.LETOPIS_LESSON_FILES:
            raise Refused("file.too_many", limit=settings.LETOPIS_LESSON_FILES)
        kept = store.keep(file, by=by)
        settle([lesson.pk], by=by)
        added = HomeworkFile.objects.create(
            lesson=lesson, file=kept, name=file.name, added_at=timezone.now(), added_by=by
        )
        after = facts.file_body(added.name, kept.digest)
        trace.record(facts.ATTACH_FILE, by=by, about=(lesson.ref, added.ref), after=after, clause=CLAUSE)
    return added


@transaction.atomic
def remove_file(page: Page, file_id: int, *, standing: Standing, by: int) -> None:
    """Take a file away from homework; that it was there stays in the trace.

    Raises:
        Http404: no such file on the page, or it was taken away before.
        Refused: access.*, period.closed.
    """
    hold_page(page.id)
    found = HomeworkFile.objects.select_related("lesson", "file").filter(
        pk=file_id, lesson__course_id=page.id, removed_at=None
    )
    file = found.first()
    if file is None:
        raise Http404
    _check(page, file.lesson, standing)
    file.removed_at, file.removed_by = timezone.now(), by
    file.save(update_fields=["removed_at", "removed_by"])
    about, before = (file.lesson.ref, file.ref), facts.file_body(file.name, file.file.digest)
    trace.record(facts.REMOVE_FILE, by=by, about=about, before=before, clause=CLAUSE)


@transaction.atomic
def put_due(page: Page, lesson_id: int, due: date | None, *, standing: Standing, by: int) -> Lesson:
    """Name the day the homework of a lesson is set for, None for the next lesson.

    Raises:
        Http404: no such lesson on the page.
        Refused: access.*, period.closed, homework.due.
    """
    hold_page(page.id)
    lesson = _lesson(page, lesson_id)
    _check(page, lesson, standing)
    if due is not None and not (lesson.date <= due and page.year.covers(due)):
        raise Refused("homework.due", CLAUSE)
    if lesson.homework_due == due:
        return lesson
    settle([lesson.pk], by=by)
    before = body_of(lesson)
    lesson.homework_due = due
    lesson.save(update_fields=["homework_due"])
    about = (page.ref, lesson.ref)
    trace.record(facts.PUT_LESSON, by=by, about=about, before=before, after=body_of(lesson), clause=CLAUSE)
    return lesson


def _lesson(page: Page, lesson_id: int) -> Lesson:
    found = Lesson.objects.select_related("work_type").filter(course_id=page.id, pk=lesson_id).first()
    if found is None:
        raise Http404
    return found


def _check(page: Page, lesson: Lesson, standing: Standing) -> None:
    check_day(page, lesson.date, lesson.number, standing)
