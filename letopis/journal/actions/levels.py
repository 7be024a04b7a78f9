"""Записать уровни и слова об успехах учеников, которых учат без отметок (п. 2.2, 3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from letopis.journal.access import Page
from letopis.journal.craft import facts
from letopis.journal.craft.lines import one_line
from letopis.journal.models import Attainment
from letopis.journal.queries.cell import hold_page
from letopis.journal.queries.levels import Pupil, exempt_all, page_levels
from letopis.journal.queries.period_marks import closed_on
from letopis.journal.queries.register import rules_day
from letopis.journal.queries.stages import correcting, ground
from letopis.regulation import access
from letopis.regulation.access import Standing
from letopis.regulation.closing import check_correction
from letopis.regulation.entries import check_open, check_unchanged
from letopis.regulation.levels import check_level
from letopis.regulation.refusals import Refused
from letopis.school.queries import Period, settings_on
from letopis.trace import actions as trace


@dataclass(frozen=True)
class Wish:
    """What a person wants to say about a pupil, and what they saw: a level and a text each."""

    student: int
    old: tuple[str, str]
    new: tuple[str, str]


@transaction.atomic
def put_levels(
    page: Page, period: Period, wishes: list[Wish], *, standing: Standing, by: int, reason: str = ""
) -> list[tuple[int, Refused]]:
    """Write levels and texts of a page for a period, each by itself; returns who was refused and why.

    Args:
        page: the register page.
        period: the period.
        wishes: one for a pupil; unchanged ones are left alone.
        standing: what the person rests the right on.
        by: reference of the account.
        reason: ground of a correction after closing.

    Raises:
        Refused: access.*, level.marked_class, period.not_begun, period.closed, reason.required: then nothing
            is written.
    """
    hold_page(page.id)
    closed = closed_on(page.class_group, period.id)
    found = correcting(page.class_group, period.id, standing.on) if closed else None
    reason = ground(found.act, reason) if found else reason
    _check(
        page,
        period,
        closed,
        reason,
        standing,
        for_teachers=bool(found and found.act and found.act.for_teachers),
    )
    if found:
        check_correction(found.act, settings_on(standing.on).closing, by=by, closed_by=found.closed_by)
    rule = settings_on(rules_day(period, standing.on)).levels
    pupils = {pupil.id: pupil for pupil in page_levels(page, period)}
    exempt = exempt_all(page, period, pupils)
    refused = []
    for wish in wishes:
        pupil = pupils.get(wish.student)
        if pupil is None or wish.new == wish.old:
            continue
        level, text = wish.new[0], one_line(wish.new[1])
        try:
            check_level(rule, level, text, is_unmarked=True, is_exempt=pupil.id in exempt)
            check_unchanged(_shown(wish.old), _shown((pupil.told.level, pupil.told.text)))
        except Refused as refusal:
            refused.append((wish.student, refusal))
            continue
        _write(page, period, pupil, (level, text), by=by, closed=closed, why=reason)
    return refused


def _shown(told: tuple[str, str]) -> str:
    return " ".join(filter(None, (told[0], one_line(told[1]))))


def _check(
    page: Page, period: Period, closed: date | None, reason: str, standing: Standing, *, for_teachers: bool
) -> None:
    settings = settings_on(rules_day(period, standing.on))
    may_correct = access.permits("journal.correct_mark", standing, page.target())
    if not (may_correct and closed):
        day = min(standing.on, page.year.ends or standing.on)
        access.check("journal.put_level", standing, page.target(on=day))
    check_level(settings.levels, "", "", is_unmarked=page.grade_level in settings.unmarked_grades)
    if period.starts > standing.on:
        raise Refused("period.not_begun", "3.7", day=period.starts)
    check_open(closed, reason=reason, may_correct=may_correct or for_teachers)
    if closed:
        access.check_proof(standing)


def _write(
    page: Page,
    period: Period,
    pupil: Pupil,
    new: tuple[str, str],
    *,
    by: int,
    closed: date | None,
    why: str,
) -> None:
    if new == pupil.told[:2]:
        return
    is_corrected = closed is not None or pupil.told.is_corrected
    Attainment.objects.update_or_create(
        course_id=page.id,
        period_id=period.id,
        student_id=pupil.id,
        defaults={"level": new[0], "text": new[1], "is_corrected": is_corrected},
    )
    trace.record(
        facts.CORRECT_LEVEL if closed else facts.PUT_LEVEL,
        by=by,
        about=(pupil.ref, facts.page_in_period(page.ref, period.ref)),
        before=facts.level_body(pupil.told.level, pupil.told.text, page.ref, period.ref),
        after=facts.level_body(*new, page.ref, period.ref),
        why=why,
        clause="3.7",
    )
