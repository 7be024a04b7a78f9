"""Работы по критериям: критерии урока, баллы учеников, отметка по таблице, распределение."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.http import Http404

from letopis.journal.access import Page
from letopis.journal.models import Entry, Lesson, Work, WorkPoints
from letopis.journal.queries.cell import CellFacts, cells_facts
from letopis.people.craft.alphabet import place_of
from letopis.people.models import Enrolment, SubgroupMembership
from letopis.regulation import criteria as rules
from letopis.school.queries import settings_on

Points = tuple[int | None, ...]


@dataclass(frozen=True)
class Row:
    """A pupil in a work.

    Attributes:
        cell: what stands in the register.
        mark: the mark by the table, "" while points are missing.
    """

    id: int
    name: str
    points: Points
    total: int | None
    mark: str
    cell: str


@dataclass(frozen=True)
class WorkPage:
    """A work as its page shows it.

    Attributes:
        work: criteria and table; without criteria where the lesson has none yet.
        solved: criterion by criterion, per cent of the points the class has got; None where nobody is judged.
        spread: (mark, how many pupils), the best first.
    """

    lesson: Lesson
    work: rules.Work
    rows: tuple[Row, ...]
    solved: tuple[int | None, ...]
    spread: tuple[tuple[str, int], ...]


def lesson_of(page: Page, lesson_id: int) -> Lesson:
    """A lesson of the page.

    Raises:
        Http404: the page has no such lesson.
    """
    found = Lesson.objects.select_related("work_type").filter(pk=lesson_id, course_id=page.id).first()
    if found is None:
        raise Http404
    return found


def work_of(row: Work | None, day: date) -> rules.Work:
    """Criteria of a lesson by the rules, with the edition's table where the work has none of its own."""
    if row is None:
        return rules.Work((), settings_on(day).conversion)
    criteria = tuple(rules.Criterion(name, most) for name, most in row.criteria)
    if not row.table:
        return rules.Work(criteria, settings_on(day).conversion)
    own = rules.steps_of([(Fraction(least), mark) for least, mark in row.table])
    return rules.Work(criteria, own, in_points=True)


def work_page(page: Page, lesson_id: int) -> WorkPage:
    """Everything about a work by criteria; five questions."""
    lesson = lesson_of(page, lesson_id)
    row = Work.objects.filter(lesson=lesson).first()
    work = work_of(row, lesson.date)
    given: dict[int, Points] = {}
    if row is not None:
        found = WorkPoints.objects.filter(work=row).values_list("student_id", "points")
        given = {student: tuple(points) for student, points in found}
    cells = dict(Entry.objects.filter(lesson=lesson).values_list("student_id", "value"))
    nothing: Points = (None,) * len(work.criteria)
    rows = tuple(
        Row(
            id=student,
            name=name,
            points=given.get(student, nothing),
            total=work.total(given.get(student, nothing)),
            mark=work.mark_of(given.get(student, nothing)),
            cell=cells.get(student, ""),
        )
        for student, name in _pupils(page, lesson.date)
    )
    return WorkPage(lesson, work, rows, _solved(work, [row.points for row in rows]), _spread(work, rows))


def _pupils(page: Page, day: date) -> list[tuple[int, str]]:
    rows = (
        SubgroupMembership.objects.filter(subgroup_id=page.subgroup)
        if page.subgroup
        else Enrolment.objects.filter(class_group_id=page.class_group)
    )
    there = rows.filter(starts__lte=day).exclude(ends__lt=day)
    names = there.values_list("student_id", "student__surname", "student__given_name")
    listed = sorted(names, key=lambda row: (place_of(row[1], row[2]), row[0]))
    return [(id_, f"{surname} {given}") for id_, surname, given in listed]


def _solved(work: rules.Work, points: Sequence[Points]) -> tuple[int | None, ...]:
    found: list[int | None] = []
    for place, criterion in enumerate(work.criteria):
        given = [one for one in (row[place] for row in points) if one is not None]
        found.append(round(100 * sum(given) / (criterion.most * len(given))) if given else None)
    return tuple(found)


def _spread(work: rules.Work, rows: Sequence[Row]) -> tuple[tuple[str, int], ...]:
    counts = Counter(row.mark for row in rows if row.mark)
    return tuple((step.mark, counts[step.mark]) for step in work.steps)


def place_facts(page: Page, lesson_id: int, students: Sequence[int]) -> dict[int, CellFacts]:
    """Pupil → what decides about their cell of the lesson."""
    found = cells_facts(page.id, [lesson_id], students)
    return {student: facts for (_lesson, student), facts in found.items()}


@dataclass(frozen=True)
class OwnWork:
    """A work of a pupil: points by criterion, what they come to."""

    subject: str
    day: date
    topic: str
    criteria: tuple[tuple[str, int | None, int], ...]
    total: int | None
    most: int
    mark: str


def works_of_student(student: int, class_id: int, starts: date, ends: date) -> list[OwnWork]:
    """A pupil's works by criteria between two days, the newest first; one question."""
    rows = (
        WorkPoints.objects.filter(
            student_id=student,
            work__lesson__date__range=(starts, ends),
            work__lesson__course__class_group_id=class_id,
        )
        .select_related("work__lesson__course__subject")
        .order_by("-work__lesson__date")
    )
    return [_own(row) for row in rows if any(one is not None for one in row.points)]


def _own(row: Any) -> OwnWork:
    lesson = row.work.lesson
    work = work_of(row.work, lesson.date)
    points: Points = tuple(row.points)
    pairs = zip(work.criteria, points, strict=True)
    return OwnWork(
        subject=lesson.course.subject.name,
        day=lesson.date,
        topic=lesson.topic,
        criteria=tuple((criterion.name, given, criterion.most) for criterion, given in pairs),
        total=work.total(points),
        most=work.most,
        mark=work.mark_of(points),
    )
