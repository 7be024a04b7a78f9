"""Документы о пропусках: вернулся в школу, принёс справку, классный руководитель внёс её наутро."""

from __future__ import annotations

from random import Random

from letopis.demo.craft.absences import ILL, Stay
from letopis.demo.craft.calendar import ONE_DAY
from letopis.demo.craft.chance import new_ref
from letopis.demo.craft.facts import DocumentRow, Scribe
from letopis.demo.craft.moments import Moments
from letopis.demo.craft.people import Employee
from letopis.journal.craft import facts
from letopis.regulation.absences import EXCUSED, ILLNESS
from letopis.trace.craft.leaf import body_of

CLAUSE = "3.5"
AFTERNOON = 14 * 3600
SHORT = 1  # days an application of the parents may cover; more is an order of the school


class Papers:
    """Writes a document down for every stay that has one."""

    def __init__(self, chance: Random, scribe: Scribe, moments: Moments) -> None:
        self.chance = chance
        self.scribe = scribe
        self.moments = moments

    def bring(self, stay: Stay, leader: Employee) -> None:
        """The document of a stay that is over."""
        at = self.moments.at(stay.ends + ONE_DAY, AFTERNOON + self.chance.random() * 3600)
        kind, reason = self._kind(stay)
        row = DocumentRow(
            id=next(self.scribe.numbers.document),
            ref=new_ref(self.chance),
            kind=kind,
            reason=reason,
            starts=stay.starts,
            ends=stay.ends,
            number="" if kind == "application" else str(self.chance.randrange(20, 990)),
            issued_on=stay.ends if kind == "medical" else stay.starts,
            note="",
            scan="",
            entered_at=at,
            entered_by=leader.account_ref,
            withdrawn_why="",
            student_id=stay.pupil.id,
        )
        self.scribe.facts.documents.append(row)
        days, texts = (row.starts, row.ends, row.issued_on), (row.number, row.note, row.scan)
        body = body_of(None, facts.document_body((kind, reason), days, texts), "", CLAUSE)
        self.scribe.record(at, row.entered_by, facts.EXCUSE, (stay.pupil.ref, row.ref), body)

    def _kind(self, stay: Stay) -> tuple[str, str]:
        if stay.sign == ILL:
            return "medical", ILLNESS
        return "application" if (stay.ends - stay.starts).days < SHORT else "order", EXCUSED
