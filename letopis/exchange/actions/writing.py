"""Выполнить план списка: классы, предметы, страницы журнала, люди, назначения; всё через их комнаты."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from letopis.exchange.craft.employee_plan import EmployeePlan
from letopis.exchange.craft.fields import ClassKey, plain
from letopis.exchange.craft.known import PageKey
from letopis.exchange.craft.load_plan import CurriculumPlan, LoadPlan, Page, SubgroupPlan
from letopis.exchange.craft.planning import Plan
from letopis.exchange.craft.pupil_plan import PupilPlan
from letopis.exchange.craft.topic_plan import TopicPlan
from letopis.exchange.craft.week_plan import WeekPlan
from letopis.exchange.queries import page_key
from letopis.people import actions as people
from letopis.planning import actions as planning
from letopis.school import actions as school
from letopis.school.actions import Written
from letopis.school.models import Course, SchoolYear, Subgroup, Subject
from letopis.timetable import actions as timetable


class Writer:
    """Carries out the plans of one import in one year, for one account; keeps what was written."""

    def __init__(self, year: SchoolYear, *, by: int) -> None:
        self.year = year
        self.by = by
        self.written: list[Written] = []

    def carry_out(self, plan: Plan) -> None:
        """Write everything a plan asks for; must run inside a transaction."""
        deeds: dict[type, Callable[[Any], None]] = {
            PupilPlan: self._pupils,
            EmployeePlan: self._employees,
            LoadPlan: self._load,
            CurriculumPlan: self._curriculum,
            SubgroupPlan: self._subgroups,
            TopicPlan: self._topics,
            WeekPlan: self._week,
        }
        deeds[type(plan)](plan)

    def _keep(self, written: Sequence[Written]) -> None:
        self.written.extend(written)

    def _classes(self, new: Sequence[ClassKey] = ()) -> dict[ClassKey, int]:
        """Ids of the year's classes after the new ones are opened."""
        if new:
            self._keep(school.open_classes(self.year, new, by=self.by))
        rows = self.year.classes.values_list("grade_level", "letter", "id")
        return {(grade, letter): number for grade, letter, number in rows}

    def _subjects(self, new: Sequence[str]) -> dict[str, int]:
        if new:
            self._keep(school.add_subjects(new, by=self.by))
        return {plain(name): number for name, number in Subject.objects.values_list("name", "id")}

    def _pupils(self, plan: PupilPlan) -> None:
        classes = self._classes(plan.classes)
        new = [
            people.NewPupil(*one.facts.name, *one.facts[1:], classes[one.key], one.starts)
            for one in plan.admissions
        ]
        moves = [
            people.Move(one.pupil.id, classes[one.key], one.starts, one.old_id, one.in_place)
            for one in plan.steps
        ]
        if new:
            self._keep(people.admit(new, by=self.by))
        if plan.corrections:
            self._keep(people.correct_pupils(plan.corrections, by=self.by))
        if moves:
            self._keep(people.enrol(moves, by=self.by))

    def _employees(self, plan: EmployeePlan) -> None:
        ids = self._hired(plan)
        posts = [(ids.get(one.employee.id, one.employee.id), one.post, one.starts) for one in plan.posts]
        classes = self._classes()
        duties = [
            people.Duty(
                ids.get(one.employee.id, one.employee.id),
                classes[one.key],
                one.starts,
                one.old_id,
                one.in_place,
            )
            for one in plan.leads
        ]
        if plan.corrections:
            self._keep(people.correct_employees(plan.corrections, by=self.by))
        if posts:
            self._keep(people.appoint(posts, by=self.by))
        if duties:
            self._keep(people.give_classes(duties, by=self.by))

    def _hired(self, plan: EmployeePlan) -> dict[int, int]:
        """Take on the new employees: number in the plan → id."""
        if not plan.hires:
            return {}
        new = [
            people.NewEmployee(*one.employee.name, one.employee.personnel_number, one.username)
            for one in plan.hires
        ]
        written = people.hire(new, by=self.by)
        self._keep(written)
        numbers = [one.number for one in written if one.thing == "employee"]
        return {one.employee.id: number for one, number in zip(plan.hires, numbers, strict=True)}

    def _load(self, plan: LoadPlan) -> None:
        classes, subjects = self._classes(), self._subjects(plan.subjects.new)
        named = [(key, name) for _course, key, name in plan.divided]
        subgroups = self._form(
            classes, subjects, [*named, *((page.key, page.subgroup) for page in plan.pages)]
        )
        self._open(classes, subjects, plan.pages, subgroups)
        columns: dict[int, dict[str, Any]] = {
            number: {"hours_per_week": hours} for number, hours in plan.hours.items()
        }
        for course, key, _name in plan.divided:
            columns.setdefault(course, {})["subgroup_id"] = subgroups[key]
        if columns:
            self._keep(school.change_courses(columns, by=self.by))
        if plan.duties:
            courses = self._courses()
            duties = [
                people.Duty(one.employee.id, courses[one.key], one.starts, one.old_id, one.in_place)
                for one in plan.duties
            ]
            self._keep(people.give_courses(duties, by=self.by))

    def _form(
        self, classes: dict[ClassKey, int], subjects: dict[str, int], wanted: Iterable[tuple[PageKey, str]]
    ) -> dict[PageKey, int]:
        """Ids of the year's subgroups after the wanted ones are formed."""
        found = self._known_subgroups()
        new = {key: name for key, name in wanted if name and key not in found}
        if new:
            groups = [
                school.NewSubgroup(classes[key[0]], subjects[key[1]], name) for key, name in new.items()
            ]
            self._keep(school.form_subgroups(groups, by=self.by))
            found = self._known_subgroups()
        return found

    def _known_subgroups(self) -> dict[PageKey, int]:
        rows = Subgroup.objects.filter(class_group__year=self.year).values_list(
            "id", "class_group__grade_level", "class_group__letter", "subject__name", "name"
        )
        return {
            page_key((grade, letter), subject, name): number for number, grade, letter, subject, name in rows
        }

    def _open(
        self,
        classes: dict[ClassKey, int],
        subjects: dict[str, int],
        pages: Sequence[Page],
        subgroups: dict[PageKey, int],
    ) -> None:
        new = [
            school.NewPage(classes[page.key[0]], subjects[page.key[1]], subgroups.get(page.key), page.hours)
            for page in pages
        ]
        if new:
            self._keep(school.open_courses(new, by=self.by))

    def _courses(self) -> dict[PageKey, int]:
        rows = Course.objects.filter(class_group__year=self.year).values_list(
            "id", "class_group__grade_level", "class_group__letter", "subject__name", "subgroup__name"
        )
        return {
            page_key((grade, letter), subject, name or ""): number
            for number, grade, letter, subject, name in rows
        }

    def _curriculum(self, plan: CurriculumPlan) -> None:
        classes, subjects = self._classes(plan.classes), self._subjects(plan.subjects.new)
        items = [(classes[key], subjects[subject], hours) for key, subject, hours in plan.items]
        if items:
            self._keep(school.put_curriculum(items, by=self.by))
        if plan.item_hours:
            self._keep(school.change_curriculum(plan.item_hours, by=self.by))
        self._open(classes, subjects, plan.pages, {})
        if plan.page_hours:
            columns = {number: {"hours_per_week": hours} for number, hours in plan.page_hours.items()}
            self._keep(school.change_courses(columns, by=self.by))

    def _subgroups(self, plan: SubgroupPlan) -> None:
        subgroups = self._known_subgroups()
        moves = [
            people.Move(one.pupil.id, subgroups[one.key], one.starts, one.old_id, one.in_place)
            for one in plan.joins
        ]
        if moves:
            self._keep(people.place_in_subgroups(moves, by=self.by))

    def _topics(self, plan: TopicPlan) -> None:
        courses = self._courses()
        if plan.new:
            new = [planning.NewTopic(courses[page], *texts) for page, texts in plan.new]
            self._keep(planning.add_topics(new, by=self.by))
        if plan.changes:
            self._keep(planning.change_topics(plan.changes, by=self.by))

    def _week(self, plan: WeekPlan) -> None:
        if plan.day is None or not (plan.new or plan.rooms or plan.ending):
            return
        new = [timetable.NewSlot(*one) for one in plan.new]
        week = timetable.NewWeek(plan.day, new, [one.id for one in plan.ending], plan.rooms)
        self._keep(timetable.put_week(self.year, week, by=self.by))
