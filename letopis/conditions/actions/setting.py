"""Внести особое условие по документу и снять его: оно действует сразу во всех журналах ученика (п. 3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from letopis.conditions.access import ClassPage
from letopis.conditions.craft.facts import LIFT_CONDITION, SET_CONDITION
from letopis.conditions.craft.names import DOCUMENTS
from letopis.conditions.models import Condition
from letopis.conditions.queries import body_of, whose
from letopis.people.models import Enrolment
from letopis.regulation import access
from letopis.regulation.access import Span, Standing, Target
from letopis.regulation.conditions import CLAUSE, SCALE, ConditionFacts, check_condition
from letopis.regulation.refusals import Refused
from letopis.school.models import Subject
from letopis.school.queries import settings_on
from letopis.trace import actions as trace

_LENGTHS = {
    name: getattr(Condition._meta.get_field(name), "max_length", 0)  # noqa: SLF001 - Django's documented door
    for name in ("number", "note", "lifted_why")
}


@dataclass(frozen=True)
class ConditionText:
    """What is written about a condition.

    Attributes:
        student: id of the pupil, None for the whole class.
        subject: id of the subject, None for all of them.
        scale: code of the special scale, "" for an exemption.
    """

    student: int | None
    subject: int | None
    kind: str
    scale: str
    starts: date
    ends: date | None
    document: str
    number: str = ""
    issued_on: date | None = None
    note: str = ""


@transaction.atomic
def set_condition(page: ClassPage, text: ConditionText, *, standing: Standing, by: int) -> Condition:
    """Enter a condition of a pupil or of the class.

    Raises:
        Http404: no such pupil in the class, or no such subject there.
        Refused: access.denied, condition.*, text.too_long.
    """
    access.check("conditions.set", standing, Target(class_group=page.id))
    enrolled = _enrolled(page, text.student)
    if text.subject and not Subject.objects.filter(pk=text.subject, courses__class_group_id=page.id).exists():
        raise Http404
    _check(page, text, enrolled)
    columns = {
        "student_id": text.student,
        "class_group_id": None if text.student else page.id,
        "subject_id": text.subject,
        "kind": text.kind,
        "scale": text.scale if text.kind == SCALE else "",
        "starts": text.starts,
        "ends": text.ends,
        "document": text.document,
        "number": _line(text.number),
    }
    if Condition.objects.filter(**columns, lifted_at=None).exists():
        raise Refused("condition.exists", CLAUSE, day=text.starts)
    row = Condition.objects.create(
        **columns,
        issued_on=text.issued_on,
        note=_line(text.note),
        entered_at=timezone.now(),
        entered_by=by,
    )
    trace.record(SET_CONDITION, by=by, about=(whose(row), row.ref), after=body_of(row), clause=CLAUSE)
    return row


def _enrolled(page: ClassPage, student: int | None) -> tuple[Span, ...]:
    if student is None:
        return ()
    rows = Enrolment.objects.filter(class_group_id=page.id, student_id=student).values_list("starts", "ends")
    if not rows:
        raise Http404
    return tuple(Span(starts, ends) for starts, ends in rows)


def _check(page: ClassPage, text: ConditionText, enrolled: tuple[Span, ...]) -> None:
    for name in ("number", "note"):
        _check_length(getattr(text, name), _LENGTHS[name])
    facts = ConditionFacts(
        kind=text.kind,
        days=Span(text.starts, text.ends),
        scale=text.scale,
        year=page.year,
        enrolled=enrolled,
        scales=settings_on(text.starts).special_scales.keys() if page.year.covers(text.starts) else (),
        has_document=text.document in dict(DOCUMENTS) and bool(_line(text.number) or text.issued_on),
        is_of_class=text.student is None,
    )
    check_condition(facts)


def _check_length(text: str, limit: int) -> None:
    if len(text) > limit:
        raise Refused("text.too_long", "", limit=limit, length=len(text))


def _line(text: str) -> str:
    return " ".join(text.split())


@transaction.atomic
def lift_condition(page: ClassPage, condition_id: int, why: str, *, standing: Standing, by: int) -> Condition:
    """Take a condition out of force; it stays in the table with the reason.

    Raises:
        Http404: no such condition of the class or a pupil of it.
        Refused: access.denied, condition.lifted, condition.no_reason, text.too_long.
    """
    access.check("conditions.set", standing, Target(class_group=page.id))
    row = _held(page, condition_id)
    if row.lifted_at:
        raise Refused("condition.lifted", CLAUSE, day=timezone.localtime(row.lifted_at).date())
    why = _line(why)
    if not why:
        raise Refused("condition.no_reason", "1.6")
    _check_length(why, _LENGTHS["lifted_why"])
    row.lifted_at, row.lifted_by, row.lifted_why = timezone.now(), by, why
    row.save(update_fields=["lifted_at", "lifted_by", "lifted_why"])
    trace.record(
        LIFT_CONDITION, by=by, about=(whose(row), row.ref), before=body_of(row), why=why, clause=CLAUSE
    )
    return row


def _held(page: ClassPage, condition_id: int) -> Condition:
    """The condition, held so that nobody lifts it meanwhile."""
    row = Condition.objects.select_for_update().filter(pk=condition_id).first()
    if row is None:
        raise Http404
    if row.student_id is None:
        is_here = row.class_group_id == page.id
    else:
        is_here = Enrolment.objects.filter(class_group_id=page.id, student_id=row.student_id).exists()
    if not is_here:
        raise Http404
    return row
