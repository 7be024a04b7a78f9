"""Закрыть период у класса: все отметки стоят, дальше только исправление с основанием (п. 3.7)."""

from __future__ import annotations

from dataclasses import replace

from django.db import connection, transaction
from django.http import Http404
from django.utils import timezone

from letopis.journal.craft import facts
from letopis.journal.models import PeriodClosing
from letopis.journal.queries.closing import ClassState, PageState, closings_of, state_of
from letopis.regulation import access
from letopis.regulation.access import Standing, Target
from letopis.regulation.closing import check_ready
from letopis.regulation.refusals import Refused
from letopis.school.models import ClassGroup
from letopis.school.queries import Period, periods_of, settings_on
from letopis.trace import actions as trace


@transaction.atomic
def close_period(class_id: int, period: Period, *, standing: Standing, by: int) -> PeriodClosing:
    """Close a period for a class and put a seal over it.

    Raises:
        Http404: no such class in the period's year.
        Refused: access.denied, period.already_closed, period.not_ended, period.not_all,
            period.levels_untold, period.works_expected, period.parts_open, closing.not_checked.
    """
    access.check("journal.close_period", standing, Target(class_group=class_id))
    group = hold_class(class_id)
    state = state_of(class_id, group.year_id, period)
    if state is None:
        raise Http404
    _check(group, period, state, standing)
    closing = PeriodClosing.objects.create(
        class_group=group, period_id=period.id, closed_at=timezone.now(), closed_by=by
    )
    after = facts.closing_body(closing.closed_at)
    trace.record(facts.CLOSE_PERIOD, by=by, about=(group.ref, period.ref), after=after, clause="3.7")
    transaction.on_commit(trace.seal)
    return closing


def hold_class(class_id: int) -> ClassGroup:
    """The class, held so that nobody writes its marks meanwhile."""
    found = ClassGroup.objects.filter(pk=class_id)
    if connection.features.has_select_for_update:
        found = found.select_for_update()
    group = found.first()
    if group is None:
        raise Http404
    return group


def _check(group: ClassGroup, period: Period, state: ClassState, standing: Standing) -> None:
    if state.closed_on:
        raise Refused("period.already_closed", "3.7", closed_on=state.closed_on)
    if standing.on < period.ends:
        raise Refused("period.not_ended", "3.7", day=period.ends)
    check_complete(state)
    check_ready((page.state for page in state.pages), settings_on(period.ends).closing)
    if period.scheme == "year":
        _check_parts(group, period)


def check_page(page: PageState, state: ClassState) -> None:
    """A single page of a class may be handed over.

    Raises:
        Refused: period.not_all, period.levels_untold, period.works_expected.
    """
    check_complete(replace(state, pages=(page,)))


def check_complete(state: ClassState) -> None:
    """Nothing is missing on the pages and no work is awaited, where that holds a closing up.

    Raises:
        Refused: period.not_all, period.levels_untold, period.works_expected.
    """
    if state.missing and state.missing_blocks:
        page = next(page for page in state.pages if page.missing)
        code = "period.levels_untold" if state.is_unmarked else "period.not_all"
        raise Refused(code, "3.7", missing=state.missing, page=page.title, pupil=page.missing[0])
    if state.works and state.works_block:
        page = next(page for page in state.pages if page.works)
        raise Refused("period.works_expected", "3.7", works=state.works, page=page.title, pupil=page.works[0])


def _check_parts(group: ClassGroup, period: Period) -> None:
    """The year is closed after all its parts."""
    for part in periods_of(group.year_id, group.scheme):
        if part.id != period.id and group.pk not in closings_of(part):
            raise Refused("period.parts_open", "3.7", part=part.title)
