"""Урок, стоявший по расписанию, становится записанным с первой записью в нём и больше не переезжает."""

from __future__ import annotations

from collections.abc import Iterable

from letopis.journal.actions.lessons import body_of
from letopis.journal.craft import facts
from letopis.journal.models import Lesson
from letopis.trace import actions as trace


def settle(lessons: Iterable[int], *, by: int) -> None:
    """Make lessons that only the timetable has put written ones, each with its trace.

    Must run inside the transaction of what is written in them.
    """
    found = Lesson.objects.select_related("work_type", "course").filter(pk__in=list(lessons), is_planned=True)
    for lesson in found:
        about, after = (lesson.course.ref, lesson.ref), body_of(lesson)
        Lesson.objects.filter(pk=lesson.pk).update(is_planned=False)
        trace.record(facts.PUT_LESSON, by=by, about=about, after=after, clause="3.4")
