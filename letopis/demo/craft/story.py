"""Год показательной школы день за днём: уроки, клетки, итоги периодов, закрытия, исправления."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from fractions import Fraction

from letopis.acts.craft import carriers
from letopis.demo.craft.absences import ILL, TRUANT, Health
from letopis.demo.craft.calendar import ONE_DAY
from letopis.demo.craft.cells import Page
from letopis.demo.craft.chance import new_ref, stream
from letopis.demo.craft.corrections import Corrections
from letopis.demo.craft.facts import (
    CLAUSE,
    LESSON_CLAUSE,
    ClosingRow,
    Facts,
    LessonRow,
    Numbers,
    Scribe,
    TotalRow,
)
from letopis.demo.craft.finals import Finals
from letopis.demo.craft.habits import Habits
from letopis.demo.craft.handout import NAME, AttachedRow, FileRow, digest, handout
from letopis.demo.craft.kept import kept_in
from letopis.demo.craft.lessons import Text
from letopis.demo.craft.moments import Moments
from letopis.demo.craft.oversight import Oversight
from letopis.demo.craft.papers import Papers
from letopis.demo.craft.people import Employee, Pupil
from letopis.demo.craft.plans import planned, topics_for
from letopis.demo.craft.school import Course, Group, Period, School, Year, shown_teacher
from letopis.demo.craft.special import Special, scale_with_levels
from letopis.demo.craft.stages import Stages
from letopis.demo.craft.timetable import Unit, make_week
from letopis.demo.craft.weekly import Wall, hang
from letopis.demo.craft.works import CONTROL, Works
from letopis.files.queries import KEEP
from letopis.journal.craft import facts
from letopis.planning.craft.facts import PUT_TOPIC, topic_body
from letopis.regulation.settings import Settings
from letopis.timetable.craft import facts as timetable
from letopis.trace.craft.leaf import body_of

CLOSING = 18 * 3600 + 600  # second of the day at which the deputy begins to close
MORNING = 7 * 3600 + 600  # the timetable is hung up on the first day, changes are written at that time
RECENT = timedelta(days=12)
EVE = 20 * 3600 + 900  # tomorrow's lessons are written in the evening before


@dataclass(frozen=True)
class Rules:
    """What the school's act and time say: settings, work types (code → id and weight), time zone."""

    settings: Settings
    works: Mapping[str, tuple[int, Fraction]]
    zone: tzinfo


def last_day(school: School, year: Year) -> date:
    """The last day of a year that is over."""
    return min(year.days.ends, school.today - ONE_DAY)


def length(school: School, year: Year) -> int:
    """How many portions of facts a year brings: one for each day and one for what is left."""
    return max(0, (last_day(school, year) - year.days.starts).days + 1) + 1


