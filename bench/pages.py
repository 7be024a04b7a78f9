"""The register page, the saving of a mark and the class sheet, through the whole stack of one process."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from statistics import median

from bench import ground
from bench.figure import Figure
from bench.visitor import Answer, Visitor

ROUNDS, IN_A_ROUND, WARM = 7, 30, 10


def cpu_ms(deed: Callable[[], object]) -> float:
    """Processor time of a deed in milliseconds: the median of rounds, after a warm-up."""
    for _ in range(WARM):
        deed()
    found = []
    for _ in range(ROUNDS):
        begun = time.thread_time()
        for _ in range(IN_A_ROUND):
            deed()
        found.append((time.thread_time() - begun) / IN_A_ROUND * 1000)
    return median(found)


def queries(deed: Callable[[], object]) -> int:
    """How many statements a deed sends to the database, the opening and closing of transactions included."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    deed()
    with CaptureQueriesContext(connection) as context:
        deed()
    return len(context)


def fullest_sheet(year: object) -> str:
    """Address of the class sheet of this year with the most marks."""
    from django.db.models import Count

    from letopis.journal.models import PeriodMark

    marks = PeriodMark.objects.filter(course__class_group__year=year).exclude(value="")
    found = marks.values("course__class_group", "period").annotate(size=Count("pk")).latest("size")
    return f"/classes/{found['course__class_group']}/?period={found['period']}"


class Scene:
    """The demo teacher at the register page with most cells, the deputy at the fullest class sheet."""

    def __init__(self) -> None:
        from django.db.models import Count
        from django.utils import timezone

        from letopis.people.access import standing_of
        from letopis.people.models import Account
        from letopis.school.models import Course
        from letopis.school.queries import year_on

        today = timezone.localdate()
        self.year = year = year_on(today)
        teacher = Account.objects.get(username="teacher")
        mine = list(standing_of(teacher, today).courses)
        courses = Course.objects.filter(pk__in=mine, class_group__year=year)
        self.course = courses.annotate(size=Count("lessons__entries")).latest("size")
        self.teacher, self.deputy = Visitor("teacher"), Visitor("deputy")
        self.page = f"/journal/{self.course.pk}/?period={self.fullest_period(today)}"
        self.value = self.last = ""

    @cached_property
    def sheet(self) -> str:
        """Address of the fullest class sheet of this year."""
        return fullest_sheet(self.year)

    def fullest_period(self, today: object) -> int:
        """The period of the course with the most lessons."""
        from letopis.journal.models import Lesson
        from letopis.school.queries import periods_of

        group = self.course.class_group
        parts = [one for one in periods_of(group.year_id, group.scheme) if one.scheme != "year"]
        found = Lesson.objects.filter(course=self.course, date__lte=today)  # later ones are planned only
        return max(parts, key=lambda one: found.filter(date__range=(one.starts, one.ends)).count()).id

    def open_page(self) -> Answer:
        """The register page."""
        return self.teacher.get(self.page)

    def open_sheet(self) -> Answer:
        """The class sheet."""
        return self.deputy.get(self.sheet)

    def choose_cell(self) -> None:
        """A cell of the period that runs."""
        from django.db.models import Q
        from django.utils import timezone

        from letopis.journal.models import Entry, Lesson
        from letopis.people.models import Enrolment

        given = Lesson.objects.filter(course=self.course, date__lte=timezone.localdate())
        lesson = given.latest("date", "number")
        here = Q(ends=None) | Q(ends__gte=lesson.date)
        pupil = Enrolment.objects.filter(here, class_group=self.course.class_group).first()
        found = Entry.objects.filter(lesson=lesson, student_id=pupil.student_id).first()
        self.lesson, self.pupil, self.value = lesson.pk, pupil.student_id, found.value if found else ""

    def save(self) -> Answer:
        """The cell gets another mark."""
        new = "4" if self.value != "4" else "5"
        body = {
            "lesson": self.lesson,
            "student": self.pupil,
            "old": self.value,
            "new": new,
            "reason": "",
            "key": secrets.token_hex(8),
        }
        address = f"/journal/{self.course.pk}/cell/"
        answer = self.teacher.post(address, body)
        self.value = new
        return answer


def register_page() -> Iterator[Figure]:
    """journal.page.*"""
    ground.stand_in(ground.demo_school())
    scene = Scene()
    yield Figure("journal.page.sql", queries(scene.open_page))
    yield Figure("journal.page.gzip_bytes", len(scene.open_page().content))
    yield Figure("journal.page.cpu_ms", cpu_ms(scene.open_page))


def mark() -> Iterator[Figure]:
    """mark.save.*: time by the clock, the wait for the disk included."""
    ground.stand_in(ground.demo_school())
    scene = Scene()
    scene.choose_cell()
    yield Figure("mark.save.sql", queries(scene.save))
    answer = scene.save()
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers)
    yield Figure("mark.save.bytes", len(answer.content) + head)
    yield Figure("mark.save.ms", wall_ms(scene.save))


def wall_ms(deed: Callable[[], object], times: int = 200) -> float:
    """Time of a deed by the clock in milliseconds, the median."""
    for _ in range(WARM):
        deed()
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        deed()
        found.append((time.perf_counter() - begun) * 1000)
    return median(found)


def class_sheet() -> Iterator[Figure]:
    """class_sheet.*"""
    ground.stand_in(ground.demo_school())
    scene = Scene()
    yield Figure("class_sheet.sql", queries(scene.open_sheet))
    yield Figure("class_sheet.cpu_ms", cpu_ms(scene.open_sheet))


def control() -> Iterator[Figure]:
    """control.school.*: the whole page «Что не в порядке», when a quarter is full and marks are counted."""
    ground.stand_in(ground.spring_school())
    import time_machine

    with time_machine.travel(f"{ground.SPRING}T12:00:00+03:00"):
        deputy = Visitor("deputy")
        yield Figure("control.school.sql", queries(lambda: deputy.get("/control/")))
        yield Figure("control.school.ms", cpu_ms(lambda: deputy.get("/control/")))
