"""Чьи носители человек видит: завуч и директор — всей школы, классный руководитель — своего класса."""

from __future__ import annotations

from django.http import Http404

from letopis.acts.models import Carrier
from letopis.regulation import access
from letopis.regulation.access import Standing, Target
from letopis.school.models import ClassGroup


def class_for(standing: Standing, class_id: int) -> ClassGroup:
    """The class, if this person may see what carriers it keeps.

    Raises:
        Http404: there is no such class.
        Refused: access.denied.
    """
    group = ClassGroup.objects.select_related("year").filter(pk=class_id).first()
    if group is None:
        raise Http404
    access.check("acts.see_carriers", standing, Target(class_group=group.pk))
    return group


def carrier_for(standing: Standing, carrier_id: int, deed: str = "acts.see_carriers") -> Carrier:
    """The carrier, if this person may do the deed to it.

    Raises:
        Http404: there is none.
        Refused: access.denied.
    """
    found = Carrier.objects.select_related("class_group__year", "document").filter(pk=carrier_id).first()
    if found is None:
        raise Http404
    access.check(deed, standing, Target(class_group=found.class_group_id))
    return found
