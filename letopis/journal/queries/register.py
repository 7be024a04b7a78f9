"""Страница журнала: ученики, уроки, клетки и отметки за период в несколько вопросов."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext_lazy

from letopis.conditions.queries import BESIDE_PUPIL, COLUMNS, NEAREST, PageConditions, page_conditions
from letopis.journal.access import Page
from letopis.journal.craft.register import (
    CORRECTED,
    Cells,
    LessonRow,
    Tuple,
    final_flags,
    final_tuple,
    lines_of,
    told_of_year,
)
from letopis.journal.queries.days import kind_names
from letopis.people.craft.alphabet import place_of
from letopis.people.models import signed_name
from letopis.regulation.conditions import exemption_in
from letopis.regulation.faults import watches_marks
from letopis.regulation.settings import Settings
from letopis.school.craft.rows import Value, asked, asked_together
from letopis.school.queries import Period, periods_of, settings_on, work_types_on

# Beside each pupil stand the documents about absences that cover a day of the period, and special conditions.
_PUPILS = f"""
SELECT s.id, s.surname, s.given_name, CAST(e.starts AS text), CAST(e.ends AS text),
       CAST(d.starts AS text), CAST(d.ends AS text), d.kind, {COLUMNS}
  FROM {{roll}} e
  JOIN people_student s ON s.id = e.student_id
  LEFT JOIN journal_absencedocument d ON d.student_id = s.id AND d.withdrawn_at IS NULL
       AND d.starts <= %(ends)s AND d.ends >= %(starts)s
  {BESIDE_PUPIL}
 WHERE e.{{list}}_id = %(list)s AND e.starts <= %(ends)s AND (e.ends IS NULL OR e.ends >= %(starts)s)
 ORDER BY s.surname, s.given_name, s.patronymic, s.id, e.starts, d.starts, d.id, {NEAREST}
"""  # noqa: S608 - joined of our own texts
_LESSONS = """
SELECT l.id, CAST(l.date AS text), l.number, l.topic, l.homework, w.id, w.short, w.weight,
       e.surname, e.given_name, e.patronymic{cells}
  FROM journal_lesson l LEFT JOIN school_worktype w ON w.id = l.work_type_id
  LEFT JOIN timetable_change h ON h.course_id = l.course_id AND h.date = l.date AND h.number = l.number
  LEFT JOIN people_employee e ON e.id = h.teacher_id
 WHERE l.course_id = %(course)s AND l.date BETWEEN %(starts)s AND %(ends)s
 ORDER BY l.date, l.number
