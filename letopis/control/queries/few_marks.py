"""Ученики, у которых к концу периода мало отметок: по страницам, в два вопроса."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection

from letopis.control.craft.faults import Place
from letopis.people.craft.alphabet import place_of
from letopis.regulation.settings import Settings
from letopis.school.craft.rows import Value, as_json, asked, asked_together, day_of, known_day
from letopis.school.queries import Period

# Who is in each class and subgroup today, then the pages of the watched periods with the pupil of every cell
# that has a mark, joined. A comma would let SQLite begin with all lessons of all years; CROSS JOIN keeps the
# order, here and below.
_LISTS = """
SELECT 0, 0, e.class_group_id, 0, 0, {listed}
  FROM people_enrolment e JOIN people_student s ON s.id = e.student_id
 WHERE e.starts <= %(today)s AND (e.ends IS NULL OR e.ends >= %(today)s) GROUP BY e.class_group_id
UNION ALL
SELECT 0, 0, 0, m.subgroup_id, 0, {listed}
  FROM people_subgroupmembership m JOIN people_student s ON s.id = m.student_id
 WHERE m.starts <= %(today)s AND (m.ends IS NULL OR m.ends >= %(today)s) GROUP BY m.subgroup_id
UNION ALL
SELECT o.course, o.period, o.class_group, COALESCE(o.subgroup, 0), o.subject,
       (SELECT {marked}
          FROM journal_lesson l
         CROSS JOIN journal_entry e
         WHERE l.course_id = o.course AND l.date BETWEEN o.starts AND o.ends
           AND e.lesson_id = l.id AND e.marks_count > 0)
  FROM (SELECT c.id AS course, g.id AS class_group, c.subgroup_id AS subgroup, c.subject_id AS subject,
               p.id AS period, p.starts, p.ends {open} AND NOT c.pass_fail AND p.id IN ({periods})) o
 WHERE EXISTS (SELECT 1 FROM journal_lesson l
                WHERE l.course_id = o.course AND l.date BETWEEN o.starts AND o.ends)
"""
_JOINED = {
    "sqlite": "group_concat({column})",
    "postgresql": "string_agg(CAST({column} AS text), ',')",
}
# Where a cell of some pages has more marks than one: how many more.
_MORE = """
SELECT o.course, o.period, e.student_id, e.marks_count - 1
  FROM (SELECT c.id AS course, p.id AS period, p.starts, p.ends
        {open} AND p.id IN ({periods}) AND c.id IN ({courses})) o
 CROSS JOIN journal_lesson l
 CROSS JOIN journal_entry e
 WHERE l.course_id = o.course AND l.date BETWEEN o.starts AND o.ends
   AND e.lesson_id = l.id AND e.marks_count > 1
"""
# Documents of these days that exempt a pupil or a class, or judge them in words.
_EXCUSED = """
SELECT x.student_id, x.class_group_id, x.subject_id, CAST(x.starts AS text), CAST(x.ends AS text)
  FROM conditions_condition x
 WHERE x.lifted_at IS NULL AND (x.kind <> 'scale' OR x.scale IN ({words}))
   AND x.starts <= %(ends)s AND (x.ends IS NULL OR x.ends >= %(starts)s)
"""


@dataclass(frozen=True)
class _Excuse:
    """A document that excuses from marks: whom, from what (None for all subjects), from when to when."""

    student: int | None
    class_group: int | None
    subject: int | None
    starts: date
    ends: date | None

    def touches(self, page: _Page, period: Period) -> bool:
        """Whether it speaks of a page's subject in some day of the period."""
        return (
            self.subject in {None, page.subject}
            and self.class_group in {None, page.class_group}
            and self.starts <= period.ends
            and (self.ends is None or self.ends >= period.starts)
        )


@dataclass(frozen=True)
class _Page:
    """A register page in a watched period."""

    course: int
    period: int
    class_group: int
    subgroup: int
    subject: int


Pupil = tuple[int, str, str]
Facts = Mapping[str, Value]
Found = dict[tuple[int, int], tuple[Place, ...]]


@dataclass(frozen=True)
class _Counted:
    """Pupils of a page today by their id as text, and the marks of each of them."""

    pupils: Mapping[str, Pupil]
    marks: Counter[str]

    def is_short(self, least: int) -> bool:
        """Whether somebody has not enough."""
        return min(map(self.marks.__getitem__, self.pupils), default=least) < least

    def fewer_than(self, least: int, further: Counter[str]) -> list[Pupil]:
        """Who has not enough with the further marks of fuller cells."""
        return [pupil for key, pupil in self.pupils.items() if self.marks[key] + further[key] < least]


