"""Поурочное планирование: какие темы уже даны, какая следующая, на сколько часов журнал отстаёт (п. 1.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Topic:
    """A topic of a plan and how many lessons it is meant for."""

    key: int
    text: str
    hours: int = 1


@dataclass(frozen=True)
class Lesson:
    """A lesson that stands in the register, with the topic written there, "" while nobody has."""

    day: date
    text: str = ""


@dataclass(frozen=True)
class Progress:
    """How far a plan has come.

    Attributes:
        given: key of a topic → days of the lessons on which it was given.
        ahead: keys of the topics to offer next, one for each lesson they still want.
        hours: hours of the whole plan; `covered` of those that were given.
        held: lessons that took place by the day; `left` those that stand after it.
    """

    given: Mapping[int, tuple[date, ...]]
    ahead: tuple[int, ...]
    hours: int
    covered: int
    held: int
    left: int

    @property
    def lag(self) -> int:
        """Lessons that took place beyond what of the plan was given, in hours."""
        return self.held - self.covered

    @property
    def short(self) -> int:
        """Hours of the plan that have no lesson left in the year; below 0, lessons to spare."""
        return self.hours - self.covered - self.left


def same_text(text: str) -> str:
    """A topic to compare by: case, ё, spaces and a last full stop say nothing."""
    return " ".join(text.casefold().replace("ё", "е").split()).rstrip(".")


def progress(topics: Sequence[Topic], lessons: Sequence[Lesson], today: date) -> Progress:
    """Hold a plan against the register: what was given is told by the topics written there.

    Args:
        topics: in the order of the plan.
        lessons: of the year, in the order of their days.
        today: lessons before it count as held, later ones once their topic is written.
    """
    days: dict[int, list[date]] = {topic.key: [] for topic in topics}
    places: dict[str, list[int]] = defaultdict(list)
    for place, topic in enumerate(topics):
        places[same_text(topic.text)].append(place)
    reached = 0
    for lesson in lessons:
        same = places.get(same_text(lesson.text), []) if lesson.text else []
        found = _place(topics, days, same, reached)
        if found is not None:
            days[topics[found].key].append(lesson.day)
            reached = max(reached, found)
    held = sum(bool(lesson.text) or lesson.day < today for lesson in lessons)
    return Progress(
        given={key: tuple(on) for key, on in days.items()},
        ahead=tuple(
            topic.key for topic in topics[reached:] for _hour in range(topic.hours - len(days[topic.key]))
        ),
        hours=sum(topic.hours for topic in topics),
        covered=sum(min(topic.hours, len(days[topic.key])) for topic in topics),
        held=held,
        left=len(lessons) - held,
    )


def _place(
    topics: Sequence[Topic], days: Mapping[int, Sequence[date]], found: Sequence[int], reached: int
) -> int | None:
    """Which of the topics of one text a lesson gave: one with hours left, not before the last given."""
    if not found:
        return None
    wanting = [place for place in found if len(days[topics[place].key]) < topics[place].hours]
    later = [place for place in wanting if place >= reached]
    return next(iter([*later, *wanting, found[-1]]))
