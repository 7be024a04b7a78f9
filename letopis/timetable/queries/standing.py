"""Что стоит в расписании сейчас: этим летопись сверяет себя с таблицами (п. 1.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from letopis.timetable.craft import facts
from letopis.timetable.models import Change, Slot
from letopis.trace.craft.facts import Kind, Pair

# Lessons an employee gives in another's place, as a part of their standing (`people.access`).
SUBSTITUTED = """
SELECT 'lesson', CAST(h.number AS text), h.course_id, h.date, h.date
  FROM timetable_change h WHERE h.teacher_id = %s AND h.kind <> 'cancelled'
"""
Standing = Iterator[tuple[Pair, Mapping[str, Any]]]


def slots() -> Standing:
    """Every lesson of the week, past ones too."""
    columns = ("ref", "course__ref", "weekday", "number", "room__name", "starts", "ends")
    for ref, course, weekday, number, room, starts, ends in Slot.objects.order_by("id").values_list(*columns):
        yield (ref, course), facts.slot_body(weekday, number, room or "", starts, ends)


def changes() -> Standing:
    """Every change of a day."""
    columns = ("ref", "course__ref", "date", "number", "kind", "teacher__ref", "room__name")
    for ref, course, day, number, kind, teacher, room in Change.objects.order_by("id").values_list(*columns):
        yield (ref, course), facts.change_body(day, number, kind, teacher or 0, room or "")


def slot_named(pair: Pair) -> str:
    """A lesson of the week in words."""
    found = Slot.objects.select_related("course__class_group", "course__subject").filter(ref=pair[0]).first()
    if found is None:
        return _("Урок недели, которого больше нет")
    where = {"where": str(found.course), "day": found.weekday, "number": found.number}
    return _("%(where)s: день недели %(day)s, урок %(number)s") % where


def change_named(pair: Pair) -> str:
    """A change of a day in words."""
    found = (
        Change.objects.select_related("course__class_group", "course__subject").filter(ref=pair[0]).first()
    )
    if found is None:
        return _("Изменение в расписании, которого больше нет")
    where = {"where": str(found.course), "day": f"{found.date:%d.%m.%Y}", "number": found.number}
    return _("%(where)s: изменение %(day)s, урок %(number)s") % where


KINDS = (
    Kind("timetable.slot", frozenset({facts.PUT_SLOT, facts.END_SLOT}), slots, slot_named),
    Kind("timetable.change", frozenset({facts.PUT_CHANGE, facts.WITHDRAW_CHANGE}), changes, change_named),
)
