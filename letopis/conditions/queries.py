"""Вопросы об особых условиях: что действует на странице журнала, в классе, у ученика."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from letopis.conditions.craft.facts import LIFT_CONDITION, SET_CONDITION, Body, condition_body
from letopis.conditions.craft.names import DOCUMENTS
from letopis.conditions.models import Condition
from letopis.people.models import Enrolment
from letopis.people.queries import names_of
from letopis.regulation import conditions as rules
from letopis.regulation.access import Span
from letopis.school.craft.rows import asked, day_of, known_day
from letopis.school.models import ClassGroup, Course, Subject
from letopis.school.queries import settings_on
from letopis.trace.craft.facts import Kind, Pair

# Conditions of the pupils of a class, or of the class itself, for one subject; a pupil's own stand first.
COLUMNS = "x.student_id, x.kind, x.scale, x.starts, x.ends, x.document, x.number"
_ON_PAGE = f"""
SELECT {COLUMNS}
  FROM conditions_condition x
 WHERE x.lifted_at IS NULL AND x.starts <= %(ends)s AND (x.ends IS NULL OR x.ends >= %(starts)s)
   AND (x.subject_id IS NULL
        OR x.subject_id = (SELECT c.subject_id FROM school_course c WHERE c.id = %(course)s))
   AND (x.class_group_id = %(class)s OR x.student_id IN (
        SELECT e.student_id FROM people_enrolment e WHERE e.class_group_id = %(class)s))
 ORDER BY CASE WHEN x.student_id IS NULL THEN 1 ELSE 0 END,
          CASE WHEN x.subject_id IS NULL THEN 1 ELSE 0 END, x.starts DESC, x.id DESC
"""  # noqa: S608 - joined of our own texts
# The same beside each pupil `s` of a page, for a question that reads its pupils anyway.
BESIDE_PUPIL = """
  LEFT JOIN conditions_condition x ON x.lifted_at IS NULL
       AND x.starts <= %(ends)s AND (x.ends IS NULL OR x.ends >= %(starts)s)
       AND (x.student_id = s.id OR x.class_group_id = %(class)s)
       AND (x.subject_id IS NULL
            OR x.subject_id = (SELECT c.subject_id FROM school_course c WHERE c.id = %(course)s))
"""
NEAREST = """
       CASE WHEN x.student_id IS NULL THEN 1 ELSE 0 END,
       CASE WHEN x.subject_id IS NULL THEN 1 ELSE 0 END, x.starts DESC, x.id DESC"""
# For a question of another room: a document exempts this pupil from this subject all through some days.
EXEMPT_ALL = """EXISTS (
    SELECT 1 FROM conditions_condition x
     WHERE x.student_id = {student} AND x.kind = 'exempt' AND x.lifted_at IS NULL
       AND (x.subject_id IS NULL OR x.subject_id = {subject})
       AND x.starts <= %(starts)s AND (x.ends IS NULL OR x.ends >= %(ends)s))"""

# Exemptions of some pupils in force, with the name of the subject, NULL for all subjects.
_EXEMPT = """
SELECT x.student_id, b.name, x.starts, x.ends
  FROM conditions_condition x
  LEFT JOIN school_subject b ON b.id = x.subject_id
 WHERE x.kind = 'exempt' AND x.lifted_at IS NULL AND x.student_id IN ({pupils})
