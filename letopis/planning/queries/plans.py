"""План страницы журнала и сколько его дано: темы и уроки в два вопроса, сколько бы страниц ни было."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from letopis.journal.access import Page
from letopis.journal.models import Lesson
from letopis.planning.models import PlanTopic
from letopis.regulation import plans
from letopis.regulation.plans import Progress
from letopis.school.craft.names import class_title, year_title
from letopis.school.models import Course


@dataclass(frozen=True)
class PlanLine:
    """A topic as the page shows it; `given` are the days on which it was given."""

    id: int
    number: int
    section: str
    topic: str
    hours: int
    homework: str
    work: str
    given: tuple[date, ...]
    is_next: bool
    is_passed_over: bool


@dataclass(frozen=True)
class Plan:
    """A plan of one page with its progress."""

    lines: list[PlanLine]
    progress: Progress

    @property
    def ahead(self) -> list[PlanLine]:
        """Topics to offer, one for each lesson they still want."""
        known = {line.id: line for line in self.lines}
        return [known[key] for key in self.progress.ahead]


def plan_of(course_id: int, today: date) -> Plan:
    """The plan of a page held against its register; two questions."""
    topics = list(PlanTopic.objects.filter(course_id=course_id))
    found = _progress(topics, _lessons([course_id])[course_id], today)
    following = found.ahead[0] if found.ahead else 0
    reached = next((place for place, one in enumerate(topics) if one.pk == following), len(topics))
    lines = [
        PlanLine(
            id=one.pk,
            number=place + 1,
            section=one.section,
            topic=one.topic,
            hours=one.hours,
            homework=one.homework,
            work=one.work,
            given=found.given[one.pk],
            is_next=one.pk == following,
            is_passed_over=place < reached and not found.given[one.pk],
        )
        for place, one in enumerate(topics)
    ]
    return Plan(lines, found)


def plan_lines(courses: Iterable[int], today: date) -> dict[int, Progress]:
    """Register page → how far its plan has come, {} for pages without one; two questions."""
    known = list(courses)
    topics: dict[int, list[PlanTopic]] = defaultdict(list)
    for one in PlanTopic.objects.filter(course_id__in=known):
        topics[one.course_id].append(one)
    lessons = _lessons(list(topics))
    return {course: _progress(found, lessons[course], today) for course, found in topics.items()}


def _progress(topics: list[PlanTopic], lessons: list[plans.Lesson], today: date) -> Progress:
    return plans.progress([plans.Topic(one.pk, one.topic, one.hours) for one in topics], lessons, today)


def _lessons(courses: list[int]) -> dict[int, list[plans.Lesson]]:
    found: dict[int, list[plans.Lesson]] = defaultdict(list)
    rows = Lesson.objects.filter(course_id__in=courses).order_by("date", "number")
    for course, day, topic in rows.values_list("course_id", "date", "topic"):
        found[course].append(plans.Lesson(day, topic))
    return found


@dataclass(frozen=True)
class Source:
    """A plan that can be copied: whose it is, how many topics and hours it has."""

    course: int
    title: str
    topics: int
    hours: int


def sources_of(page: Page) -> list[Source]:
    """Plans of the same subject in classes of the same grade, of this and earlier years, newest first."""
    subject = Course.objects.filter(pk=page.id).values("subject_id")
    rows = (
        Course.objects.filter(
            subject_id__in=subject,
            class_group__grade_level=page.grade_level,
            class_group__year__starts__lte=page.year.starts,
        )
        .exclude(pk=page.id)
        .annotate(count=Count("topics"), hours=Sum("topics__hours"))
        .filter(count__gt=0)
        .order_by("-class_group__year__starts", "class_group__letter", "subgroup__name", "id")
    )
    columns = ("id", "class_group__letter", "subgroup__name", "class_group__year__starts",
               "class_group__year__ends", "count", "hours")  # fmt: skip
    return [
        Source(id_, _title(page, letter, subgroup, year_title(starts, ends)), count, hours)
        for id_, letter, subgroup, starts, ends, count, hours in rows.values_list(*columns)
    ]


def _title(page: Page, letter: str, subgroup: str | None, year: str) -> str:
    return ", ".join(filter(None, (class_title(page.grade_level, letter), subgroup, year)))
