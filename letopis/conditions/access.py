"""Кто открывает особые условия класса: найти класс и спросить о праве одним действием (п. 4.2)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from letopis.regulation import access
from letopis.regulation.access import Span, Standing, Target
from letopis.school.models import ClassGroup


@dataclass(frozen=True)
class ClassPage:
    """A class of one year.

    Attributes:
        title: e.g. 7 «А».
    """

    id: int
    ref: int
    title: str
    year_id: int
    year: Span


def class_for(standing: Standing, class_id: int, deed: str) -> ClassPage:
    """The class, if this person may do the deed to it.

    Raises:
        Http404: there is no such class.
        Refused: access.denied.
    """
    group = ClassGroup.objects.select_related("year").filter(pk=class_id).first()
    if group is None:
        raise Http404
    access.check(deed, standing, Target(class_group=group.pk))
    return ClassPage(group.pk, group.ref, str(group), group.year_id, Span(group.year.starts, group.year.ends))
