"""Что готово к закрытию периода: у какого класса чего не хватает и что уже закрыто."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localtime

from letopis.conditions.queries import EXEMPT_ALL
from letopis.journal.models import PeriodClosing
from letopis.journal.queries.stages import OrderLine, Stage, orders_of, stages_of
from letopis.regulation.closing import CHECKED, OPEN, stage_of
from letopis.regulation.settings import Settings
from letopis.school.craft.names import class_title
from letopis.school.craft.rows import asked
from letopis.school.models import ClassGroup
from letopis.school.queries import Period, settings_on

# Marks are expected of pages that had lessons in the period, from pupils who were there on its last day; a
# document that exempts a pupil all the period stands in place of the mark, or of the level.
_EXPECTED = """
SELECT c.class_group_id, c.id, b.name, sg.name, t.surname, g.grade_level, st.surname, st.given_name,
       CASE WHEN pm.id IS NULL OR pm.value = '' THEN 1 ELSE 0 END, CASE WHEN {exempt} THEN 1 ELSE 0 END,
       a.level, a.text
  FROM school_course c
  JOIN school_classgroup g ON g.id = c.class_group_id
  JOIN school_subject b ON b.id = c.subject_id
  LEFT JOIN school_subgroup sg ON sg.id = c.subgroup_id
  JOIN people_enrolment en ON en.class_group_id = g.id
       AND en.starts <= %(ends)s AND (en.ends IS NULL OR en.ends >= %(ends)s)
  JOIN people_student st ON st.id = en.student_id
  LEFT JOIN people_subgroupmembership m ON m.subgroup_id = c.subgroup_id AND m.student_id = st.id
       AND m.starts <= %(ends)s AND (m.ends IS NULL OR m.ends >= %(ends)s)
  LEFT JOIN journal_periodmark pm ON pm.course_id = c.id AND pm.period_id = %(period)s
       AND pm.student_id = st.id
  LEFT JOIN journal_attainment a ON a.course_id = c.id AND a.period_id = %(period)s
       AND a.student_id = st.id
  LEFT JOIN people_employee t ON t.id = (
       SELECT a.employee_id FROM people_courseassignment a WHERE a.course_id = c.id
          AND a.starts <= %(ends)s AND (a.ends IS NULL OR a.ends >= %(ends)s)
        ORDER BY a.starts DESC, a.id DESC LIMIT 1)
 WHERE g.year_id = %(year)s AND (c.subgroup_id IS NULL OR m.id IS NOT NULL)
   AND EXISTS (SELECT 1 FROM journal_lesson l
                WHERE l.course_id = c.id AND l.date BETWEEN %(starts)s AND %(ends)s)
 ORDER BY b.rank, b.name, sg.name, st.surname, st.given_name
""".format(exempt=EXEMPT_ALL.format(student="st.id", subject="c.subject_id"))  # noqa: S608 - joined of our own texts
# Works that are yet to come: the index of such cells leads.
_WORKS = """
SELECT c.class_group_id, c.id, b.name, sg.name, s.surname, s.given_name
  FROM journal_entry e
  JOIN journal_lesson l ON l.id = e.lesson_id AND l.date BETWEEN %s AND %s
  JOIN school_course c ON c.id = l.course_id
  JOIN school_subject b ON b.id = c.subject_id
  JOIN people_student s ON s.id = e.student_id
  LEFT JOIN school_subgroup sg ON sg.id = c.subgroup_id
 WHERE e.is_expected
 ORDER BY b.rank, b.name, sg.name, s.surname, s.given_name, l.date
