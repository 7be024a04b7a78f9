"""Файлы к домашним заданиям и дни, к которым задано: страница периода и неделя дневника."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from letopis.journal.models import HomeworkFile, Lesson
from letopis.school.queries import Period


class FileLine(NamedTuple):
    """A file to homework, as a list shows it."""

    id: int
    name: str
    size: int


def files_of(lessons: Iterable[int]) -> dict[int, list[FileLine]]:
    """Lesson → files to its homework; one question."""
    rows = HomeworkFile.objects.filter(lesson__in=list(lessons), removed_at=None)
    found: dict[int, list[FileLine]] = defaultdict(list)
    for lesson, id_, name, size in rows.values_list("lesson_id", "id", "name", "file__size"):
        found[lesson].append(FileLine(id_, name, size))
    return found


def homework_of(course_id: int, period: Period) -> tuple[dict[int, list[FileLine]], dict[int, date]]:
    """Files of a page's lessons in a period, and the days their homework is set for; two questions."""
    days = (period.starts, period.ends)
    rows = HomeworkFile.objects.filter(lesson__course_id=course_id, lesson__date__range=days, removed_at=None)
    found: dict[int, list[FileLine]] = defaultdict(list)
    for lesson, id_, name, size in rows.values_list("lesson_id", "id", "name", "file__size"):
        found[lesson].append(FileLine(id_, name, size))
    named = Lesson.objects.filter(course_id=course_id, date__range=days, homework_due__isnull=False)
    due = {id_: day for id_, day in named.values_list("id", "homework_due") if day}
    return found, due
