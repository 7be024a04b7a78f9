"""Что не в порядке во всей школе сейчас: уроки и ученики открытых периодов в несколько вопросов."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from letopis.control.craft.faults import Fault, PageInfo, Place
from letopis.people.craft.alphabet import place_of
from letopis.people.models import signed_name
from letopis.regulation.faults import FEW_MARKS, LessonFacts, faults_of, gives_homework, watches_marks
from letopis.regulation.settings import Settings
from letopis.school.craft.names import YEAR, class_title
from letopis.school.craft.rows import asked, known_day
from letopis.school.queries import all_periods, settings_on, year_on

# Pages of the year in the parts of it that their class has not closed.
_OPEN = """
  FROM school_classgroup g
  JOIN school_gradingperiod p ON p.year_id = g.year_id AND p.scheme = g.scheme AND p.starts <= %(today)s
  JOIN school_course c ON c.class_group_id = g.id
 WHERE g.year_id = %(year)s
   AND NOT EXISTS (SELECT 1 FROM journal_periodclosing k
                    WHERE k.class_group_id = g.id AND k.period_id = p.id)
"""
# A comma would let SQLite begin with all lessons of all years; CROSS JOIN keeps the order, here and below.
_HOMEWORK = f"""
SELECT o.course, COUNT(*) AS lessons, SUM(CASE WHEN l.homework <> '' THEN 1 ELSE 0 END) AS told
  FROM (SELECT c.id AS course, p.starts, p.ends {_OPEN}) o
 CROSS JOIN journal_lesson l
 WHERE l.course_id = o.course AND l.date BETWEEN o.starts AND o.ends AND l.date <= %(today)s
   AND l.work_type_id IS NULL
 GROUP BY o.course
"""  # noqa: S608 - joined of our own texts
_PAGES = f"""
SELECT c.id, g.id, g.grade_level, g.letter, b.name, sg.name, t.id, t.surname, t.given_name, t.patronymic,
       h.lessons, h.told
  FROM school_course c
  JOIN school_classgroup g ON g.id = c.class_group_id
  JOIN school_subject b ON b.id = c.subject_id
  LEFT JOIN school_subgroup sg ON sg.id = c.subgroup_id
  LEFT JOIN people_employee t ON t.id = (
       SELECT a.employee_id FROM people_courseassignment a WHERE a.course_id = c.id
          AND a.starts <= %(today)s AND (a.ends IS NULL OR a.ends >= %(today)s)
        ORDER BY a.starts DESC, a.id DESC LIMIT 1)
  LEFT JOIN ({_HOMEWORK}) h ON h.course = c.id
 WHERE g.year_id = %(year)s
"""  # noqa: S608 - as above
_LESSONS = f"""
SELECT o.course, o.grade, o.period, l.id, l.date, CASE WHEN l.topic <> '' THEN 1 ELSE 0 END,
       CASE WHEN l.homework <> '' THEN 1 ELSE 0 END, w.id, w.days,
       CASE WHEN EXISTS (SELECT 1 FROM journal_entry e WHERE e.lesson_id = l.id) THEN 1 ELSE 0 END,
       CASE WHEN w.id IS NULL OR EXISTS (
            SELECT 1 FROM journal_entry e WHERE e.lesson_id = l.id AND e.marks_count > 0) THEN 1 ELSE 0 END
  FROM (SELECT c.id AS course, g.grade_level AS grade, p.id AS period, p.starts, p.ends {_OPEN}) o
 CROSS JOIN journal_lesson l
  LEFT JOIN school_worktype w ON w.id = l.work_type_id
 WHERE l.course_id = o.course AND l.date BETWEEN o.starts AND o.ends AND l.date <= %(today)s
   AND (l.topic = '' OR (l.homework = '' AND l.work_type_id IS NULL)
        OR NOT EXISTS (SELECT 1 FROM journal_entry e WHERE e.lesson_id = l.id)
        OR (l.work_type_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM journal_entry e WHERE e.lesson_id = l.id AND e.marks_count > 0)))
"""  # noqa: S608 - as above
# Who is in each class and subgroup today, then the pages of the watched periods with the pupil of every cell
# that has a mark, joined: a page is looked at closer where somebody of its list stands there too seldom.
_LISTS = f"""
SELECT 0, 0, class_group_id, 0, {{listed}} FROM people_enrolment
 WHERE starts <= %(today)s AND (ends IS NULL OR ends >= %(today)s) GROUP BY class_group_id
UNION ALL
SELECT 0, 0, 0, subgroup_id, {{listed}} FROM people_subgroupmembership
 WHERE starts <= %(today)s AND (ends IS NULL OR ends >= %(today)s) GROUP BY subgroup_id
