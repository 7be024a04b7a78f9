"""Чего контроль ждёт от человека: ответа на замечание, решения по ответу, исправления своих страниц."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import ngettext

from letopis.control.access import pages_seen
from letopis.control.queries.faults import Wanted, faults_on
from letopis.control.queries.remarks import awaited_by
from letopis.regulation.access import Standing, permits
from letopis.screen.craft.duties import KNOWN, LATE, WAITING, Duty


def control_duties(standing: Standing) -> Iterator[Duty]:
    """Remarks that wait for the person, and how much of their own pages is not in order."""
    counted = awaited_by(standing).aggregate(
        waiting=Count("id"), late=Count("id", filter=Q(due__lt=standing.on))
    )
    if counted["waiting"]:
        yield _remarks(counted["waiting"], counted["late"])
    pages = pages_seen(standing)
    found = faults_on(standing.on, Wanted(courses=pages)) if pages is None or pages else []
    if found:
        yield _faults(
            sum(len(fault.places) for fault in found),
            len({fault.page.course for fault in found}),
            KNOWN if permits("control.remark", standing) else WAITING,
        )


def _remarks(waiting: int, late: int) -> Duty:
    text = ngettext("%(number)d замечание ждёт вас", "%(number)d замечаний ждут вас", waiting)
    more = ngettext("у %(number)d срок прошёл", "у %(number)d срок прошёл", late) % {"number": late}
    return Duty(
        LATE if late else WAITING,
        text % {"number": waiting},
        reverse("control:remarks"),
        more if late else "",
    )


def _faults(places: int, pages: int, weight: str) -> Duty:
    text = ngettext(
        "%(number)d место в журналах не в порядке", "%(number)d мест в журналах не в порядке", places
    )
    more = ngettext("на %(number)d странице", "на %(number)d страницах", pages)
    return Duty(weight, text % {"number": places}, reverse("control:faults"), more % {"number": pages})
