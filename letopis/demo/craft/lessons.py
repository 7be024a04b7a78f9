"""Что записано об уроке: тема по порядку программы, вид работы, домашнее задание."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from letopis.demo.craft.data import all_topics, read
from letopis.demo.craft.school import Course, Subject

WEEKS = 34
BLOCK = {1: 4, 2: 6, 3: 8, 4: 9, 5: 9, 6: 10}  # hours a week → after how many lessons there is a work


@dataclass(frozen=True)
class Text:
    """What a teacher writes about a lesson; `work` is the code of the work type, "" for an ordinary one."""

    topic: str
    homework: str
    work: str


class Programme:
    """The lessons of a page one after another."""

    def __init__(self, course: Course, *, marked: bool) -> None:
        self.subject = course.subject
        self.grade = course.group.grade
        self.hours = course.hours
        self.marked = marked
        self.given = 0

    def next(self) -> Text:
        """The text of the next lesson."""
        found = _text(self.subject, self.grade, self.given, marked=self.marked)
        self.given += 1
        return found


@cache
def _text(subject: Subject, grade: int, number: int, *, marked: bool) -> Text:
    """Lesson of a subject by its number in the year, the same in parallel classes."""
    topics = topics_of(subject.name, grade)
    hours = subject.hours[grade]
    total = WEEKS * hours
    place = min(number, total - 1) * len(topics) // total
    topic, first = topics[place], -(-place * total // len(topics))
    block = BLOCK[hours]
    work = (
        subject.works[number // block % len(subject.works)] if marked and number % block == block - 1 else ""
    )
    known = topics[max(0, min(number, total) - 1) * len(topics) // total]
    after = marked and number and number % block == 0 and hours > 2
    told = known if work or after else topic  # a work is about what was learnt before it
    return Text(
        _topic(subject, told, number - first, work, after=bool(after), done=number // block + 1),
        _homework(subject, grade, place, number, is_work=bool(work)),
        work,
    )


def _topic(subject: Subject, topic: str, step: int, work: str, *, after: bool, done: int) -> str:
    titles = read("lessons")["works"]
    if work:
        title: str = titles[work]
        return title.format(topic=topic, number=done)
    if after:
        return str(titles["mistakes"]).format(topic=topic)
    if step <= 0:
        return topic
    phases = read("lessons")["phases"][subject.kind]
    return f"{topic}. {phases[(step - 1) % len(phases)]}"


def _homework(subject: Subject, grade: int, place: int, number: int, *, is_work: bool) -> str:
    samples = read("lessons")["homework"].get(subject.name, ())
    if not samples or grade == 1 or is_work:
        return ""
    sample: str = samples[(number * 5 + place) % len(samples)]
    first = 11 + number * 4 + grade
    return sample.format(p=place + 1, a=first, b=first + 2, s=6 + number)


@cache
def topics_of(subject: str, grade: int) -> tuple[str, ...]:
    """Topics of a year; grades are written as "7" or "5-8"."""
    for grades, topics in all_topics()[subject].items():
        first, _, last = grades.partition("-")
        if int(first) <= grade <= int(last or first):
            return tuple(topics)
    raise KeyError(subject, grade)
