"""Does the register grow slow with the years: twelve quarters of marks against one, in one run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from statistics import median

from bench import ground
from bench.figure import Figure
from bench.pages import Scene, cpu_ms, wall_ms

CLASSES, PUPILS, PAGES, LESSONS = 6, 26, 12, 36
TURNS = 3


def aging() -> Iterator[Figure]:
    """aging.12_quarters.ratio: page and save together, each school in a process of its own, by turns."""
    for quarters in (1, 12):
        _child("build", quarters)
    young, old = [], []
    for _turn in range(TURNS):
        young.append(float(_child("measure", 1)))
        old.append(float(_child("measure", 12)))
    yield Figure("aging.12_quarters.ratio", median(old) / median(young))


def _child(deed: str, quarters: int) -> str:
    command = [sys.executable, "-m", "bench.aging", deed, str(quarters)]
    done = subprocess.run(command, cwd=ground.ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout.strip()


def build(quarters: int) -> None:
    """A school of six classes with so many quarters of marks, every cell with its trace."""
    home = ground.HOME / f"aging-{quarters}"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    ground.stand_in(home)
    from django.db import transaction

    with transaction.atomic():
        school = _School(quarters)
        for number in range(quarters):
            school.fill(number)


class _School:
    """Classes that stay together for years; each year has its own pages of the same teacher."""

    def __init__(self, quarters: int) -> None:
        from django.utils import timezone

        from letopis.people.models import Account, Appointment, Employee, Student
        from letopis.school.actions import adopt_first_act
        from letopis.school.models import Subject

        self.random = Random(7)
        self.today = timezone.localdate()
        self.quarters = quarters
        self.first = self.today - timedelta(days=90 * quarters - 10)
        adopt_first_act(self.first, by=0)
        self.employee = Employee.objects.create(surname="Учителева", given_name="Нина")
        Appointment.objects.create(employee=self.employee, post="teacher", starts=self.first)
        Account.objects.create(username="teacher", employee=self.employee)
        deputy = Employee.objects.create(surname="Завучева", given_name="Анна")
        Appointment.objects.create(employee=deputy, post="deputy", starts=self.first)
        Account.objects.create(username="deputy", employee=deputy)
        self.pupils = [
            [Student.objects.create(surname=f"Фамилия{turn}", given_name="Имя") for turn in range(PUPILS)]
            for _class in range(CLASSES)
        ]
        self.subjects = [Subject.objects.create(name=f"Предмет {turn}") for turn in range(PAGES)]
        self.pages: list[tuple[object, list[object]]] = []

    def fill(self, number: int) -> None:
        """One quarter: lessons and marks of every page."""
        from letopis.school.models import GradingPeriod

        starts = self.first + timedelta(days=90 * number)
        ends = starts + timedelta(days=89)
        if number % 4 == 0:
            self._open_year(starts)
        scheme = {"year": self.year, "scheme": "quarter", "ordinal": number % 4 + 1}
        GradingPeriod.objects.create(**scheme, starts=starts, ends=ends)
        for page, pupils in self.pages:
            self._mark(page, pupils, starts)

    def _open_year(self, starts: date) -> None:
        from letopis.people.models import CourseAssignment, Enrolment
        from letopis.school.models import ClassGroup, Course, SchoolYear

        self.year = SchoolYear.objects.create(starts=starts, ends=starts + timedelta(days=359))
        self.pages = []
        for turn, pupils in enumerate(self.pupils):
            group = ClassGroup.objects.create(year=self.year, grade_level=7, letter="АБВГДЕ"[turn])
            days = {"starts": starts, "ends": self.year.ends}
            Enrolment.objects.bulk_create(Enrolment(student=one, class_group=group, **days) for one in pupils)
            for subject in self.subjects:
                page = Course.objects.create(class_group=group, subject=subject)
                CourseAssignment.objects.create(course=page, employee=self.employee, **days)
                self.pages.append((page, pupils))

    def _mark(self, page: object, pupils: list[object], starts: date) -> None:
        from letopis.journal.craft import facts
        from letopis.journal.models import Entry, Lesson
        from letopis.trace.actions import made, record_many
        from letopis.trace.craft.leaf import body_of

        days = [starts + timedelta(days=2 * turn) for turn in range(LESSONS)]
        days = [day for day in days if day <= self.today]
        lessons = Lesson.objects.bulk_create(
            Lesson(course=page, date=day, number=1, topic="Тема") for day in days
        )
        chosen = [(lesson, one) for lesson in lessons for one in pupils if self.random.random() < 0.3]
        values = [self.random.choice("2345") for _pair in chosen]
        Entry.objects.bulk_create(
            Entry(lesson=lesson, student=one, value=value, marks_sum=int(value), marks_count=1)
            for (lesson, one), value in zip(chosen, values, strict=True)
        )
        record_many(
            [
                made(facts.PUT_MARK, 0, (one.ref, lesson.ref), body_of(None, {"value": value}, "", "3.7"))
                for (lesson, one), value in zip(chosen, values, strict=True)
            ]
        )


def measure(quarters: int) -> float:
    """Milliseconds of a page and a save together."""
    ground.stand_in(ground.HOME / f"aging-{quarters}")
    scene = Scene()
    scene.choose_cell()
    return cpu_ms(scene.open_page) + wall_ms(scene.save)


if __name__ == "__main__":
    deed, many = sys.argv[1], int(sys.argv[2])
    if deed == "build":
        build(many)
    else:
        print(measure(many))