"""


@dataclass
class PageState:
    """A register page before closing: whose marks are missing, which works are yet to come, which stage."""

    course: int
    title: str
    teacher: str
    expected: int = 0
    missing: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    stage: Stage | None = None

    @property
    def state(self) -> str:
        """The stage it stands on; nobody has moved it where it has none."""
        return self.stage.state if self.stage else OPEN


@dataclass(frozen=True)
class ClassState:
    """A class before or after closing.

    Attributes:
        is_unmarked: it is taught without marks; what is missing are levels and texts.
        missing_blocks: what is missing holds up the closing.
    """

    id: int
    title: str
    pages: tuple[PageState, ...]
    closed_on: date | None
    works_block: bool = True
    is_unmarked: bool = False
    missing_blocks: bool = True
    binding: bool = False
    orders: tuple[OrderLine, ...] = ()

    @property
    def stage(self) -> str:
        """The stage of the class: that of its last page."""
        return stage_of(page.state for page in self.pages)

    @property
    def handed(self) -> int:
        """How many pages are handed over, checked or not."""
        return sum(page.state != OPEN for page in self.pages)

    @property
    def checked(self) -> int:
        """How many pages are checked."""
        return sum(page.state == CHECKED for page in self.pages)

    @property
    def expected(self) -> int:
        """How many marks the period asks for."""
        return sum(page.expected for page in self.pages)

    @property
    def missing(self) -> int:
        """How many of them are not there."""
        return sum(len(page.missing) for page in self.pages)

    @property
    def works(self) -> int:
        """How many works are yet to come."""
        return sum(len(page.works) for page in self.pages)

    @property
    def is_ready(self) -> bool:
        """Nothing holds up the closing."""
        waits = self.binding and self.stage != CHECKED
        missing, works = self.missing and self.missing_blocks, self.works and self.works_block
        return not (missing or works or waits)

    @property
    def incomplete(self) -> tuple[PageState, ...]:
        """Pages on which something is missing."""
        return tuple(page for page in self.pages if page.missing or page.works)


def closing_states(year_id: int, period: Period) -> list[ClassState]:
    """Every class the period concerns, by its number and letter; eight questions."""
    classes = ClassGroup.objects.filter(year_id=year_id)
    if period.scheme != "year":
        classes = classes.filter(scheme=period.scheme)
    settings = _settings(period)
    unmarked, blocks = settings.unmarked_grades, settings.expected_works.blocks_closing
    pages = _pages(year_id, period, settings)
    closed, orders = closings_of(period), orders_of(period)
    return [
        ClassState(
            id=id_,
            title=class_title(grade, letter),
            pages=tuple(pages[id_].values()),
            closed_on=closed.get(id_),
            works_block=blocks,
            is_unmarked=grade in unmarked,
            missing_blocks=grade not in unmarked or settings.levels.blocks_closing,
            binding=settings.closing.binding,
            orders=tuple(orders.get(id_, ())),
        )
        for id_, grade, letter in classes.values_list("id", "grade_level", "letter")
    ]


def _settings(period: Period) -> Settings:
    return settings_on(period.ends)


def closings_of(period: Period) -> dict[int, date]:
    """Class → the day it closed the period."""
    rows = PeriodClosing.objects.filter(period_id=period.id).values_list("class_group_id", "closed_at")
    return {group: localtime(moment).date() for group, moment in rows}


def _pages(year_id: int, period: Period, settings: Settings) -> dict[int, dict[int, PageState]]:
    found: dict[int, dict[int, PageState]] = defaultdict(dict)
    stages = stages_of(period)
    for row in _expected(year_id, period):
        group, course, subject, subgroup, teacher, grade, surname, given, no_mark, exempt, level, text = row
        is_told = settings.levels.is_told(level or "", text or "")
        is_missing = not exempt and (not is_told if grade in settings.unmarked_grades else no_mark)
        title = f"{subject}, {subgroup}" if subgroup else subject
        page = found[group].setdefault(
            course, PageState(course, title, teacher or "", stage=stages.get(course))
        )
        page.expected += 1
        if is_missing:
            page.missing += (f"{surname} {given}",)
    for group, course, subject, subgroup, surname, given in asked(_WORKS, [period.starts, period.ends]):
        title = f"{subject}, {subgroup}" if subgroup else subject
        page = found[group].setdefault(course, PageState(course, title, "", stage=stages.get(course)))
        page.works += (f"{surname} {given}",)
    return found


def _expected(year_id: int, period: Period) -> list[tuple[Any, ...]]:
    facts: dict[str, date | int] = {
        "year": year_id,
        "period": period.id,
        "starts": period.starts,
        "ends": period.ends,
    }
    return asked(_EXPECTED, facts)


def state_of(class_id: int, year_id: int, period: Period) -> ClassState | None:
    """One class before closing, None if the period does not concern it."""
    return next((state for state in closing_states(year_id, period) if state.id == class_id), None)
