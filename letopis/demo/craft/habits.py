"""Когда учителя садятся за журнал: кто после звонка, кто вечером, кто спустя дни; кто забывает темы."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from letopis.demo.craft.chance import stream
from letopis.demo.craft.lessons import Text
from letopis.demo.craft.moments import Moments
from letopis.demo.craft.people import Employee
from letopis.demo.craft.school import Course, School, Year
from letopis.demo.craft.timetable import bell

LATE_DEPARTMENT, FORGETFUL_DEPARTMENT = "english", "nature"  # the last teacher of each
FORGOTTEN = timedelta(days=10)  # how long topics stay empty
EVENING = 16 * 3600
LATE_NOON = 12 * 3600


class Habits:
    """Every teacher's clock."""

    def __init__(self, school: School, year: Year, moments: Moments) -> None:
        self.school = school
        self.year = year
        self.moments = moments
        self.chance = stream(school.seed, "habits", year.days.first)
        self.late = self._last_of(LATE_DEPARTMENT)
        self.forgetful = self._last_of(FORGETFUL_DEPARTMENT)
        self.in_evening = {one.id for one in school.staff if self.chance.random() < 0.4}
        self.clocks: dict[tuple[int, date], float] = {}
        self.now: dict[int, tuple[date, float]] = {}

    def _last_of(self, department: str) -> Employee:
        return [one for one in self.school.staff if one.department == department][-1]

    def text(self, course: Course, text: Text, day: date) -> Text:
        """What the teacher has written about the lesson by today."""
        if course.teacher is self.forgetful and day >= self.school.today - FORGOTTEN:
            return replace(text, topic="", homework="")
        return text

    def begins(self, course: Course, day: date, number: int, *, hurried: bool) -> datetime:
        """The moment at which the teacher opens the page of a lesson.

        Args:
            course: the page.
            day: day of the lesson.
            number: its number.
            hurried: the last day of a period, when everything is written at once.
        """
        teacher = course.teacher
        written = self._day_of_writing(day) if teacher is self.late and not hurried else day
        start = self._start(teacher, number, evening=not hurried, late=written != day)
        second = max(start, self.clocks.get((teacher.id, written), 0.0) + 20)
        self.now[teacher.id] = (written, second)
        self.clocks[teacher.id, written] = second
        return self.moments.at(written, second)

    def _start(self, teacher: Employee, number: int, *, evening: bool, late: bool) -> float:
        if late:
            return LATE_NOON + 60 * self.chance.random()
        if evening and teacher.id in self.in_evening:
            return EVENING + 1800 * self.chance.random()
        return bell(number) + 90 * self.chance.random()

    def _day_of_writing(self, day: date) -> date:
        """Some days later, yet before the period's last day is over."""
        bounds = [period.span.ends for period in self.year.periods if period.span.ends >= day]
        yesterday = self.school.today - timedelta(days=1)
        return max(day, min(day + timedelta(days=3 + day.day % 4), yesterday, *bounds))

    def next_moment(self, teacher: Employee) -> datetime:
        """The moment of the next cell on the page that is open."""
        day, second = self.now[teacher.id]
        second += 1.2 + 3.5 * self.chance.random()
        self.now[teacher.id] = (day, second)
        self.clocks[teacher.id, day] = second
        return self.moments.at(day, second)
