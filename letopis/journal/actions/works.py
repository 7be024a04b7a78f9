"""Записать критерии работы, баллы учеников и поставить отметки по таблице обычным путём (п. 1.3, 3.7)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from django.db import transaction
from django.http import Http404

from letopis.journal.access import Page
from letopis.journal.actions.marks import Saved, Typed, put_marks
from letopis.journal.craft import facts
from letopis.journal.craft.lines import one_line
from letopis.journal.models import Lesson, Work, WorkPoints
from letopis.journal.queries.cell import CellFacts, hold_lessons
from letopis.journal.queries.period_marks import closed_on
from letopis.journal.queries.works import Points, lesson_of, place_facts, work_of, work_page
from letopis.people.models import Student
from letopis.regulation import access
from letopis.regulation import criteria as rules
from letopis.regulation.access import Standing
from letopis.regulation.conditions import check_marks_of_exempt
from letopis.regulation.entries import check_entry, check_open
from letopis.regulation.refusals import Refused
from letopis.school.queries import period_at, periods_of, settings_on
from letopis.trace import actions as trace

CLAUSE = "3.7"


@transaction.atomic
def put_criteria(
    page: Page,
    lesson_id: int,
    criteria: list[tuple[str, int]],
    table: list[tuple[int, str]],
    *,
    standing: Standing,
    by: int,
) -> None:
    """Write the criteria of a lesson's work and its own table; an empty table leaves the edition's.

    Raises:
        Http404: the page has no such lesson.
        Refused: access.*, period.closed, work.*.
    """
    hold_lessons([lesson_id])
    lesson = lesson_of(page, lesson_id)
    _check_right(page, lesson, standing)
    row = Work.objects.filter(lesson=lesson).first()
    criteria = [(one_line(name)[:100], most) for name, most in criteria]
    named: list[list[object]] = [[name, most] for name, most in criteria]
    own: list[list[object]] = [[least, mark] for least, mark in table]
    settings = settings_on(lesson.date)
    wanted = rules.Work(
        tuple(rules.Criterion(name, most) for name, most in criteria),
        rules.steps_of([(Fraction(least), mark) for least, mark in table]) or settings.conversion,
        in_points=bool(table),
    )
    rules.check_work(wanted, settings.scale.marks)
    if row is not None:
        _check_given(row, wanted)
    before = facts.criteria_body(row.criteria, row.table) if row else None
    after = facts.criteria_body(named, own)
    if before == after:
        return
    Work.objects.update_or_create(lesson=lesson, defaults={"criteria": named, "table": own})
    about = (page.ref, lesson.ref)
    trace.record(facts.PUT_CRITERIA, by=by, about=about, before=before, after=after, clause=CLAUSE)


def _check_right(page: Page, lesson: Lesson, standing: Standing) -> None:
    access.check("journal.put_mark", standing, page.target(on=lesson.date, number=lesson.number))
    period = period_at(periods_of(page.year_id, page.scheme), lesson.date)
    closed = closed_on(page.class_group, period.id) if period else None
    check_open(closed, reason="", may_correct=False)


def _check_given(row: Work, wanted: rules.Work) -> None:
    """Points already given still fit."""
    for points in WorkPoints.objects.filter(work=row).values_list("points", flat=True):
        if any(one is not None for one in points) and len(points) != len(wanted.criteria):
            raise Refused("work.has_points", CLAUSE)
        if len(points) == len(wanted.criteria):
            rules.check_points(wanted, points)


@transaction.atomic
def put_points(
    page: Page, lesson_id: int, given: Mapping[int, Points], *, standing: Standing, by: int
) -> list[tuple[int, Refused]]:
    """Write pupils' points, each by themselves; returns who was refused and why.

    Raises:
        Http404: the page has no such lesson, or the lesson no criteria.
        Refused: access.*, period.closed: then nothing is written.
    """
    hold_lessons([lesson_id])
    lesson = lesson_of(page, lesson_id)
    _check_right(page, lesson, standing)
    row = Work.objects.filter(lesson=lesson).first()
    if row is None:
        raise Http404
    work = work_of(row, lesson.date)
    stands = dict(WorkPoints.objects.filter(work=row).values_list("student_id", "points"))
    nothing = [None] * len(work.criteria)
    changed = {
        student: list(points)
        for student, points in given.items()
        if list(points) != stands.get(student, nothing)
    }
    refs = dict(Student.objects.filter(pk__in=changed).values_list("pk", "ref"))
    known = place_facts(page, lesson_id, list(changed)) if changed else {}
    refused = []
    for student, points in changed.items():
        try:
            _check_points(work, points, known.get(student), standing)
        except Refused as refusal:
            refused.append((student, refusal))
            continue
        WorkPoints.objects.update_or_create(work=row, student_id=student, defaults={"points": points})
        trace.record(
            facts.PUT_POINTS,
            by=by,
            about=(refs[student], lesson.ref),
            before=facts.points_body(stands.get(student, nothing)),
            after=facts.points_body(points),
            clause=CLAUSE,
        )
    return refused


def _check_points(
    work: rules.Work, points: list[int | None], known: CellFacts | None, standing: Standing
) -> None:
    if known is None or len(points) != len(work.criteria):
        raise Refused("cell.absent", CLAUSE)
    has_points = any(one is not None for one in points)
    check_entry(known.to_enter(standing.on))
    check_marks_of_exempt(is_exempt=known.is_exempt, has_marks=has_points, day=known.day)
    rules.check_points(work, points)


def confirm_work_marks(
    page: Page, lesson_id: int, *, standing: Standing, by: int
) -> tuple[int, list[tuple[str, Refused]]]:
    """Put the marks by the table where a cell holds no mark yet, as usual traced marks.

    Returns how many were put, and names of the refused with why.

    Raises:
        Http404: the page has no such lesson.
    """
    found = work_page(page, lesson_id)
    waiting = [row for row in found.rows if row.mark and not any(map(str.isdigit, row.cell))]
    signs = settings_on(found.lesson.date).scale.absences
    wanted = [
        Typed(
            lesson_id,
            row.id,
            row.cell,
            f"{' '.join(set(row.cell.split()) & signs.keys())} {row.mark}".strip(),
        )
        for row in waiting
    ]
    outcomes = put_marks(page.id, wanted, standing=standing, by=by) if wanted else []
    refused = [
        (row.name, outcome)
        for row, outcome in zip(waiting, outcomes, strict=True)
        if isinstance(outcome, Refused)
    ]
    return sum(isinstance(one, Saved) for one in outcomes), refused
