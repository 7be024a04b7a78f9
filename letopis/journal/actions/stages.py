"""Ступени закрытия: учитель сдаёт, классный руководитель проверяет, возвращают с причиной (п. 3.7)."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from letopis.journal.access import Group, Page
from letopis.journal.actions.closing import check_page, hold_class
from letopis.journal.craft import facts
from letopis.journal.models import PageStage
from letopis.journal.queries.closing import ClassState, PageState, state_of
from letopis.regulation import access, closing
from letopis.regulation.access import Standing, Target
from letopis.regulation.refusals import Refused
from letopis.school.models import Course, GradingPeriod
from letopis.school.queries import Period
from letopis.trace import actions as trace

LONGEST = 500


@transaction.atomic
def hand_over(page: Page, period: Period, *, standing: Standing, by: int) -> None:
    """The teacher says a page is complete for the period.

    Raises:
        Http404: the page asks for no marks in the period.
        Refused: access.*, closing.impossible, period.already_closed, period.not_all, period.levels_untold,
            period.works_expected.
    """
    access.check("journal.hand_over", standing, page.target())
    state, found = _held(page, period)
    check_page(found, state)
    _move(found, period, "hand_over", by=by)


@transaction.atomic
def check_pages(group: Group, period: Period, *, standing: Standing, by: int) -> int:
    """The class teacher says the pages handed over are in order; returns how many moved.

    Raises:
        Http404: the period does not concern the class.
        Refused: access.denied, period.already_closed, closing.not_handed, period.not_all,
            period.works_expected.
    """
    access.check("journal.check_pages", standing, Target(class_group=group.id))
    hold_class(group.id)
    state = state_of(group.id, group.year_id, period)
    if state is None:
        raise Http404
    _check_open(state.closed_on)
    late = next((page for page in state.pages if page.state == closing.OPEN), None)
    if late is not None:
        raise Refused("closing.not_handed", "3.7", page=late.title)
    moved = [page for page in state.pages if page.state == closing.HANDED]
    for page in moved:
        check_page(page, state)
        _move(page, period, "check", by=by)
    return len(moved)


@transaction.atomic
def send_back(page: Page, period: Period, why: str, *, standing: Standing, by: int) -> None:
    """Send a page back to its teacher with what is to be mended.

    Raises:
        Http404: the page asks for no marks in the period.
        Refused: access.denied, closing.no_reason, closing.impossible, period.already_closed.
    """
    access.check("journal.send_back", standing, page.target())
    if not why.strip():
        raise Refused("closing.no_reason", "1.6")
    _state, found = _held(page, period)
    _move(found, period, "send_back", by=by, why=why.strip()[:LONGEST])


def _held(page: Page, period: Period) -> tuple[ClassState, PageState]:
    """The class and the page as they stand before closing, held until the transaction ends."""
    hold_class(page.class_group)
    state = state_of(page.class_group, page.year_id, period)
    found = next((one for one in state.pages if one.course == page.id), None) if state else None
    if state is None or found is None:
        raise Http404
    _check_open(state.closed_on)
    return state, found


def _check_open(closed_on: object) -> None:
    if closed_on:
        raise Refused("period.already_closed", "3.7", closed_on=closed_on)


def _move(page: PageState, period: Period, event: str, *, by: int, why: str = "") -> None:
    """The page on its next stage, with the trace of it."""
    state = closing.after(page.state, event)
    PageStage.objects.update_or_create(
        course_id=page.course,
        period_id=period.id,
        defaults={"state": state, "moved_at": timezone.now(), "moved_by": by, "why": why},
    )
    course = Course.objects.values_list("ref", flat=True).get(pk=page.course)
    ref = GradingPeriod.objects.values_list("ref", flat=True).get(pk=period.id)
    trace.record(
        facts.MOVE_STAGE,
        by=by,
        about=(course, ref),
        before=facts.stage_body(page.state),
        after=facts.stage_body(state),
        why=why,
        clause="3.7",
    )
