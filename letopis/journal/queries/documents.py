"""Документы о пропусках: класса для тех, кто его ведёт, и свои для ученика и родителей (п. 3.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from letopis.journal.models import AbsenceDocument
from letopis.journal.queries.days import kind_names
from letopis.people.queries import names_of
from letopis.school.queries import settings_on


@dataclass(frozen=True)
class DocumentLine:
    """A document as a list shows it.

    Attributes:
        kind: name of its kind.
        who: who entered it.
        withdrawn: who took it out of force, "" while it is in force.
    """

    id: int
    student: int
    pupil: str
    kind: str
    starts: date
    ends: date
    number: str
    issued_on: date | None
    note: str
    scan: str
    at: datetime
    who: str
    withdrawn_at: datetime | None
    withdrawn: str
    why: str


def documents_of(pupils: Sequence[int], since: date, until: date) -> list[DocumentLine]:
    """Documents that cover a day between two, withdrawn ones too, the latest first; two questions."""
    rows = list(
        AbsenceDocument.objects.filter(student__in=list(pupils), starts__lte=until, ends__gte=since)
        .select_related("student")
        .order_by("-starts", "-id")
    )
    refs = {ref for row in rows for ref in (row.entered_by, row.withdrawn_by) if ref is not None}
    names = names_of(refs) if refs else {}
    kinds = kind_names(settings_on(until))
    return [_line(row, names, kinds) for row in rows]


def _line(row: AbsenceDocument, names: dict[int, str], kinds: dict[str, str]) -> DocumentLine:
    return DocumentLine(
        id=row.pk,
        student=row.student_id,
        pupil=f"{row.student.surname} {row.student.given_name}",
        kind=kinds.get(row.kind, row.kind),
        starts=row.starts,
        ends=row.ends,
        number=row.number,
        issued_on=row.issued_on,
        note=row.note,
        scan=row.scan,
        at=row.entered_at,
        who=names.get(row.entered_by, ""),
        withdrawn_at=row.withdrawn_at,
        withdrawn=names.get(row.withdrawn_by or 0, "") if row.withdrawn_at else "",
        why=row.withdrawn_why,
    )
