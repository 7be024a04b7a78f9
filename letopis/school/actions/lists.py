"""Записать списки школы: классы, предметы, страницы журнала, учебный план; взять записанное назад."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max, Model

from letopis.school.actions.writing import (
    Fact,
    Facts,
    Written,
    added,
    changed,
    columns_of,
    taken_facts,
    trace,
    undo,
)
from letopis.school.models import ClassGroup, Course, CurriculumItem, SchoolYear, Subgroup, Subject
from letopis.school.queries import settings_on
from letopis.trace.models import Traced

THINGS: Mapping[str, type[Model]] = {
    "class": ClassGroup,
    "subject": Subject,
    "subgroup": Subgroup,
    "course": Course,
    "curriculum": CurriculumItem,
}
_COURSE = ("class_group_id", "subject_id", "subgroup_id", "hours_per_week")
_PLAN = ("class_group_id", "subject_id", "hours")
_BATCH = 500


class NewPage(NamedTuple):
    """A page of the register to open: subject in a class or in its subgroup."""

    class_id: int
    subject_id: int
    subgroup_id: int | None = None
    hours: Decimal = Decimal(0)


class NewSubgroup(NamedTuple):
    """A subgroup to form: part of a class for one subject."""

    class_id: int
    subject_id: int
    name: str


@transaction.atomic
def open_classes(year: SchoolYear, keys: Iterable[tuple[int, str]], *, by: int) -> list[Written]:
    """Open classes of a year, each divided into periods as the local act says for its grade.

    Args:
        year: the school year.
        keys: grade and letter of each class; none of them may stand already.
        by: who acts.
    """
    settings = settings_on(year.starts)
    classes = [
        ClassGroup(year=year, grade_level=grade, letter=letter, scheme=settings.scheme_of(grade))
        for grade, letter in sorted(keys)
    ]
    ClassGroup.objects.bulk_create(classes, batch_size=_BATCH)
    names = ("grade_level", "letter", "scheme")
    trace("school.open_class", _new(classes, names, year), by=by)
    return added("class", classes, ("year_id", *names))


@transaction.atomic
def add_subjects(names: Iterable[str], *, by: int) -> list[Written]:
    """Add subjects after those that stand, in the order given."""
    last = Subject.objects.aggregate(last=Max("rank"))["last"] or 0
    subjects = [Subject(name=name, rank=min(last + place, 32_000)) for place, name in enumerate(names, 1)]
    Subject.objects.bulk_create(subjects, batch_size=_BATCH)
    trace("school.add_subject", _new(subjects, ("name",)), by=by)
    return added("subject", subjects, ("name",))


@transaction.atomic
def form_subgroups(new: Iterable[NewSubgroup], *, by: int) -> list[Written]:
    """Form subgroups of classes."""
    groups = [Subgroup(class_group_id=one.class_id, subject_id=one.subject_id, name=one.name) for one in new]
    Subgroup.objects.bulk_create(groups, batch_size=_BATCH)
    refs = ClassGroup.objects.in_bulk({group.class_group_id for group in groups})
    facts = [
        Fact(refs[group.class_group_id].ref, 0, None, {"subject_id": group.subject_id, "name": group.name})
        for group in groups
    ]
    trace("school.form_subgroup", facts, by=by)
    return added("subgroup", groups, ("class_group_id", "subject_id", "name"))


@transaction.atomic
def open_courses(pages: Iterable[NewPage], *, by: int) -> list[Written]:
    """Open pages of the register."""
    courses = [
        Course(
            class_group_id=page.class_id,
            subject_id=page.subject_id,
            subgroup_id=page.subgroup_id,
            hours_per_week=page.hours,
        )
        for page in pages
    ]
    Course.objects.bulk_create(courses, batch_size=_BATCH)
    trace("school.open_course", _new(courses, _COURSE), by=by)
    return added("course", courses, _COURSE)


@transaction.atomic
def change_courses(new: Mapping[int, Facts], *, by: int) -> list[Written]:
    """Change hours or the subgroup of pages.

    Args:
        new: id of a page → columns with their new values (hours_per_week, subgroup_id).
        by: who acts.
    """
    found = Course.objects.in_bulk(list(new))
    courses = [found[number] for number in new]
    written = changed("course", courses, list(new.values()))
    trace("school.change_course", _changes(courses, written), by=by)
    return written


@transaction.atomic
def put_curriculum(items: Iterable[tuple[int, int, Decimal]], *, by: int) -> list[Written]:
    """Add lines to the curriculum: class, subject, hours a week."""
    lines = [CurriculumItem(class_group_id=one[0], subject_id=one[1], hours=one[2]) for one in items]
    CurriculumItem.objects.bulk_create(lines, batch_size=_BATCH)
    _trace_plan("school.put_curriculum", [(line, None, columns_of(line, _PLAN)) for line in lines], by=by)
    return added("curriculum", lines, _PLAN)


@transaction.atomic
def change_curriculum(hours: Mapping[int, Decimal], *, by: int) -> list[Written]:
    """Change hours of curriculum lines: id of a line → hours a week."""
    found = CurriculumItem.objects.in_bulk(list(hours))
    lines = [found[number] for number in hours]
    written = changed("curriculum", lines, [{"hours": value} for value in hours.values()])
    rows = [(line, one.before, one.after) for line, one in zip(lines, written, strict=True)]
    _trace_plan("school.put_curriculum", rows, by=by)
    return written


@transaction.atomic
def take_back(written: Sequence[Written], *, by: int) -> None:
    """Undo what lists wrote about the school, if nobody changed or used it since.

    Raises:
        Refused: import.changed_since, import.used_since.
    """
    taken = undo(THINGS, written)
    trace("school.take_back", taken_facts(taken, written), by=by)


def _new(things: Sequence[Traced], names: Sequence[str], of: Traced | None = None) -> list[Fact]:
    return [Fact(one.ref, of.ref if of else 0, None, columns_of(one, names)) for one in things]


def _changes(things: Sequence[Traced], written: Sequence[Written]) -> list[Fact]:
    return [Fact(one.ref, 0, row.before, row.after) for one, row in zip(things, written, strict=True)]


def _trace_plan(
    deed: str, rows: Sequence[tuple[CurriculumItem, Facts | None, dict[str, Any]]], *, by: int
) -> None:
    refs = ClassGroup.objects.in_bulk({line.class_group_id for line, _before, _after in rows})
    trace(
        deed, [Fact(refs[line.class_group_id].ref, 0, before, after) for line, before, after in rows], by=by
    )