"""


@dataclass(frozen=True)
class PageConditions:
    """Conditions on one register page.

    Attributes:
        own: pupil's id → conditions of the pupil, the nearest first.
        common: conditions of the whole class.
        papers: pupil's id → (condition, name of its document and its number).
    """

    own: Mapping[int, Sequence[rules.Condition]]
    common: Sequence[rules.Condition]
    papers: Mapping[int, Sequence[tuple[rules.Condition, str]]]

    def of(self, student: int) -> Sequence[rules.Condition]:
        """Everything that holds for a pupil, their own first."""
        return (*self.own.get(student, ()), *self.common)


def conditions_on(course: int, class_group: int, starts: date, ends: date) -> PageConditions:
    """Conditions in force on a page between two days, in one question."""
    facts: dict[str, date | int | str | None] = {
        "course": course,
        "class": class_group,
        "starts": starts,
        "ends": ends,
    }
    return page_conditions(asked(_ON_PAGE, facts))


def page_conditions(rows: Iterable[Sequence[Any]]) -> PageConditions:
    """Conditions of a page out of their rows (`COLUMNS`), the nearest first; a row may come many times."""
    own: dict[int, list[rules.Condition]] = defaultdict(list)
    papers: dict[int, list[tuple[rules.Condition, str]]] = defaultdict(list)
    common: list[rules.Condition] = []
    names = dict(DOCUMENTS)
    for student, kind, scale, since, until, document, number in dict.fromkeys(map(tuple, rows)):
        if kind is None:
            continue
        found = rules.Condition(kind, Span(known_day(since), day_of(until)), scale)
        paper = str(names.get(document, document)) + (f" № {number}" if number else "")
        if student is None:
            common.append(found)
        else:
            own[student].append(found)
            papers[student].append((found, paper))
    return PageConditions(own, common, papers)


@dataclass(frozen=True)
class ConditionLine:
    """A condition as a list shows it.

    Attributes:
        pupil: surname and name, "" where it is set for the class.
        subject: "" for all subjects.
        scale: name of the scale, "" for an exemption.
        lifted: who took it out of force, "" while it is in force.
    """

    id: int
    student: int
    pupil: str
    subject: str
    kind: str
    scale: str
    starts: date
    ends: date | None
    document: str
    number: str
    issued_on: date | None
    note: str
    at: datetime
    who: str
    lifted_at: datetime | None
    lifted: str
    why: str


def scales_in_use(day: date) -> dict[str, int]:
    """Code of a special scale → how many conditions set it on a day or later."""
    found = Condition.objects.filter(kind=rules.SCALE, lifted_at=None)
    found = found.filter(Q(ends=None) | Q(ends__gte=day))
    return dict(found.order_by().values_list("scale").annotate(number=Count("id")))


def of_class(class_id: int) -> list[ConditionLine]:
    """Conditions of a class and its pupils in its year, the latest first; three questions."""
    group = ClassGroup.objects.select_related("year").get(pk=class_id)
    pupils = Enrolment.objects.filter(class_group_id=class_id).values("student_id")
    whose = Q(class_group_id=class_id) | Q(student_id__in=pupils)
    return _lines(_between(group.year.starts, group.year.ends).filter(whose))


def of_student(student: int, class_id: int, starts: date, ends: date) -> list[ConditionLine]:
    """What holds for one pupil of a class between two days, lifted ones left out."""
    whose = Q(student_id=student) | Q(class_group_id=class_id)
    return _lines(_between(starts, ends).filter(whose, lifted_at=None))


def _between(starts: date, ends: date) -> QuerySet[Condition]:
    days = Q(starts__lte=ends) & (Q(ends=None) | Q(ends__gte=starts))
    return Condition.objects.filter(days).select_related("student", "subject")


def _lines(rows: QuerySet[Condition]) -> list[ConditionLine]:
    found = list(rows)
    refs = {ref for row in found for ref in (row.entered_by, row.lifted_by) if ref is not None}
    names = names_of(refs) if refs else {}
    return [_line(row, names) for row in found]


def _line(row: Condition, names: dict[int, str]) -> ConditionLine:
    scale = settings_on(row.starts).special_scales.get(row.scale)
    return ConditionLine(
        id=row.pk,
        student=row.student_id or 0,
        pupil=f"{row.student.surname} {row.student.given_name}" if row.student else "",
        subject=row.subject.name if row.subject else "",
        kind=str(row.get_kind_display()),
        scale=scale.name if scale else row.scale,
        starts=row.starts,
        ends=row.ends,
        document=str(row.get_document_display()),
        number=row.number,
        issued_on=row.issued_on,
        note=row.note,
        at=row.entered_at,
        who=names.get(row.entered_by, ""),
        lifted_at=row.lifted_at,
        lifted=names.get(row.lifted_by or 0, ""),
        why=row.lifted_why,
    )


def subjects_of(class_id: int) -> list[tuple[int, str]]:
    """Subjects of a class: id and name, in the order of its sheet."""
    rows = Subject.objects.filter(courses__class_group_id=class_id).distinct()
    return [(row.pk, row.name) for row in rows]


def counts_of(year_id: int, day: date) -> dict[int, int]:
    """Class → how many conditions are in force on a day, of it and its pupils."""
    classes = ClassGroup.objects.filter(year_id=year_id).values_list("id", flat=True)
    found: dict[int, int] = dict.fromkeys(classes, 0)
    days = Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day))
    held = Condition.objects.filter(days, lifted_at=None)
    pupils = dict(
        Enrolment.objects.filter(days, class_group__year_id=year_id).values_list(
            "student_id", "class_group_id"
        )
    )
    for student, group in held.values_list("student_id", "class_group_id"):
        place = group or pupils.get(student)
        if place in found:
            found[place] += 1
    return found


def exempt_in(pupils: Collection[int], spans: Sequence[tuple[int, date, date]]) -> set[tuple[int, str, int]]:
    """Pupils exempt all through a span: (pupil, subject, number of the span); one or two questions.

    Args:
        pupils: ids of pupils.
        spans: number, first and last day of each span, e.g. of periods.
    """
    if not pupils:
        return set()
    found = set()
    rows = asked(_EXEMPT.format(pupils=", ".join(["%s"] * len(pupils))), list(pupils))
    for student, subject, since, until in rows:
        days = Span(known_day(since), day_of(until))
        names = [subject] if subject else _all_subjects(student)
        found |= {
            (student, name, number)
            for number, first, last in spans
            if days.covers(first) and days.covers(last)
            for name in names
        }
    return found


def _all_subjects(student: int) -> list[str]:
    courses = Course.objects.filter(class_group__enrolments__student_id=student)
    return list(courses.values_list("subject__name", flat=True).distinct())


def body_of(row: Condition) -> Body:
    """What the trace keeps of a condition."""
    return condition_body(
        (row.kind, row.scale, row.subject.name if row.subject else ""),
        (row.starts, row.ends),
        (row.document, row.number, row.issued_on, row.note),
    )


def whose(row: Condition) -> int:
    """Reference of the pupil or of the class a condition is about."""
    if row.student is not None:
        return row.student.ref
    return row.class_group.ref if row.class_group else 0


def standing() -> Iterator[tuple[Pair, Mapping[str, Any]]]:
    """Every condition in force."""
    rows = Condition.objects.filter(lifted_at=None).select_related("student", "class_group", "subject")
    for row in rows.order_by("id").iterator(1000):
        yield (whose(row), row.ref), body_of(row)


def named(pair: Pair) -> str:
    """A condition in words: whose and from which day."""
    row = Condition.objects.filter(ref=pair[1]).select_related("student", "class_group").first()
    if row is None:
        return _("Особое условие, которого больше нет")
    who = row.student.full_name if row.student else str(row.class_group)
    return _("%(who)s, особое условие с %(day)s") % {"who": who, "day": f"{row.starts:%d.%m.%Y}"}


def told(after: Mapping[str, Any]) -> str:
    """A condition's subject, days and document."""
    return f"{after.get('subject')} {after.get('starts')}-{after.get('ends')} № {after.get('number')}"


KIND = Kind("conditions.condition", frozenset({SET_CONDITION, LIFT_CONDITION}), standing, named, told)
