"""Внести документ о пропусках и отозвать его: клетки журнала от этого не меняются (п. 3.5, 1.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from letopis.journal.access import Group
from letopis.journal.craft import facts
from letopis.journal.craft.lines import one_line
from letopis.journal.models import AbsenceDocument
from letopis.journal.queries.cell import hold_student
from letopis.people.models import Enrolment
from letopis.regulation import access
from letopis.regulation.absences import DocumentFacts, DocumentKind, check_document
from letopis.regulation.access import Span, Standing, Target
from letopis.regulation.refusals import Refused
from letopis.school.queries import settings_on
from letopis.trace import actions as trace

CLAUSE = "3.5"
_LENGTHS = {
    name: getattr(AbsenceDocument._meta.get_field(name), "max_length", 0)  # noqa: SLF001 - Django's documented door
    for name in ("number", "note", "scan", "withdrawn_why")
}


@dataclass(frozen=True)
class DocumentText:
    """What is written about a document.

    Attributes:
        kind: code of its kind in the act in force on its first day.
        number: its own number, "" if it has none.
        scan: where its copy lies, "" if there is none.
    """

    student: int
    kind: str
    starts: date
    ends: date
    number: str = ""
    issued_on: date | None = None
    note: str = ""
    scan: str = ""


@transaction.atomic
def enter_document(group: Group, text: DocumentText, *, standing: Standing, by: int) -> AbsenceDocument:
    """Enter a document of a pupil of the class; absences in its days become excused at once.

    Raises:
        Http404: no such pupil in the class.
        Refused: access.denied, document.*, text.too_long.
    """
    access.check("journal.excuse", standing, Target(class_group=group.id))
    enrolled = _enrolled(group, text.student)
    hold_student(text.student)
    kind = _checked(group, text, enrolled)
    _check_new(text)
    document = AbsenceDocument.objects.create(
        student_id=text.student,
        kind=kind.code,
        reason=kind.reason,
        starts=text.starts,
        ends=text.ends,
        number=one_line(text.number),
        issued_on=text.issued_on,
        note=one_line(text.note),
        scan=one_line(text.scan),
        entered_at=timezone.now(),
        entered_by=by,
    )
    trace.record(facts.EXCUSE, by=by, about=_about(document), after=body_of(document), clause=CLAUSE)
    return document


def _enrolled(group: Group, student: int) -> tuple[Span, ...]:
    rows = Enrolment.objects.filter(class_group_id=group.id, student_id=student).values_list("starts", "ends")
    if not rows:
        raise Http404
    return tuple(Span(starts, ends) for starts, ends in rows)


def _checked(group: Group, text: DocumentText, enrolled: tuple[Span, ...]) -> DocumentKind:
    """The kind of the document, after everything that may stand against it."""
    for name in ("number", "note", "scan"):
        check_length(getattr(text, name), _LENGTHS[name])
    kinds = {kind.code: kind for kind in settings_on(text.starts).absence_documents}
    days = Span(text.starts, text.ends)
    check_document(DocumentFacts(days, group.year, enrolled, text.kind, kinds))
    return kinds[text.kind]


def check_length(text: str, limit: int) -> None:
    """Refuse a text that would not fit.

    Raises:
        Refused: text.too_long.
    """
    if len(text) > limit:
        raise Refused("text.too_long", "", limit=limit, length=len(text))


def _check_new(text: DocumentText) -> None:
    same = AbsenceDocument.objects.filter(
        student_id=text.student,
        kind=text.kind,
        starts=text.starts,
        ends=text.ends,
        number=one_line(text.number),
        withdrawn_at=None,
    )
    if same.exists():
        raise Refused("document.exists", CLAUSE, first=text.starts, last=text.ends)


@transaction.atomic
def withdraw_document(
    group: Group, document_id: int, why: str, *, standing: Standing, by: int
) -> AbsenceDocument:
    """Take a document out of force; it stays in the table with the reason.

    Raises:
        Http404: no such document of a pupil of the class.
        Refused: access.denied, document.withdrawn, document.no_reason, text.too_long.
    """
    access.check("journal.excuse", standing, Target(class_group=group.id))
    document = _document(group, document_id)
    hold_student(document.student_id)
    document.refresh_from_db(fields=["withdrawn_at"])
    if document.withdrawn_at:
        raise Refused("document.withdrawn", CLAUSE, day=timezone.localtime(document.withdrawn_at).date())
    why = one_line(why)
    if not why:
        raise Refused("document.no_reason", "1.6")
    check_length(why, _LENGTHS["withdrawn_why"])
    before = body_of(document)
    document.withdrawn_at, document.withdrawn_by, document.withdrawn_why = timezone.now(), by, why
    document.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    trace.record(facts.WITHDRAW_EXCUSE, by=by, about=_about(document), before=before, why=why, clause=CLAUSE)
    return document


def _document(group: Group, document_id: int) -> AbsenceDocument:
    found = AbsenceDocument.objects.select_related("student").filter(
        pk=document_id, student__enrolments__class_group_id=group.id
    )
    document = found.first()
    if document is None:
        raise Http404
    return document


def _about(document: AbsenceDocument) -> tuple[int, int]:
    return document.student.ref, document.ref


def body_of(document: AbsenceDocument) -> facts.Body:
    """What the trace keeps of a document."""
    return facts.document_body(
        (document.kind, document.reason),
        (document.starts, document.ends, document.issued_on),
        (document.number, document.note, document.scan),
    )
