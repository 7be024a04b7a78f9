"""О каких страницах журнала человек узнаёт, что на них не в порядке (п. 1.4, 4.2)."""

from __future__ import annotations

from django.http import Http404

from letopis.control.models import Remark
from letopis.journal.access import Page, page_for
from letopis.regulation import access
from letopis.regulation.access import Standing, Target
from letopis.school.models import Course


def pages_seen(standing: Standing) -> frozenset[int] | None:
    """Register pages the person may look after, None for all of the school."""
    if access.permits("control.see_page", standing):
        return None
    of_class = Course.objects.filter(class_group__in=standing.classes).values_list("pk", flat=True)
    return standing.taught.union(of_class)


def remark_for(standing: Standing, remark_id: int, deed: str) -> Remark:
    """The remark, if this person may do the deed to it.

    Raises:
        Http404: there is none.
        Refused: access.denied.
    """
    found = Remark.objects.select_related("course").filter(pk=remark_id).first()
    if found is None:
        raise Http404
    day = standing.on if deed == "control.answer" else None  # who teaches the page today answers
    target = Target(course=found.course_id, class_group=found.course.class_group_id, on=day)
    access.check(deed, standing, target)
    return found


def looked_after(standing: Standing, course_id: int) -> Page:
    """The register page, if this person may look after it.

    Raises:
        Http404: there is no such page.
        Refused: access.denied.
    """
    return page_for(standing, course_id, "control.see_page")