def few_marks(facts: Facts, watched: Mapping[Period, int], settings: Settings, open_pages: str) -> Found:
    """(page, period) → pupils who have fewer marks than the period asks for, by the alphabet.

    Args:
        facts: values of `open_pages`, "today" among them.
        watched: periods whose end is near → how many marks each asks for.
        settings: the edition in force.
        open_pages: SQL from FROM on: pages `c` of classes `g` in their periods `p` that are not closed.
    """
    periods = {period.id: period for period in watched}
    least = {period.id: count for period, count in watched.items()}
    unmarked = ", ".join(map(str, settings.unmarked_grades))
    marked_pages = open_pages + (f" AND g.grade_level NOT IN ({unmarked})" if unmarked else "")
    asking = _Asking(facts, tuple(watched), marked_pages)
    short = {page: one for page, one in _pages(asking) if one.is_short(least[page.period])}
    further, excuses = _look_closer(asking, short, settings) if short else ({}, [])
    found: Found = {}
    for page, counted in short.items():
        of_page = [one for one in excuses if one.touches(page, periods[page.period])]
        excused = {one.student for one in of_page}
        few = counted.fewer_than(least[page.period], further.get((page.course, page.period), Counter()))
        wanting = [one for one in few if one[0] not in excused]
        if wanting and None not in excused:  # None is the whole class
            found[page.course, page.period] = _places(wanting)
    return found


def _places(pupils: Sequence[Pupil]) -> tuple[Place, ...]:
    ordered = sorted(pupils, key=lambda one: (place_of(*one[1:]), one[0]))
    return tuple(Place(pupil=id_, name=f"{surname} {given}") for id_, surname, given in ordered)


@dataclass(frozen=True)
class _Asking:
    """What the questions have in common: their values, the watched periods, the pages."""

    facts: Facts
    watched: tuple[Period, ...]
    pages: str

    @property
    def values(self) -> dict[str, Value]:
        """Values of a question, those of the periods too."""
        return {**self.facts, **{f"period{number}": one.id for number, one in enumerate(self.watched)}}

    @property
    def periods(self) -> str:
        """Names of the periods' values."""
        return _names("period", len(self.watched))


def _pages(asking: _Asking) -> Iterator[tuple[_Page, _Counted]]:
    """Pages of the watched periods; a cell counts once, however many marks it has."""
    joined = _JOINED[connection.vendor]
    sql = _LISTS.format(
        listed=as_json("s.id, s.surname, s.given_name", connection.vendor),
        marked=joined.format(column="e.student_id"),
        open=asking.pages,
        periods=asking.periods,
    )
    rolls: dict[tuple[int, int], dict[str, Pupil]] = defaultdict(dict)
    answered = asked(sql, asking.values)
    for *about, told in sorted(answered, key=lambda row: row[0] != 0):  # no database owes us the lists first
        page = _Page(*about)
        if not page.course:
            rolls[page.class_group, page.subgroup] = {str(one[0]): tuple(one) for one in json.loads(told)}
            continue
        pupils = rolls[page.class_group, 0]
        if page.subgroup:
            own = rolls[0, page.subgroup]
            pupils = {key: pupil for key, pupil in pupils.items() if key in own}
        yield page, _Counted(pupils, _marks(told or ""))


@lru_cache(maxsize=2000)  # most pages stand as they stood at the last look
def _marks(told: str) -> Counter[str]:
    """Pupil → cells with marks; not to be changed, it is kept."""
    return Counter(told.split(","))


def _look_closer(
    asking: _Asking, short: Iterable[_Page], settings: Settings
) -> tuple[dict[tuple[int, int], Counter[str]], list[_Excuse]]:
    """(page, period) → the further marks of its fuller cells by pupil; what excuses from marks."""
    words = [one.code for one in settings.special_scales.values() if not one.marks] or [""]
    values = asking.values
    values["starts"] = min(period.starts for period in asking.watched)
    values["ends"] = max(period.ends for period in asking.watched)
    values |= {f"words{number}": code for number, code in enumerate(words)}
    courses = sorted({page.course for page in short})
    values |= {f"course{number}": course for number, course in enumerate(courses)}
    names = {"periods": asking.periods, "open": asking.pages}
    more = _MORE.format(courses=_names("course", len(courses)), **names)
    excused = _EXCUSED.format(words=_names("words", len(words)))
    cells, excuses = asked_together(((more, 4), (excused, 5)), values)
    further: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for course, period, student, count in cells:
        further[course, period][str(student)] += count
    return further, [
        _Excuse(student, group, subject, known_day(since), day_of(until))
        for student, group, subject, since, until in excuses
    ]


def _names(word: str, count: int) -> str:
    return ", ".join(f"%({word}{number})s" for number in range(count))