"""
# All cells of a lesson in one value, two lines for each: pupil's number, what stands there. No sign has
# a line's end in it; without a row for each cell the page's questions take half the time.
_CELLS = """, (SELECT {joined}(c.student_id || '
' || c.value, '
') FROM journal_entry c WHERE c.lesson_id = l.id AND c.value <> '')"""
_JOINED = {"sqlite": "group_concat", "postgresql": "string_agg"}
# Written as the partial index `journal_entry_beside` has it.
_BESIDE = """
SELECT e.lesson_id, e.student_id, e.is_corrected, e.note
  FROM journal_lesson l JOIN journal_entry e ON e.lesson_id = l.id
 WHERE l.course_id = %(course)s AND l.date BETWEEN %(starts)s AND %(ends)s
   AND (e.is_corrected OR NOT (e.note = ''))
"""
_MARKS = """
SELECT m.student_id, m.period_id, m.value, m.by_calculation, m.is_corrected
  FROM journal_periodmark m JOIN school_gradingperiod p ON p.id = m.period_id
 WHERE m.course_id = %(course)s ORDER BY p.ordinal
"""
Paper = tuple[int, str, str, str | None]
Row = list[Any]
KIND_NAMES = {"exempt": gettext_lazy("освобождён"), "practical": gettext_lazy("освобождён от практики")}


def register_of(page: Page, period: Period, today: date) -> dict[str, Any]:
    """Everything the grid draws, as plain values for JSON (see `craft.register`).

    Costs one question: pupils, period marks, lessons with their cells, what stands beside the cells.
    """
    settings = settings_on(rules_day(period, today))
    of_year = period.scheme == "year"
    asking = _questions(of_subgroup=bool(page.subgroup), of_year=of_year, vendor=connection.vendor)
    learners, marks, *columns = asked_together(asking, _about(page, period))
    pupils, papers, conditions = _pupils(learners, settings)
    rows = {int(str(pupil[0])): number for number, pupil in enumerate(pupils)}
    lessons, filled = ([], Cells()) if of_year else _filled(rows, *columns)
    closed = page.closings.get(period.id)
    _period_marks(marks, rows, filled, period)
    if of_year:
        _year(marks, rows, filled, page, settings)
    told = {"told": filled.told, "parts": filled.parts} if of_year else {}
    return {
        "course": page.id,
        "position": page.position,
        "scheme": page.scheme,
        "period": _period(period, closed),
        "today": today.isoformat(),
        "pupils": pupils,
        "lessons": [lesson.as_tuple(locked=closed is not None) for lesson in lessons],
        "cells": filled.lines,
        "beside": filled.beside,
        "papers": [[rows[pupil], *about] for pupil, *about in papers],
        "finals": filled.finals,
        "types": [
            [id_, name, short, float(weight)] for id_, _code, name, short, weight in work_types_on(today)
        ],
        "urls": dict(_urls(page.id, period.id)),
        **told,
        **_signs(settings, page, period, today),
        **_conditions(conditions, settings, page, period, rows),
    }


def rules_day(period: Period, today: date) -> date:
    """The day whose edition rules a period: today while it runs, its last day afterwards."""
    return min(max(today, period.starts), period.ends)


def _period(period: Period, closed: date | None) -> dict[str, object]:
    return {
        "id": period.id,
        "title": period.title,
        "short": period.short,
        "closed": closed.isoformat() if closed else None,
        "ends": period.ends.isoformat(),
    }


def _signs(settings: Settings, page: Page, period: Period, today: date) -> dict[str, object]:
    scale = settings.scale_for(page.grade_level, pass_fail=page.pass_fail)
    rule, passes = settings.rounding(period.scheme), settings.pass_rule
    near = watches_marks(period.ends, settings.entry_terms, today)
    out = settings.non_attestation
    return {
        "marks": scale.marks,
        "passfail": scale.pass_fail,
        "absences": scale.absences,
        "late": scale.late,
        "excused": scale.excused,
        "finalsigns": scale.finals,
        "most": scale.most,
        "expected": scale.expected,
        "retakes": scale.retakes,
        "wait": settings.expected_works.days,
        "rule": {
            "threshold": f"{float(rule.threshold):g}",
            "min": rule.minimum,
            "words": passes.words,
            "share": float(passes.share),
            "least": passes.minimum,
            "out": float(out.missed) if near else None,
        },
    }


def _conditions(
    conditions: PageConditions, settings: Settings, page: Page, period: Period, rows: dict[int, int]
) -> dict[str, object]:
    """Whom a document exempts or gives another scale; signs of those scales are added to the page's own.

    A condition: row, first and last day, what it says, document. An exemption: row, how much of the period.
    """
    if not conditions.own and not conditions.common:
        return {}
    scale = settings.scale_for(page.grade_level, pass_fail=page.pass_fail)
    marks, words = list(scale.marks), list(scale.pass_fail)
    told: list[Tuple] = []
    exempt: list[Tuple] = []
    for student, row in rows.items():
        papers = dict(conditions.papers.get(student, ()))
        for one in conditions.of(student):
            special = settings.special_scales.get(one.scale)
            says = special.name if special else str(KIND_NAMES.get(one.kind, one.scale))
            ends = one.days.ends.isoformat() if one.days.ends else ""
            told.append([row, one.days.starts.isoformat(), ends, says, papers.get(one, ""), one.kind])
            own = settings.scale_for(page.grade_level, pass_fail=page.pass_fail, special=one.scale)
            marks += [sign for sign in own.marks if sign not in marks]
            words += [sign for sign in own.pass_fail if sign not in words]
        covers = exemption_in(conditions.of(student), period.starts, period.ends)
        exempt += [[row, covers]] if covers else []
    return {"marks": marks, "passfail": words, "conditions": told, "exempt": exempt}


@lru_cache(maxsize=2000)
def _urls(course: int, period: int) -> dict[str, str]:
    query = f"?period={period}"
    return {
        "cell": reverse("journal:cell", args=[course]),
        "note": reverse("journal:note", args=[course]),
        "cells": reverse("journal:cells", args=[course]),
        "changes": reverse("journal:changes", args=[course]) + query,
        "history": reverse("journal:history", args=[course]),
        "final": reverse("journal:period_mark", args=[course]) + query,
        "confirm": reverse("journal:confirm", args=[course]) + query,
        "lesson": reverse("journal:lesson", args=[course]) + query,
        "work": reverse("journal:work", args=[course, 0]),
        "explain": reverse("journal:explain", args=[course, 0]) + query,
        "homework": reverse("journal:homework", args=[course]) + query,
        "plan": reverse("planning:next", args=[course]),
        "sure": reverse("keys:sure"),
    }


@lru_cache(maxsize=8)
def _questions(*, of_subgroup: bool, of_year: bool, vendor: str) -> tuple[tuple[str, int], ...]:
    """What a page asks, with the number of columns of each answer; a year has no lessons of its own."""
    roll = ("people_subgroupmembership", "subgroup") if of_subgroup else ("people_enrolment", "class_group")
    always = (_PUPILS.format(roll=roll[0], list=roll[1]), 15), (_MARKS, 5)
    lessons = _LESSONS.format(cells=_CELLS.format(joined=_JOINED[vendor]))
    return always if of_year else (*always, (lessons, 12), (_BESIDE, 4))


def _about(page: Page, period: Period) -> dict[str, Value]:
    return {
        "list": page.subgroup or page.class_group,
        "course": page.id,
        "class": page.class_group,
        "starts": period.starts,
        "ends": period.ends,
    }


def _pupils(found: list[Row], settings: Settings) -> tuple[list[Tuple], list[Paper], PageConditions]:
    """Pupils who were here in the period, the documents about their absences, their special conditions.

    A pupil: id, name, first day, last day or "" while they stay. A document: pupil's id, first and last day,
    its kind; what it says of health is not a teacher's business.
    """
    kinds = kind_names(settings)
    pupils: dict[int, Tuple] = {}
    papers: dict[Paper, None] = {}
    found.sort(key=lambda row: place_of(row[1], row[2]))
    for id_, surname, given, starts, ends, since, until, kind, *_condition in found:
        pupil = pupils.setdefault(id_, [id_, f"{surname} {given}", starts, ""])
        pupil[3] = ends or ""
        if since:
            papers[id_, since, until, kinds.get(kind, kind)] = None
    return list(pupils.values()), list(papers), page_conditions(row[8:] for row in found)


def lessons_of(page: Page, period: Period) -> list[LessonRow]:
    """Lessons of a page in a period, by their days."""
    return [_lesson(row) for row in asked(_LESSONS.format(cells=""), _about(page, period))]


def _lesson(row: Sequence[Any]) -> LessonRow:
    id_, day, number, topic, homework, type_id, short, weight, *name = row
    weighs = 1 if weight is None else float(weight)
    given_by = signed_name(*name) if name[0] else ""
    return LessonRow(id_, day, number, topic, homework, type_id, short or "", weighs, given_by)


def _filled(rows: dict[int, int], found: list[Row], beside: list[Row]) -> tuple[list[LessonRow], Cells]:
    """Lessons of a page in a period and what stands in their cells."""
    lessons = [_lesson(row[:-1]) for row in found]
    lines = lines_of(rows, [row[-1] or "" for row in found])
    return lessons, Cells(lines, _beside(beside, rows, lessons))


def _beside(found: list[Row], rows: dict[int, int], lessons: list[LessonRow]) -> list[Tuple]:
    """Corrections and notes: row, column, flags, note."""
    columns = {lesson.id: number for number, lesson in enumerate(lessons)}
    return [
        [rows[student], columns[lesson], CORRECTED if corrected else 0, note]
        for lesson, student, corrected, note in found
        if student in rows and lesson in columns
    ]


def _period_marks(marks: list[Row], rows: dict[int, int], filled: Cells, period: Period) -> None:
    for student, its_period, value, by_calculation, corrected in marks:
        if its_period == period.id and student in rows and value:
            flags = final_flags(by_calculation=by_calculation, corrected=corrected)
            filled.finals.append(final_tuple(rows[student], value, flags))


def _year(marks: list[Row], rows: dict[int, int], filled: Cells, page: Page, settings: Settings) -> None:
    """The year's page: the marks of its periods, their mean and what the year's mark would be."""
    parts = [part for part in periods_of(page.year_id, page.scheme) if part.scheme != "year"]
    inside = {part.id for part in parts}
    stand: dict[int, dict[int, str]] = defaultdict(dict)
    for student, its_period, value, *_about in marks:
        if its_period in inside and student in rows and value:
            stand[rows[student]][its_period] = value
    order = sorted(rows.values())
    rule = settings.rounding("year")
    for row in order:
        told = told_of_year(list(stand[row].values()), rule, settings.annual, settings.pass_rule)
        filled.told.append([row, *told])
    filled.parts = [
        [part.short, part.title, *(stand[row].get(part.id, "") for row in order)] for part in parts
    ]
