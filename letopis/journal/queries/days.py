"""Класс за день или неделю: уроки, ученики, пропуски, подгруппы и документы в пять вопросов."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from letopis.journal.craft.attendance import Attender, Hour
from letopis.journal.models import AbsenceDocument
from letopis.people.craft.alphabet import place_of
from letopis.regulation.absences import Paper
from letopis.regulation.access import Span
from letopis.regulation.settings import Settings
from letopis.school.craft.rows import Value, asked, day_of, known_day

_PUPILS = """
SELECT s.id, s.surname, s.given_name, e.starts, e.ends
  FROM people_enrolment e JOIN people_student s ON s.id = e.student_id
 WHERE e.class_group_id = %(class)s AND e.starts <= %(until)s AND (e.ends IS NULL OR e.ends >= %(since)s)
"""
_HOURS = """
SELECT l.id, l.date, l.number, COALESCE(NULLIF(b.short, ''), b.name), c.subgroup_id
  FROM school_course c
  JOIN school_subject b ON b.id = c.subject_id
  JOIN journal_lesson l ON l.course_id = c.id AND l.date BETWEEN %(since)s AND %(until)s
 WHERE c.class_group_id = %(class)s
 ORDER BY l.date, l.number, b.rank, c.id
"""
_SIGNS = """
SELECT e.student_id, e.lesson_id, e.absence
  FROM school_course c
  JOIN journal_lesson l ON l.course_id = c.id AND l.date BETWEEN %(since)s AND %(until)s
  JOIN journal_entry e ON e.lesson_id = l.id AND e.absence <> ''
 WHERE c.class_group_id = %(class)s
"""
_MEMBERS = """
SELECT m.student_id, m.subgroup_id, m.starts, m.ends
  FROM school_subgroup sg JOIN people_subgroupmembership m ON m.subgroup_id = sg.id
 WHERE sg.class_group_id = %(class)s
"""


@dataclass(frozen=True)
class ClassDays:
    """A class between two days, pupils by the alphabet."""

    pupils: list[Attender]
    hours: list[Hour]


def class_days(class_id: int, since: date, until: date, settings: Settings) -> ClassDays:
    """Everything the tables of a day and of a week are made of; five questions."""
    facts: dict[str, Value] = {"class": class_id, "since": since, "until": until}
    pupils = _pupils(facts)
    _take_members(pupils, facts)
    for student, lesson, sign in asked(_SIGNS, facts):
        if student in pupils:
            pupils[student].signs[lesson] = sign
    _take_papers(pupils, since, until, settings)
    hours = [Hour(lesson, known_day(day), *rest) for lesson, day, *rest in asked(_HOURS, facts)]
    return ClassDays(list(pupils.values()), hours)


def _pupils(facts: dict[str, Value]) -> dict[int, Attender]:
    found: dict[int, Attender] = {}
    for id_, surname, given, starts, ends in sorted(
        asked(_PUPILS, facts), key=lambda row: (place_of(row[1], row[2]), row[0])
    ):
        pupil = found.setdefault(id_, Attender(id_, f"{surname} {given}"))
        pupil.enrolled.append(Span(known_day(starts), day_of(ends)))
    return found


def pupils_between(class_id: int, since: date, until: date) -> dict[int, str]:
    """Pupils who were in the class between two days, by the alphabet: id → surname and name; one question."""
    facts: dict[str, Value] = {"class": class_id, "since": since, "until": until}
    return {pupil.id: pupil.name for pupil in _pupils(facts).values()}


def _take_members(pupils: dict[int, Attender], facts: dict[str, Value]) -> None:
    for student, subgroup, starts, ends in asked(_MEMBERS, facts):
        if student in pupils:
            spans = pupils[student].subgroups.setdefault(subgroup, [])
            spans.append(Span(known_day(starts), day_of(ends)))


def _take_papers(pupils: dict[int, Attender], since: date, until: date, settings: Settings) -> None:
    names = kind_names(settings)
    rows = AbsenceDocument.objects.filter(
        student__in=list(pupils), starts__lte=until, ends__gte=since, withdrawn_at=None
    )
    for student, starts, ends, reason, kind in rows.values_list(
        "student_id", "starts", "ends", "reason", "kind"
    ):
        pupils[student].papers.append((Paper(Span(starts, ends), reason), names.get(kind, kind)))


def kind_names(settings: Settings) -> dict[str, str]:
    """Code of a kind of document → its name in the act in force."""
    return {kind.code: kind.name for kind in settings.absence_documents}