UNION ALL
SELECT o.course, o.period, o.class_group, COALESCE(o.subgroup, 0),
       (SELECT {{marked}}
          FROM journal_lesson l
         CROSS JOIN journal_entry e
         WHERE l.course_id = o.course AND l.date BETWEEN o.starts AND o.ends
           AND e.lesson_id = l.id AND e.marks_count > 0)
  FROM (SELECT c.id AS course, g.id AS class_group, c.subgroup_id AS subgroup,
               p.id AS period, p.starts, p.ends {_OPEN} AND NOT c.pass_fail AND p.id IN ({{periods}})) o
"""  # noqa: S608 - as above
_JOINED = {
    "sqlite": "group_concat({column})",
    "postgresql": "string_agg(CAST({column} AS text), ',')",
}
# Of the pages where somebody has not enough: pupils of today whose marks of the period are fewer than it asks
# for, but for those a document exempts or judges in words.
_FEW = f"""
SELECT o.course, o.period, s.id, s.surname, s.given_name
  FROM (SELECT c.id AS course, g.id AS class_group, c.subgroup_id AS subgroup, c.subject_id AS subject,
               p.id AS period,
               p.starts, p.ends {_OPEN} AND p.id IN ({{periods}}) AND c.id IN ({{courses}})) o
  JOIN people_enrolment en ON en.class_group_id = o.class_group
       AND en.starts <= %(today)s AND (en.ends IS NULL OR en.ends >= %(today)s)
  JOIN people_student s ON s.id = en.student_id
  LEFT JOIN people_subgroupmembership m ON m.subgroup_id = o.subgroup AND m.student_id = s.id
       AND m.starts <= %(today)s AND (m.ends IS NULL OR m.ends >= %(today)s)
  LEFT JOIN (
       SELECT w.course, w.period, e.student_id AS student, SUM(e.marks_count) AS marks
         FROM (SELECT c.id AS course, p.id AS period, p.starts, p.ends {_OPEN} AND p.id IN ({{periods}})
                  AND c.id IN ({{courses}})) w
        CROSS JOIN journal_lesson l
        CROSS JOIN journal_entry e
        WHERE l.course_id = w.course AND l.date BETWEEN w.starts AND w.ends
          AND e.lesson_id = l.id AND e.marks_count > 0
        GROUP BY w.course, w.period, e.student_id) a
       ON a.course = o.course AND a.period = o.period AND a.student = s.id
 WHERE (o.subgroup IS NULL OR m.id IS NOT NULL)
   AND COALESCE(a.marks, 0) < CASE o.period {{least}} END
   AND NOT EXISTS (SELECT 1 FROM conditions_condition x
                    WHERE (x.student_id = s.id OR x.class_group_id = o.class_group) AND x.lifted_at IS NULL
                      AND (x.subject_id IS NULL OR x.subject_id = o.subject)
                      AND x.starts <= o.ends AND (x.ends IS NULL OR x.ends >= o.starts)
                      AND (x.kind <> 'scale' OR x.scale IN ({{words}})))
   AND EXISTS (SELECT 1 FROM journal_lesson l
                WHERE l.course_id = o.course AND l.date BETWEEN o.starts AND o.ends)
