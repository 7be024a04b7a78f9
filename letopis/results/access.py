"""Чьи результаты человек видит: найти класс или ученика и спросить о праве одним действием (п. 4.1, 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from letopis.people.models import signed_name
from letopis.regulation import access
from letopis.regulation.access import Standing, Target
from letopis.school.craft.names import class_title
from letopis.school.craft.rows import asked, known_day

_CLASS = """
SELECT g.id, g.ref, g.grade_level, g.letter, g.scheme, y.id, y.starts, y.ends,
       t.surname, t.given_name, t.patronymic
  FROM school_classgroup g
  JOIN school_schoolyear y ON y.id = g.year_id
  LEFT JOIN people_employee t ON t.id = (
       SELECT a.employee_id FROM people_classteacherassignment a WHERE a.class_group_id = g.id
        ORDER BY a.starts DESC, a.id DESC LIMIT 1)
 WHERE g.id = %s
"""
_PUPIL = """
SELECT s.id, s.surname, s.given_name, s.patronymic, e.class_group_id, g.grade_level, g.letter, g.scheme, y.id,
       y.starts, y.ends, e.starts, e.ends, t.surname, t.given_name, t.patronymic
  FROM people_student s
  LEFT JOIN people_enrolment e ON e.student_id = s.id
  LEFT JOIN school_classgroup g ON g.id = e.class_group_id
  LEFT JOIN school_schoolyear y ON y.id = g.year_id
  LEFT JOIN people_employee t ON t.id = (
       SELECT a.employee_id FROM people_classteacherassignment a WHERE a.class_group_id = g.id
        ORDER BY a.starts DESC, a.id DESC LIMIT 1)
 WHERE s.id = %s
 ORDER BY e.starts DESC, e.id DESC
"""


@dataclass(frozen=True)
class ClassPage:
    """A class of one year, as its results are shown.

    Attributes:
        teacher: class teacher, surname and initials, "" if nobody is appointed.
    """

    id: int
    ref: int
    grade_level: int
    letter: str
    scheme: str
    year_id: int
    year_starts: date
    year_ends: date
    teacher: str

    @property
    def title(self) -> str:
        """E.g. 7 «А»."""
        return class_title(self.grade_level, self.letter)

    @property
    def year_title(self) -> str:
        """E.g. 2026/2027."""
        return f"{self.year_starts.year}/{self.year_ends.year}"


@dataclass(frozen=True)
class Schooling:
    """One class a pupil was in.

    Attributes:
        teacher: its class teacher, surname and initials, "" if nobody is appointed.
    """

    class_group: int
    grade_level: int
    title: str
    scheme: str
    year_id: int
    year_title: str
    starts: date
    ends: date | None
    teacher: str


@dataclass(frozen=True)
class PupilPage:
    """A pupil, as their own record is shown; classes the newest first."""

    id: int
    name: str
    full_name: str
    classes: tuple[Schooling, ...]


def class_for(standing: Standing, class_id: int, deed: str) -> ClassPage:
    """The class, if this person may do the deed to it.

    Raises:
        Http404: there is no such class.
        Refused: access.denied.
    """
    page = class_page(class_id)
    access.check(deed, standing, Target(class_group=page.id))
    return page


def class_page(class_id: int) -> ClassPage:
    """The class, for a work whose right was asked for when it was started.

    Raises:
        Http404: there is no such class.
    """
    rows = asked(_CLASS, [class_id])
    if not rows:
        raise Http404
    id_, ref, grade, letter, scheme, year, starts, ends, surname, given, patronymic = rows[0]
    teacher = signed_name(surname, given, patronymic or "") if surname else ""
    days = (known_day(starts), known_day(ends))
    return ClassPage(id_, ref, grade, letter, scheme, year, *days, teacher)


def pupil_for(standing: Standing, student_id: int, deed: str) -> PupilPage:
    """The pupil, if this person may do the deed to their record; a class teacher by the class of today.

    Raises:
        Http404: there is no such pupil.
        Refused: access.denied.
    """
    rows = asked(_PUPIL, [student_id])
    if not rows:
        raise Http404
    id_, surname, given, patronymic, *_rest = rows[0]
    classes = tuple(_schooling(row[4:]) for row in rows if row[4])
    now = [one for one in classes if one.starts <= standing.on and (not one.ends or one.ends >= standing.on)]
    target = Target(student=id_, class_group=now[0].class_group if now else None)
    access.check(deed, standing, target)
    full = " ".join(filter(None, (surname, given, patronymic)))
    return PupilPage(id_, f"{surname} {given}", full, classes)


def _schooling(columns: tuple[object, ...]) -> Schooling:
    group, grade, letter, scheme, year, year_starts, year_ends, starts, ends, *teacher = columns
    surname, given, patronymic = (str(name or "") for name in teacher)
    return Schooling(
        class_group=int(str(group)),
        grade_level=int(str(grade)),
        title=class_title(int(str(grade)), str(letter)),
        scheme=str(scheme),
        year_id=int(str(year)),
        year_title=f"{_day(year_starts).year}/{_day(year_ends).year}",
        starts=_day(starts),
        ends=_day(ends) if ends else None,
        teacher=signed_name(surname, given, patronymic) if surname else "",
    )


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
