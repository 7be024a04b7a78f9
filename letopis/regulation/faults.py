"""Что в журнале не в порядке: по срокам редакции, для каждого урока и каждого ученика (п. 1.3, 1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from letopis.regulation.terms import EntryTerms

NO_TOPIC = "no_topic"
NO_HOMEWORK = "no_homework"
EMPTY_LESSON = "empty_lesson"
UNMARKED_WORK = "unmarked_work"
FEW_MARKS = "few_marks"
KINDS = (NO_TOPIC, UNMARKED_WORK, EMPTY_LESSON, FEW_MARKS, NO_HOMEWORK)


@dataclass(frozen=True)
class LessonFacts:
    """What decides whether a lesson is in order.

    Attributes:
        is_work: a work of a named kind; `own_term` is the term of that kind, where the act names one.
        is_marked: the grade is taught with marks.
        has_entries: anything stands in its cells; `has_marks` tells of marks.
        gives_homework: on this page most lessons have homework, so that its lack says something.
    """

    day: date
    has_topic: bool
    has_homework: bool
    is_work: bool
    own_term: int | None
    is_marked: bool
    has_entries: bool
    has_marks: bool
    gives_homework: bool


def faults_of(facts: LessonFacts, terms: EntryTerms, today: date) -> list[str]:
    """Kinds of what is not in order on the day; nothing is late before its term has passed.

    A lesson on which everybody was present and nobody was marked is no fault until a written work of that
    day would be due: then it looks forgotten.
    """
    found = []
    if today > terms.lesson_due(facts.day):
        if not facts.has_topic:
            found.append(NO_TOPIC)
        if not facts.has_homework and facts.gives_homework and not facts.is_work:
            found.append(NO_HOMEWORK)
    if not facts.is_marked:
        return found
    if today > terms.marks_due(facts.day, is_work=True, own=facts.own_term if facts.is_work else None):
        if facts.is_work and not facts.has_marks:
            found.append(UNMARKED_WORK)
        elif not facts.has_entries:
            found.append(EMPTY_LESSON)
    return found


def watches_marks(ends: date, terms: EntryTerms, today: date) -> bool:
    """Whether it is time to look who has too few marks: a work written today can still be marked in time."""
    return terms.period_due(ends) - timedelta(days=terms.written) <= today


def gives_homework(lessons: int, with_homework: int) -> bool:
    """Whether homework is usual on a page: more than half of its lessons have some."""
    return 2 * with_homework > lessons
