"""Чью загрузку человек видит: списки школы — завуч и делопроизводитель, план журнала — и его учитель."""

from __future__ import annotations

from django.http import Http404

from letopis.exchange.models import Import
from letopis.planning.access import plan_for
from letopis.regulation import access
from letopis.regulation.access import Standing


def import_for(standing: Standing, act_id: int) -> Import:
    """The import, if this person may see, write and undo it.

    Raises:
        Http404: there is none.
        Refused: access.denied, teacher.not_appointed.
    """
    act = Import.objects.select_related(
        "course__class_group__year", "course__subject", "course__subgroup"
    ).filter(pk=act_id)
    found = act.first()
    if found is None:
        raise Http404
    if not access.permits("exchange.import", standing):
        if found.course_id is None:
            access.check("exchange.import", standing)
        else:
            plan_for(standing, found.course_id, "planning.edit")
    return found
