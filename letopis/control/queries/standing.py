"""Какие замечания стоят сейчас: этим летопись сверяет себя с таблицами."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from letopis.control.craft import facts
from letopis.control.models import Remark
from letopis.trace.craft.facts import Kind, Pair


def standing_remarks() -> Iterator[tuple[Pair, Mapping[str, Any]]]:
    """Every remark."""
    rows = Remark.objects.order_by("id").values_list("course__ref", "ref", "text", "due", "state", "answer")
    for course, ref, text, due, state, answer in rows.iterator(2_000):
        yield (course, ref), facts.remark_body(text, due, state, answer)


def named(pair: Pair) -> str:
    """A remark in words."""
    found = Remark.objects.filter(ref=pair[1]).select_related("course").first()
    where = {"where": str(found.course), "text": found.text} if found else {"where": "", "text": ""}
    return _("Замечание: %(where)s, %(text)s") % where


KIND = Kind("control.remark", facts.DEEDS, standing_remarks, named)