class Story:
    """One school year up to the school's today."""

    def __init__(self, school: School, year: Year, rules: Rules, numbers: Numbers, *, lessons: bool) -> None:
        first = year.days.first
        self.school, self.year, self.rules = school, year, rules
        self.with_lessons = lessons
        self.chance = stream(school.seed, "story", first)
        self.refs = stream(school.seed, "lessons", first)
        self.moments = Moments(rules.zone)
        self.scribe = Scribe(stream(school.seed, "salts", first), numbers, scale_with_levels(rules.settings))
        self.health = Health(stream(school.seed, "health", first), first, papers=lessons)
        self.papers = Papers(stream(school.seed, "papers", first), self.scribe, self.moments)
        self.week = make_week(stream(school.seed, "week", first), year.groups)
        self.finals = Finals(stream(school.seed, "finals", first), self.scribe, self.moments, rules.settings)
        self.habits = Habits(school, year, self.moments)
        deputy = next(one for one in school.staff if one.post == "deputy")
        self.deputy = deputy.account_ref
        principal = next(one for one in school.staff if one.post == "principal").account_ref
        self.corrections = Corrections(
            stream(school.seed, "corrections", first),
            self.scribe,
            self.moments,
            self.deputy,
            principal if self._now else 0,
        )
        self.stages = Stages(self.scribe, self.moments)
        self.oversight = Oversight(
            stream(school.seed, "oversight", first), self.scribe, self.moments, self.deputy
        )
        self.special = Special(stream(school.seed, "special", first), self.scribe, self.moments, self.deputy)
        self.works = Works(stream(school.seed, "works", first), self.scribe)
        self.watched = self._watched()
        self.shown: LessonRow | None = None
        self.pages = {course.id: self._page(course) for group in year.groups for course in group.courses}
        self.totals: dict[tuple[int, str], list[int]] = {}
        self.wall = hang(school, year, self.week, stream(school.seed, "wall", first)) if self._now else Wall()

    def _page(self, course: Course) -> Page:
        marked = course.group.grade not in self.rules.settings.unmarked_grades
        chance = stream(self.school.seed, "page", self.year.days.first, course.id)
        return Page(course, chance, marked=marked)

    def _watched(self) -> list[Course]:
        """Pages the deputy looks at: the first of the teacher whom the demo shows, and a neighbour's."""
        shown = shown_teacher(self.school.staff)
        courses = [course for group in self.year.groups for course in group.courses]
        own = [course for course in courses if course.teacher is shown]
        return [*own[:3], *(course for course in courses if course.teacher is not shown)][:4]

    def days(self) -> Iterator[Facts]:
        """What every day of the year that is over added; the last one also brings today's lessons."""
        self._hang_up()
        self._write_plans()
        self._keep_carriers()
        self.special.begin(self.year, self.pages, is_now=self._now)
        day = self.year.days.starts
        while day <= last_day(self.school, self.year):
            if self.year.days.has_lessons(day):
                self._school_day(day)
            for period in self._ending(day):
                self._end(period)
            self.corrections.of_day(day)
            if self._now:
                self.oversight.of_day(day, self.school.today, self.watched)
            yield self.scribe.given_up(self.moments.at(day + ONE_DAY, 0))
            day += ONE_DAY
        self._plan_today()
        self._hand_out()
        self._lay_out()
        yield self.scribe.given_up(self.moments.at(day + timedelta(days=365), 0))

    def _hang_up(self) -> None:
        """The week on the first day, a change of a day that morning."""
        starts, scribe = self.year.days.starts, self.scribe
        scribe.facts.slots.extend(row for row, _course, _room in self.wall.slots)
        scribe.facts.changes.extend(row for row, _course, _teacher in self.wall.changes)
        for number, (row, course, room) in enumerate(self.wall.slots):
            body = body_of(None, timetable.slot_body(row.weekday, row.number, room, starts, None), "", "1.6")
            at = self.moments.at(starts, MORNING + number * 0.4)
            scribe.record(at, self.deputy, timetable.PUT_SLOT, (row.ref, course.ref), body)
        for number, (change, course, teacher) in enumerate(self.wall.changes):
            after = timetable.change_body(change.date, change.number, change.kind, teacher.ref, "")
            body = body_of(None, after, change.reason, "1.6")
            at = self.moments.at(change.date, MORNING + 1200 + number * 40)
            scribe.record(at, self.deputy, timetable.PUT_CHANGE, (change.ref, course.ref), body)

    def _write_plans(self) -> None:
        """Plans are written by the teachers before the first lesson."""
        refs = stream(self.school.seed, "plans", self.year.days.first)
        for number, course in enumerate(planned(self.year) if self._now else ()):
            rows = topics_for(course, refs)
            self.scribe.facts.topics.extend(rows)
            for row in rows:
                at = self.moments.at(self.year.days.starts, MORNING + number * 9 + row.place * 0.01)
                body = body_of(None, topic_body(*row[2:7]), "", LESSON_CLAUSE)
                self.scribe.record(at, course.teacher.account_ref, PUT_TOPIC, (course.ref, row.ref), body)

    def _keep_carriers(self) -> None:
        """What is kept beside the obligatory carriers, from the first day on."""
        if not self._now:
            return
        at = self.moments.at(self.year.days.starts, MORNING - 300)
        refs = stream(self.school.seed, "carriers", self.year.days.first)
        for group, row in kept_in(self.year, refs, at, self.deputy):
            self.scribe.facts.carriers.append(row)
            decided = (row.body, row.decided_on, row.protocol, "")
            after = carriers.carrier_body((row.name, row.kind), decided, (row.starts, None))
            body = body_of(None, after, "", "3.11")
            self.scribe.record(at, self.deputy, carriers.SWITCH_ON, (group.ref, row.ref), body)

    def _school_day(self, day: date) -> None:
        for group in self.year.groups:
            if self.year.days.rests(group.grade, day):
                continue
            here = [one for one in group.pupils if one.came_on is None or one.came_on <= day or not self._now]
            away = self.health.away(here, day)
            self._explain(group)
            units = self.week[group.id][day.weekday()]
            if self.with_lessons:
                for number, unit in enumerate(units, 1):
                    self._lesson_hour(day, number, unit, here, away)
            else:
                self._count_absences(away, here, len(units))

    def _explain(self, group: Group) -> None:
        """Documents of the absences that have begun, where they end before the story does."""
        for stay in self.health.begun:
            if group.leader and stay.ends < last_day(self.school, self.year):
                self.papers.bring(stay, group.leader)
        self.health.begun.clear()

    @property
    def _now(self) -> bool:
        return self.year is self.school.now

    def _lesson_hour(
        self, day: date, number: int, unit: Unit, here: list[Pupil], away: dict[int, str]
    ) -> None:
        for course in unit:
            page = self.pages[course.id]
            members = here
            if course.subgroup:
                own = set(map(id, course.members))
                members = [one for one in here if id(one) in own]
            text = self.habits.text(course, page.programme.next(), day)
            at = self.habits.begins(course, day, number, hurried=self._is_last(day))
            lesson = self._lesson(course, day, number, text, at)
            cells = page.cells(members, away, text.work, first=number == 1, recent=self._is_recent(day))
            self._cells(page, lesson, text.work, cells)

    def _lesson(self, course: Course, day: date, number: int, text: Text, at: datetime) -> LessonRow:
        works = self.rules.works
        work = works[text.work][0] if text.work else None
        row = LessonRow(
            next(self.scribe.numbers.lesson),
            new_ref(self.refs),
            day,
            number,
            text.topic,
            text.homework,
            course.id,
            work,
        )
        self.scribe.facts.lessons.append(row)
        if self.watched and course is self.watched[0] and row.homework:
            self.shown = row
        after = facts.lesson_body(day, number, (text.topic, text.homework), text.work)
        body = body_of(None, after, "", LESSON_CLAUSE)
        by = self._gives(course, row).account_ref
        self.scribe.record(at, by, facts.PUT_LESSON, (course.ref, row.ref), body)
        return row

    def _hand_out(self) -> None:
        """Yesterday evening the shown teacher attached a file to the last homework set."""
        if self.shown is None or not self._now:
            return
        course, refs = self.watched[0], stream(self.school.seed, "handout", self.year.days.first)
        by, at = course.teacher.account_ref, self.moments.at(self.school.today - ONE_DAY, EVE + 3600)
        file = FileRow(1, new_ref(refs), digest(), len(handout()), "image/png", at, by)
        attached = AttachedRow(new_ref(refs), NAME, at, by, self.shown.id, file.id)
        self.scribe.facts.files.append(file)
        self.scribe.facts.attached.append(attached)
        kept = body_of(None, {"sha256": file.digest}, "", "5.1")
        self.scribe.record(at, by, KEEP, (file.ref, 0), kept)
        body = body_of(None, facts.file_body(NAME, file.digest), "", LESSON_CLAUSE)
        self.scribe.record(at, by, facts.ATTACH_FILE, (self.shown.ref, attached.ref), body)

    def _gives(self, course: Course, lesson: LessonRow) -> Employee:
        """Who gives a lesson: a substitute, or who teaches the page."""
        return self.wall.instead.get((course.id, lesson.date, lesson.number), course.teacher)

    def _is_last(self, day: date) -> bool:
        return any(period.span.ends == day for period in self.year.periods)

    def _cells(self, page: Page, lesson: LessonRow, work: str, cells: Iterator[tuple[Pupil, str]]) -> None:
        scribe, teacher = self.scribe, page.course.teacher
        weight = self.rules.works[work][1] if work else Fraction(1)
        by = self._gives(page.course, lesson).account_ref
        judged = self._judged(page, lesson, work, by)
        for pupil, value in cells:
            at = self.habits.next_moment(teacher)
            if judged:
                self.works.give(judged, lesson, pupil, value, by, at)
            note = self.corrections.note(value) if work and self._is_recent(lesson.date) else ""
            id_ = scribe.put_entry(at, by, lesson, (pupil.id, pupil.ref), (value, note))
            total, number, *_rest = scribe.read(value)
            if number:
                page.count(pupil.id, total, number, weight)
                if work and number == 1:
                    self.corrections.notice(page, lesson, pupil, id_, value, weight)

    def _judged(self, page: Page, lesson: LessonRow, work: str, by: int) -> int:
        """Number of the work, where it is judged by criteria: control works of the first watched page."""
        if not (self._now and work == CONTROL and page.course is self.watched[0]):
            return 0
        return self.works.judge(page.course, lesson, by, self.habits.next_moment(page.course.teacher))

    def _is_recent(self, day: date) -> bool:
        """Whether works of a lesson may still be handed in, and notes are fresh."""
        return day >= self.school.today - RECENT

    def _count_absences(self, away: dict[int, str], here: list[Pupil], lessons: int) -> None:
        """A year without lessons keeps the sums only."""
        for pupil in here:
            sign = away.get(pupil.id, "")
            if not sign and self.chance.random() < pupil.talent.truancy * lessons:
                self._missed(pupil.id, TRUANT, 1)
            elif sign:
                self._missed(pupil.id, sign, lessons)

    def _missed(self, pupil: int, sign: str, lessons: int) -> None:
        for part in ("part", "year"):
            found = self.totals.setdefault((pupil, part), [0, 0, 0])
            found[0] += lessons
            found[1] += lessons if sign == ILL else 0
            found[2] += lessons if sign != TRUANT else 0

    def _ending(self, day: date) -> list[Period]:
        """Periods whose last day it is, the year after its parts."""
        ending = [period for period in self.year.periods if period.span.ends == day]
        return sorted(ending, key=lambda one: one.span.scheme == "year")

    def _end(self, period: Period) -> None:
        """Period marks in the afternoon, closings in the evening."""
        scheme = period.span.scheme
        groups = [one for one in self.year.groups if scheme in {"year", one.scheme}]
        for place, group in enumerate(groups):
            for course in group.courses:
                self._end_page(self.pages[course.id], period)
            if self._now:
                self.stages.walk(group, period, place)
            self._close(group, period, place)
            self._write_totals(group, period)
        if scheme == "year":
            self.finals.next_day()

    def _end_page(self, page: Page, period: Period) -> None:
        ends = period.span.ends
        there = [
            one for one in page.course.members if one.came_on is None or one.came_on <= ends or not self._now
        ]
        if not page.marked:
            self.finals.tell(page, period, there)
            return
        values = self.finals.put(page, period, there, counted=self.with_lessons)
        if period.span.scheme != "year":
            rule = self.rules.settings.rounding(period.span.scheme)
            self.corrections.choose(page, period, rule, values)
            page.forget()
            page.avoided_by = 0

    def _close(self, group: Group, period: Period, place: int) -> None:
        later = 1800 if period.span.scheme == "year" else 0
        at = self.moments.at(period.span.ends, CLOSING + later + place * 41.3)
        row = ClosingRow(
            next(self.scribe.numbers.closing), new_ref(self.refs), at, self.deputy, group.id, period.id
        )
        self.scribe.facts.closings.append(row)
        body = body_of(None, facts.closing_body(at), "", CLAUSE)
        self.scribe.record(at, self.deputy, facts.CLOSE_PERIOD, (group.ref, period.ref), body)

    def _write_totals(self, group: Group, period: Period) -> None:
        """Absences in sum, where no lessons tell them."""
        if self.with_lessons:
            return
        part = "year" if period.span.scheme == "year" else "part"
        for pupil in group.pupils:
            missed, illness, excused = self.totals.pop((pupil.id, part), (0, 0, 0))
            number = next(self.scribe.numbers.total)
            self.scribe.facts.totals.append(TotalRow(number, missed, illness, excused, pupil.id, period.id))

    def _lay_out(self) -> None:
        """The lessons to come stand there by the timetable; nobody has written them yet."""
        day = self.school.today + ONE_DAY
        while self._now and day <= self.year.days.ends:
            for group in self.year.groups if self.year.days.has_lessons(day) else ():
                if not self.year.days.rests(group.grade, day):
                    for number, unit in enumerate(self.week[group.id][day.weekday()], 1):
                        for course in unit:
                            self._planned(course, day, number)
            day += ONE_DAY

    def _planned(self, course: Course, day: date, number: int) -> None:
        id_, ref = next(self.scribe.numbers.lesson), new_ref(self.refs)
        self.scribe.facts.lessons.append(
            LessonRow(id_, ref, day, number, "", "", course.id, None, is_planned=True)
        )

    def _plan_today(self) -> None:
        """Today's lessons stand in the register since yesterday evening, their cells still empty."""
        today = self.school.today
        if not (self._now and self.year.days.has_lessons(today)):
            return
        second = float(EVE)
        for group in self.year.groups:
            units = () if self.year.days.rests(group.grade, today) else self.week[group.id][today.weekday()]
            for number, unit in enumerate(units, 1):
                for course in unit:
                    second += 2.5
                    text = self.pages[course.id].programme.next()
                    self._lesson(course, today, number, text, self.moments.at(today - ONE_DAY, second))
