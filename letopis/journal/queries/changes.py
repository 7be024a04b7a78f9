"""Что изменилось на странице с тех пор, как её читали: об этом открытая сетка спрашивает раз за разом."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from letopis.journal.access import Page
from letopis.journal.craft.facts import page_in_period
from letopis.journal.craft.register import CORRECTED, Tuple, final_flags, final_tuple
from letopis.journal.queries.register import lessons_of
from letopis.school.craft.rows import asked
from letopis.school.queries import Period

MOST = 1000
# A record may become visible after one with a higher number: the last moments are looked through again.
OVERLAP, MOMENTS = 200, timedelta(seconds=15)
_CHANGED = """
SELECT t.id, l.id, s.id, e.value, e.is_corrected, e.note, m.value, m.by_calculation, m.is_corrected
  FROM trace_tracerecord t
  LEFT JOIN journal_lesson l ON l.ref = t.object AND l.course_id = %(course)s
  LEFT JOIN people_student s ON s.ref = t.subject
  LEFT JOIN journal_entry e ON e.lesson_id = l.id AND e.student_id = s.id
  LEFT JOIN journal_periodmark m
         ON m.course_id = %(course)s AND m.period_id = %(period)s AND m.student_id = s.id
        AND t.object = %(final)s
 WHERE t.id > %(since)s - %(overlap)s AND (t.id > %(since)s OR t.at > %(lately)s)
 ORDER BY t.id LIMIT %(most)s
"""


def changes_since(page: Page, period: Period, position: int) -> dict[str, Any]:
    """What stands now in the cells, period marks and lessons changed since a position of the trace.

    Costs one question, one more if a lesson was changed. `position` of the answer is where to ask from next.
    """
    rows = _changed(page, period, position)
    cells: dict[tuple[int, int], Tuple] = {}
    finals: dict[int, Tuple] = {}
    lessons: set[int] = set()
    for _number, lesson, student, value, corrected, note, final, by_calculation, final_corrected in rows:
        if lesson and student:
            flags = CORRECTED if corrected else 0
            cells[lesson, student] = [lesson, student, value or "", flags, note or ""]
        elif lesson:
            lessons.add(lesson)
        elif student and final is not None:
            flags = final_flags(by_calculation=by_calculation, corrected=final_corrected)
            finals[student] = final_tuple(student, final, flags)
    closed = page.closings.get(period.id)
    return {
        "position": max(position, rows[-1][0] if rows else 0),
        "cells": list(cells.values()),
        "finals": list(finals.values()),
        "lessons": _lessons(page, period, lessons),
        "closed": closed.isoformat() if closed else None,
    }


def _changed(page: Page, period: Period, position: int) -> list[tuple[Any, ...]]:
    values = {
        "course": page.id,
        "period": period.id,
        "final": page_in_period(page.ref, period.ref),
        "since": position,
        "overlap": OVERLAP,
        "lately": connection.ops.adapt_datetimefield_value(timezone.now() - MOMENTS),
        "most": MOST,
    }
    return asked(_CHANGED, values)


def _lessons(page: Page, period: Period, changed: set[int]) -> list[Tuple]:
    if not changed:
        return []
    locked = period.id in page.closings
    return [row.as_tuple(locked=locked) for row in lessons_of(page, period) if row.id in changed]
