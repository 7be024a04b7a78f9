"""Чей план человек видит и правит: найти страницу журнала и спросить о праве одним действием (п. 4.2)."""

from __future__ import annotations

from letopis.journal.access import Page, page_for
from letopis.regulation import access
from letopis.regulation.access import Standing, Target


def plan_for(standing: Standing, course_id: int, deed: str = "planning.read") -> Page:
    """The register page, if this person may do the deed to its plan.

    Raises:
        Http404: there is no such page.
        Refused: access.denied, teacher.not_appointed.
    """
    page = page_for(standing, course_id, "planning.read")
    if deed != "planning.read":
        access.check(deed, standing, _edited(page, standing))
    return page


def may_edit(standing: Standing, page: Page) -> bool:
    """Whether the person may change the plan of the page."""
    return access.permits("planning.edit", standing, _edited(page, standing))


def _edited(page: Page, standing: Standing) -> Target:
    """A plan is written in August too: who is appointed on the year's first day may; a substitute may not."""
    day = min(max(standing.on, page.year.starts), page.year.ends or standing.on)
    return page.target(on=day)
