"""Отметки за период: подтвердить предложенные, поставить свою, исправить после закрытия (п. 3.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.http import Http404

from letopis.journal.access import Page
from letopis.journal.actions.deliveries import remember
from letopis.journal.craft import facts
from letopis.journal.models import PeriodMark
from letopis.journal.queries.cell import hold_page
from letopis.journal.queries.deliveries import remembered
from letopis.journal.queries.period_marks import PageMarks, Stands, page_marks
from letopis.journal.queries.register import rules_day
from letopis.journal.queries.stages import correcting, ground
from letopis.regulation import access
from letopis.regulation.access import Standing
from letopis.regulation.closing import check_correction
from letopis.regulation.conditions import check_final_of_exempt
from letopis.regulation.entries import check_open, check_unchanged
from letopis.regulation.indicators import EXEMPT, NOT_ATTESTED
from letopis.regulation.marks import parse_final
from letopis.regulation.refusals import Refused
from letopis.school.queries import Period, settings_on
from letopis.trace import actions as trace


@dataclass(frozen=True)
class Wanted:
    """A period mark somebody wants.

    Attributes:
        old: what they saw, None to write only where nothing stands.
        new: the mark, "" to take it back.
        reason: ground of a mark not by calculation or of a correction.
        key: names this very edit, so that it is written once however often it arrives; "" if it cannot.
        again: it was sent before and its answer never came.
    """

    student: int
    old: str
    new: str
    reason: str = ""
    key: str = ""
    again: bool = False


@dataclass(frozen=True)
class SavedFinal:
    """A period mark as it stands after writing."""

    student: int
    value: str
    by_calculation: bool
    is_corrected: bool
    not_attested: str = ""


@transaction.atomic
def put_period_mark(page: Page, period: Period, wanted: Wanted, *, standing: Standing, by: int) -> SavedFinal:
    """Write one pupil's mark for the period.

    Raises:
        Http404: the pupil is not on this page in the period.
        Refused: access.*, mark.not_in_scale, mark.not_in_own_scale, period.exempt, period.no_exemption,
            period.closed, reason.required, conflict, period.not_begun.
    """
    answered = remembered(by, [wanted.key] if wanted.again and wanted.key else [])
    if wanted.key in answered:
        return SavedFinal(wanted.student, *answered[wanted.key])
    hold_page(page.id)
    known = page_marks(page, period, settings_on(rules_day(period, standing.on)), standing.on)
    may_correct = _check_right(page, period, known, standing)
    if known.closed_on:
        found = correcting(page.class_group, period.id, standing.on)
        wanted = replace(wanted, reason=ground(found.act, wanted.reason))
        may_correct = may_correct or bool(found.act and found.act.for_teachers)
        if may_correct:
            check_correction(found.act, settings_on(standing.on).closing, by=by, closed_by=found.closed_by)
    saved = _put(page, period, known, wanted, by=by, may_correct=may_correct, today=standing.on)
    if known.closed_on:  # last, so that nobody proves it for nothing; what was written is taken back
        access.check_proof(standing)
    if wanted.key:
        remember({wanted.key: (saved.value, saved.by_calculation, saved.is_corrected)}, by=by)
    return saved


@transaction.atomic
def confirm_period_marks(
    page: Page, period: Period, proposals: list[tuple[int, str]], *, standing: Standing, by: int
) -> tuple[list[SavedFinal], list[tuple[int, Refused]]]:
    """Write the proposed marks a teacher confirmed, each where nothing stands yet.

    Proposals are pairs of a pupil's id and a mark. Returned are the marks written, and the pupils refused
    with why; one refusal does not hold up the others.

    Raises:
        Refused: access.*, period.closed, period.not_begun: then nothing is written.
    """
    hold_page(page.id)
    known = page_marks(page, period, settings_on(rules_day(period, standing.on)), standing.on)
    _check_right(page, period, known, standing)
    if known.closed_on:
        raise Refused("period.closed", "3.7", closed_on=known.closed_on)
    written, refused = [], []
    for student, mark in proposals:
        try:
            wanted = Wanted(student, "", mark)
            written.append(_put(page, period, known, wanted, by=by, may_correct=False, today=standing.on))
        except Refused as refusal:
            refused.append((student, refusal))
    return written, refused


def _check_right(page: Page, period: Period, known: PageMarks, standing: Standing) -> bool:
    """The right of the person; tells whether it is the right to correct."""
    may_correct = access.permits("journal.correct_mark", standing, page.target())
    if not (may_correct and known.closed_on):
        access.check("journal.put_period_mark", standing, page.target(on=_duty_day(page, standing.on)))
    return may_correct


def _duty_day(page: Page, today: date) -> date:
    """Who teaches now puts the period's marks; after the year, who taught on its last day."""
    return min(today, page.year.ends or today)


def _put(
    page: Page, period: Period, known: PageMarks, wanted: Wanted, *, by: int, may_correct: bool, today: date
) -> SavedFinal:
    if wanted.student not in known.refs:
        raise Http404
    if period.starts > today:
        raise Refused("period.not_begun", "3.7", day=period.starts)
    stands = known.stands.get(wanted.student)
    value = parse_final(wanted.new, known.scale(wanted.student, page, rules_day(period, today)))
    if not stands or value != stands.value:
        check_final_of_exempt(known.exemption(wanted.student), value, EXEMPT)
    check_open(known.closed_on, reason=wanted.reason, may_correct=may_correct)
    check_unchanged(wanted.old, stands.value if stands else "")
    by_calculation = not value or value == known.proposal(wanted.student) or known.is_level(value)
    _check_reason(known, wanted, value, by_calculation=by_calculation)
    is_corrected = known.closed_on is not None or bool(stands and stands.is_corrected)
    why = known.why_not_attested(wanted.student) if value == NOT_ATTESTED else ""
    saved = SavedFinal(wanted.student, value, by_calculation, is_corrected, why)
    if value != (stands.value if stands else ""):
        _write(page, period, known, saved, by=by, why=wanted.reason)
    return saved


def _check_reason(known: PageMarks, wanted: Wanted, value: str, *, by_calculation: bool) -> None:
    """A mark other than the calculated one needs a ground, if the act in force asks for it."""
    proposed = known.proposal(wanted.student)
    if by_calculation or not proposed or not known.overrides_need_reason:
        return
    if not wanted.reason.strip():
        raise Refused("reason.not_by_calculation", "3.7", proposed=proposed, value=value)


def _write(page: Page, period: Period, known: PageMarks, saved: SavedFinal, *, by: int, why: str) -> None:
    stands = known.stands.get(saved.student)
    PeriodMark.objects.update_or_create(
        course_id=page.id,
        period_id=period.id,
        student_id=saved.student,
        defaults={
            "value": saved.value,
            "by_calculation": saved.by_calculation,
            "reason": why.strip()[:500],
            "is_corrected": saved.is_corrected,
            "not_attested": saved.not_attested,
        },
    )
    trace.record(
        facts.CORRECT_PERIOD_MARK if known.closed_on else facts.PUT_PERIOD_MARK,
        by=by,
        about=(known.refs[saved.student], facts.page_in_period(page.ref, period.ref)),
        before=_body(page, period, stands) if stands else None,
        after=_body(page, period, saved),
        why=why,
        clause="3.7",
    )


def _body(page: Page, period: Period, mark: Stands | SavedFinal) -> facts.Body | None:
    return facts.period_mark_body(
        mark.value,
        page.ref,
        period.ref,
        by_calculation=mark.by_calculation,
        not_attested=mark.not_attested,
    )
