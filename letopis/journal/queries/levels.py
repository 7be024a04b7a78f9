"""Успехи учеников там, где учат без отметок: страница за период, ученик за год, класс целиком."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from letopis.conditions.queries import conditions_on
from letopis.journal.access import Page
from letopis.journal.models import Attainment
from letopis.people.craft.alphabet import place_of
from letopis.people.models import Enrolment, SubgroupMembership
from letopis.regulation.conditions import WHOLE, exemption_in
from letopis.school.queries import Period


class Told(NamedTuple):
    """What is told of a pupil's achievements in a subject."""

    level: str = ""
    text: str = ""
    is_corrected: bool = False


NOTHING = Told()


@dataclass(frozen=True)
class Pupil:
    """A pupil of the page and what is told of them."""

    id: int
    ref: int
    name: str
    told: Told


def page_levels(page: Page, period: Period) -> list[Pupil]:
    """Pupils of a page who were there in the period, by the alphabet, with their levels; two questions."""
    rows = (
        SubgroupMembership.objects.filter(subgroup_id=page.subgroup)
        if page.subgroup
        else Enrolment.objects.filter(class_group_id=page.class_group)
    )
    columns = ("student_id", "student__ref", "student__surname", "student__given_name", "starts", "ends")
    rows_told = Attainment.objects.filter(course_id=page.id, period_id=period.id)
    told = {
        student: Told(level, text, corrected)
        for student, level, text, corrected in rows_told.values_list(
            "student_id", "level", "text", "is_corrected"
        )
    }
    found: dict[int, Pupil] = {}
    listed = sorted(rows.values_list(*columns), key=lambda row: (place_of(row[2], row[3]), row[0]))
    for id_, ref, surname, given, starts, ends in listed:
        if starts <= period.ends and (ends is None or ends >= period.starts):
            found[id_] = Pupil(id_, ref, f"{surname} {given}", told.get(id_, NOTHING))
    return list(found.values())


def exempt_all(page: Page, period: Period, pupils: Collection[int]) -> set[int]:
    """Those of some pupils whom documents exempt from the subject all through a period; one question."""
    conditions = conditions_on(page.id, page.class_group, period.starts, period.ends)
    return {one for one in pupils if exemption_in(conditions.of(one), period.starts, period.ends) == WHOLE}


def levels_of(pupils: Collection[int], periods: Sequence[Period]) -> dict[tuple[int, str, int], Told]:
    """(pupil, subject, period id) → what is told of pupils in the periods of a year; one question."""
    rows = Attainment.objects.filter(
        student__in=list(pupils), period__in=[one.id for one in periods]
    ).values_list("student_id", "course__subject__name", "period_id", "level", "text", "is_corrected")
    return {
        (student, subject, period): Told(level, text, corrected)
        for student, subject, period, level, text, corrected in rows
    }
