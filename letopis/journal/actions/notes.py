"""Заметка к клетке: её видят учитель, ученик и родители; отметку она не меняет (п. 3.4, 1.6)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.http import Http404

from letopis.journal.actions.settling import settle
from letopis.journal.craft import facts
from letopis.journal.craft.lines import one_line
from letopis.journal.models import Entry
from letopis.journal.queries.cell import CellFacts, cells_facts, hold_lessons
from letopis.regulation import access
from letopis.regulation.access import Standing, Target
from letopis.regulation.entries import check_entry, check_unchanged
from letopis.regulation.refusals import Refused
from letopis.trace import actions as trace

NOTE_LENGTH = Entry._meta.get_field("note").max_length or 0  # noqa: SLF001 - Django's documented door to fields


@dataclass(frozen=True)
class Noted:
    """What a teacher wants to say about a cell; `old` is what they saw."""

    lesson: int
    student: int
    old: str
    new: str


@transaction.atomic
def put_note(course: int, noted: Noted, *, standing: Standing, by: int) -> str:
    """Write, change or clear the note of a cell; returns what stands.

    Raises:
        Http404: no such lesson on the page, or no such pupil.
        Refused: access.*, text.too_long, conflict, any code of regulation.entries.
    """
    hold_lessons([noted.lesson])
    place = noted.lesson, noted.student
    known = cells_facts(course, [noted.lesson], [noted.student]).get(place)
    if known is None:
        raise Http404
    _check(known, standing)
    text = one_line(noted.new)
    if len(text) > NOTE_LENGTH:
        raise Refused("text.too_long", "", limit=NOTE_LENGTH, length=len(text))
    cell = Entry.objects.filter(lesson_id=noted.lesson, student_id=noted.student)
    stands = cell.values_list("note", flat=True).first() or ""
    check_unchanged(noted.old, stands)
    if text != stands:
        _write(noted, known, stands, text, by=by)
    return text


def _check(known: CellFacts, standing: Standing) -> None:
    target = Target(course=known.course, class_group=known.class_group, on=known.day, number=known.number)
    access.check("journal.put_mark", standing, target)
    check_entry(known.to_enter(standing.on))


def _write(noted: Noted, known: CellFacts, before: str, after: str, *, by: int) -> None:
    settle([noted.lesson], by=by)
    if known.entry is None:
        Entry.objects.create(lesson_id=noted.lesson, student_id=noted.student, value="", note=after)
    else:
        Entry.objects.filter(pk=known.entry).update(note=after)
    trace.record(
        facts.PUT_NOTE,
        by=by,
        about=(known.student_ref, known.lesson_ref),
        before=facts.note_body(before),
        after=facts.note_body(after),
        clause="3.4",
    )
