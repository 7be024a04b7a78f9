"""Поурочные планы нескольких классов: те же темы по порядку, что учителя записывают в журнал."""

from __future__ import annotations

from itertools import groupby
from random import Random
from typing import NamedTuple

from letopis.demo.craft.chance import new_ref
from letopis.demo.craft.lessons import WEEKS, Programme, topics_of
from letopis.demo.craft.school import Course, Year

GRADE = 7  # all classes of this grade work by a plan
UNPLANNED = "Работа над ошибками"  # lessons the second class did not plan for: its plan falls behind


class TopicRow(NamedTuple):
    """A topic of a plan, as its table keeps it."""

    ref: int
    place: int
    section: str
    topic: str
    hours: int
    homework: str
    work: str
    course_id: int


def planned(year: Year) -> list[Course]:
    """Pages that are taught by a plan."""
    return [course for group in year.groups if group.grade == GRADE for course in group.courses]


def topics_for(course: Course, refs: Random) -> list[TopicRow]:
    """The plan of a page; lessons of one text stand there once, with their hours."""
    programme = Programme(course, marked=True)
    texts = [programme.next() for _number in range(WEEKS * course.hours)]
    if course.group.cohort.letter == "Б":
        texts = [text for text in texts if not text.topic.startswith(UNPLANNED)]
    names = topics_of(course.subject.name, course.group.grade)
    rows: list[TopicRow] = []
    section = ""
    for (topic, work), same in groupby(texts, key=lambda text: (text.topic, text.work)):
        found = list(same)
        section = next((name for name in names if topic.startswith(name)), section)
        homework = found[0].homework
        row = TopicRow(new_ref(refs), len(rows) + 1, section, topic, len(found), homework, work, course.id)
        rows.append(row)
    return rows
