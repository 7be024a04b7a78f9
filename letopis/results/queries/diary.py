"""Дневник: уроки недели по расписанию и журналу, задания к ним, клетки ученика."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, NamedTuple

from letopis.journal.queries.homework import FileLine, files_of
from letopis.results.access import Schooling
from letopis.results.craft.diary import DiaryDay, DiaryLesson, Task
from letopis.school.craft.rows import asked, day_of, known_day
from letopis.timetable.craft.week import SUBSTITUTED, Given, rings_for
from letopis.timetable.queries import bell_sets, week_facts
from letopis.timetable.queries.week import rest_of

WEEK = 6  # days a diary shows; Sunday has no lessons
LOOKED_BACK = timedelta(days=28)  # how far back the homework of the lesson before is looked for
# Lessons of the pages the pupil learns on, with the pupil's cells.
_LESSONS = """
SELECT l.id, l.homework_due, c.id, b.name, l.date, l.number, l.topic, l.homework, w.name, e.value
  FROM school_course c
  JOIN school_subject b ON b.id = c.subject_id
  JOIN journal_lesson l ON l.course_id = c.id AND l.date BETWEEN %(since)s AND %(until)s
  LEFT JOIN school_worktype w ON w.id = l.work_type_id
  LEFT JOIN journal_entry e ON e.lesson_id = l.id AND e.student_id = %(pupil)s
 WHERE c.class_group_id = %(class)s AND l.date BETWEEN %(first)s AND %(last)s
   AND (c.subgroup_id IS NULL OR EXISTS (
        SELECT 1 FROM people_subgroupmembership m
         WHERE m.subgroup_id = c.subgroup_id AND m.student_id = %(pupil)s
           AND m.starts <= l.date AND (m.ends IS NULL OR m.ends >= l.date)))
 ORDER BY l.date, l.number, c.id
"""
_OTHER_SUBGROUPS = """
SELECT c.id FROM school_course c
 WHERE c.class_group_id = %(class)s AND c.subgroup_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM people_subgroupmembership m
        WHERE m.subgroup_id = c.subgroup_id AND m.student_id = %(pupil)s
          AND m.starts <= %(until)s AND (m.ends IS NULL OR m.ends >= %(since)s))
"""
Key = tuple[int, date, int]  # page, day, number of the lesson


class Written(NamedTuple):
    """What the register says of a lesson and the pupil in it."""

    subject: str
    topic: str
    homework: str
    work: str
    value: str
    lesson: int
    due: date | None


def diary_of(pupil: int, schooling: Schooling, grade: int, monday: date, today: date) -> list[DiaryDay]:
    """A week of a pupil's diary, Monday to Saturday; seven questions.

    What a lesson's work comes to is the pupil's own; a topic shows from the lesson's day on.
    """
    last = monday + timedelta(days=WEEK - 1)
    facts: dict[str, Any] = {
        "pupil": pupil,
        "class": schooling.class_group,
        "since": monday - LOOKED_BACK,
        "until": last,
        "first": schooling.starts,
        "last": schooling.ends or date.max,
    }
    written = _written(facts)
    due = _due(written, files_of(text.lesson for text in written.values()))
    week = week_facts(schooling.year_id, monday, last, schooling.class_group)
    foreign = {row[0] for row in asked(_OTHER_SUBGROUPS, {**facts, "since": monday})}
    given = {
        (one.page.course, one.day, one.number): one
        for one in week.lessons(monday, last)
        if one.page.course not in foreign
    }
    days = [monday + timedelta(days=number) for number in range(WEEK)]
    return [_day(day, grade, given, written, due, today, rest_of(week.days, day, grade)) for day in days]


def _written(facts: dict[str, Any]) -> dict[Key, Written]:
    found: dict[Key, Written] = {}
    for id_, due, course, subject, day, number, topic, homework, work, value in asked(_LESSONS, facts):
        text = Written(subject, topic, homework, work or "", value or "", id_, day_of(due))
        found[course, known_day(day), number] = text
    return found


def _due(written: dict[Key, Written], files: dict[int, list[FileLine]]) -> dict[Key, list[Task]]:
    """What each lesson asks for: the homework set for the next lesson of the page or for a day named."""
    pages: dict[int, list[Key]] = defaultdict(list)
    for key in written:
        pages[key[0]].append(key)
    found: dict[Key, list[Task]] = defaultdict(list)
    for keys in pages.values():
        for place, key in enumerate(keys):
            text = written[key]
            own = tuple((file.id, file.name) for file in files.get(text.lesson, ()))
            if not (text.homework or own):
                continue
            later = [one for one in keys[place + 1 :] if text.due is None or one[1] >= text.due]
            if later:
                found[later[0]].append(Task(text.homework, key[1], own))
    return found


def _day(
    day: date,
    grade: int,
    given: dict[Key, Given],
    written: dict[Key, Written],
    due: dict[Key, list[Task]],
    today: date,
    rest: str,
) -> DiaryDay:
    keys = sorted({key for key in (*given, *written) if key[1] == day}, key=lambda key: (key[2], key[0]))
    rings = rings_for(bell_sets(), grade, day)
    lessons = []
    for key in keys:
        ring, text, one = rings.get(key[2]), written.get(key), given.get(key)
        subject = text.subject if text else one.page.subject if one else ""
        lessons.append(
            DiaryLesson(
                number=key[2],
                begins=ring.begins if ring else None,
                subject=subject,
                room=one.room.name if one and one.room else "",
                topic=text.topic if text and day <= today else "",
                tasks=tuple(due.get(key, ())),
                work=text.work if text else "",
                value=text.value if text else "",
                sign=one.sign if one else "",
                teacher=one.teacher.name if one and one.teacher and one.sign == SUBSTITUTED else "",
            )
        )
    return DiaryDay(day, tuple(lessons), "" if lessons else rest)