"""  # noqa: S608 - as above


@dataclass(frozen=True)
class Wanted:
    """What of the school is asked about; None for all.

    Attributes:
        courses: pages the person may see.
    """

    courses: frozenset[int] | None = None
    class_group: int | None = None
    teacher: int | None = None
    kind: str = ""

    def takes(self, fault: Fault) -> bool:
        """Whether a fault is asked about."""
        page = fault.page
        return (
            (self.courses is None or page.course in self.courses)
            and self.class_group in {None, page.class_group}
            and self.teacher in {None, page.teacher}
            and self.kind in {"", fault.kind}
        )


EVERYTHING = Wanted()


def faults_on(today: date, wanted: Wanted = EVERYTHING) -> list[Fault]:
    """Everything that is not in order in the open periods of the year; four questions at most."""
    year = year_on(today)
    if year is None:
        return []
    settings = settings_on(today)
    facts: dict[str, date | int] = {"year": year.pk, "today": today}
    pages: dict[int, PageInfo] = {}
    usual: dict[int, bool] = {}
    for *page, lessons, told in asked(_PAGES, facts):
        pages[page[0]] = _page(page)
        usual[page[0]] = bool(lessons) and gives_homework(lessons, told)
    found = [*_of_lessons(facts, pages, usual, settings, today), *_of_pupils(facts, pages, settings, today)]
    return [fault for fault in found if wanted.takes(fault)]


def _page(row: list[Any]) -> PageInfo:
    course, group, grade, letter, subject, subgroup, teacher, surname, given, patronymic = row
    return PageInfo(
        course=course,
        class_group=group,
        grade_level=grade,
        class_title=class_title(grade, letter),
        subject=f"{subject}, {subgroup}" if subgroup else subject,
        teacher=teacher or 0,
        teacher_name=signed_name(surname, given, patronymic or "") if surname else "",
    )


def _of_lessons(
    facts: dict[str, date | int],
    pages: dict[int, PageInfo],
    usual: dict[int, bool],
    settings: Settings,
    today: date,
) -> Iterator[Fault]:
    """Lessons by page, period and kind, in the order of their days; `usual`: pages that give homework."""
    found: dict[tuple[str, int, int], list[Place]] = defaultdict(list)

    @cache  # a few days and a few ways to be late make up a thousand lessons
    def judged(day: date | str, grade: int, term: int | None, *flags: bool) -> tuple[date, list[str]]:
        topic, homework, is_work, entries, marks, gives = flags
        known = LessonFacts(
            day=known_day(day),
            has_topic=topic,
            has_homework=homework,
            is_work=is_work,
            own_term=term,
            is_marked=grade not in settings.unmarked_grades,
            has_entries=entries,
            has_marks=marks,
            gives_homework=gives,
        )
        return known.day, faults_of(known, settings.entry_terms, today)

    for course, grade, period, lesson, written, topic, homework, work, term, entries, marks in asked(
        _LESSONS, facts
    ):
        flags = (bool(topic), bool(homework), work is not None, bool(entries), bool(marks))
        day, kinds = judged(written, grade, term, *flags, usual[course])
        for kind in kinds:
            found[kind, course, period].append(Place(lesson=lesson, day=day))
    for (kind, course, period), places in found.items():
        yield Fault(kind, pages[course], period, tuple(sorted(places, key=lambda one: (one.day, one.lesson))))


def _of_pupils(
    facts: dict[str, date | int], pages: dict[int, PageInfo], settings: Settings, today: date
) -> Iterator[Fault]:
    """Pupils with too few marks to be attested, of periods whose end is near."""
    watched = {
        period.id: settings.rounding(period.scheme).minimum
        for period in all_periods(int(str(facts["year"])))
        if period.scheme != YEAR and period.starts <= today
        if watches_marks(period.ends, settings.entry_terms, today)
    }
    if watched:
        for (course, period_id), places in _few_marks(facts, watched, settings).items():
            if pages[course].grade_level not in settings.unmarked_grades:
                yield Fault(FEW_MARKS, pages[course], period_id, places)


def _few_marks(
    facts: dict[str, date | int], watched: dict[int, int], settings: Settings
) -> dict[tuple[int, int], tuple[Place, ...]]:
    """(page, period) → pupils who have fewer marks than the period asks for, by the alphabet."""
    named: dict[str, date | int | str | None] = dict(facts)
    for number, (period, least) in enumerate(watched.items()):
        named |= {f"period{number}": period, f"least{number}": least}
    numbers = range(len(watched))
    texts = {
        "periods": ", ".join(f"%(period{number})s" for number in numbers),
        "least": " ".join(f"WHEN %(period{number})s THEN %(least{number})s" for number in numbers),
    }
    short = _short(named, watched, texts["periods"])
    if not short:
        return {}
    scales = [one.code for one in settings.special_scales.values() if not one.marks] or [""]
    named |= {f"words{number}": code for number, code in enumerate(scales)}
    named |= {f"course{number}": course for number, course in enumerate(short)}
    sql = _FEW.format(
        **texts,
        words=", ".join(f"%(words{number})s" for number in range(len(scales))),
        courses=", ".join(f"%(course{number})s" for number in range(len(short))),
    )
    found: dict[tuple[int, int], list[tuple[int, str, str]]] = defaultdict(list)
    for course, period, *pupil in asked(sql, named):
        found[course, period].append((pupil[0], pupil[1], pupil[2]))
    return {
        key: tuple(
            Place(pupil=id_, name=f"{surname} {given}")
            for id_, surname, given in sorted(pupils, key=lambda one: (place_of(*one[1:]), one[0]))
        )
        for key, pupils in found.items()
    }


def _short(named: dict[str, date | int | str | None], watched: dict[int, int], periods: str) -> list[int]:
    """Pages on which some pupil of today has marks in fewer cells than the period asks for marks."""
    joined = _JOINED[connection.vendor]
    listed, marked = joined.format(column="student_id"), joined.format(column="e.student_id")
    rolls: dict[tuple[int, int], set[str]] = {}
    found: set[int] = set()
    for course, period, class_group, subgroup, text in asked(
        _LISTS.format(listed=listed, marked=marked, periods=periods), named
    ):
        pupils = (text or "").split(",")
        if not course:
            rolls[class_group, subgroup] = set(pupils)
            continue
        here = rolls.get((class_group, 0), set())
        if subgroup:
            here = here & rolls.get((0, subgroup), set())
        cells = Counter(pupils)
        if any(cells[pupil] < watched[period] for pupil in here):
            found.add(course)
    return sorted(found)
