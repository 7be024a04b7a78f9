"""Особые условия: освобождения от предмета и особые шкалы, по документу (п. 3.5, 3.7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from letopis.regulation.access import Span
from letopis.regulation.refusals import Refused

CLAUSE = "3.5"
EXEMPT, PRACTICAL, SCALE = KINDS = ("exempt", "practical", "scale")
WHOLE, PART = "whole", "part"  # how much of a period an exemption covers


@dataclass(frozen=True)
class SpecialScale:
    """A scale a document may set for a pupil or a class, besides the ordinary one.

    Attributes:
        code: as conditions name it.
        name: as the school calls it.
        marks: numbers it has, worst first; none where it judges in words.
        words: words instead of numbers, best first.
    """

    code: str
    name: str
    marks: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """One special condition of a pupil on a page.

    Attributes:
        kind: one of KINDS.
        days: from which to which day it holds; open-ended where the document names no end.
        scale: code of the scale, "" for an exemption.
    """

    kind: str
    days: Span
    scale: str = ""


def scale_on(conditions: Sequence[Condition], day: date) -> str:
    """Code of the special scale of a day, "" for the ordinary one; of two the first named counts."""
    return next((one.scale for one in conditions if one.kind == SCALE and one.days.covers(day)), "")


def exemption_in(conditions: Sequence[Condition], starts: date, ends: date) -> str:
    """How much of some days exemptions cover: WHOLE, PART or "".

    An exemption from the practical part alone leaves the rest to be judged, so that it never covers all.
    """
    found = ""
    for one in conditions:
        if one.kind == SCALE or one.days.starts > ends or (one.days.ends and one.days.ends < starts):
            continue
        if one.kind == EXEMPT and one.days.covers(starts) and one.days.covers(ends):
            return WHOLE
        found = PART
    return found


def check_marks_of_exempt(*, is_exempt: bool, has_marks: bool, day: date) -> None:
    """Who is exempt from the subject gets no marks on that day; absences are written as ever.

    Raises:
        Refused: student.exempt.
    """
    if is_exempt and has_marks:
        raise Refused("student.exempt", CLAUSE, day=day)


def check_final_of_exempt(exemption: str, value: str, sign: str) -> None:
    """The sign of exemption stands on a document, and nothing else stands where one covers the period.

    Args:
        exemption: how much of the period is covered.
        value: the period mark wanted, "" to take it back.
        sign: the sign of exemption in the scale.

    Raises:
        Refused: period.no_exemption, period.exempt.
    """
    if value == sign and not exemption:
        raise Refused("period.no_exemption", CLAUSE, sign=sign)
    if exemption == WHOLE and value not in {"", sign}:
        raise Refused("period.exempt", CLAUSE, value=value, sign=sign)


@dataclass(frozen=True)
class ConditionFacts:
    """What must be known of a condition before it is entered.

    Attributes:
        year: days of the school year.
        enrolled: the pupil's days in the class; empty for a whole class.
        scales: codes the edition of the first day has.
        has_document: its number or its day is named.
        is_of_class: it is set for a whole class.
    """

    kind: str
    days: Span
    scale: str
    year: Span
    enrolled: tuple[Span, ...]
    scales: Collection[str]
    has_document: bool
    is_of_class: bool = False


def check_condition(facts: ConditionFacts) -> None:
    """Everything that may stand against entering a condition.

    Raises:
        Refused: condition.kind, condition.days, condition.not_in_year, condition.not_enrolled,
            condition.scale, condition.no_document, condition.class_exempt.
    """
    if facts.kind not in KINDS:
        raise Refused("condition.kind", CLAUSE)
    starts, ends = facts.days.starts, facts.days.ends
    if ends is not None and ends < starts:
        raise Refused("condition.days", CLAUSE, day=starts)
    if not facts.year.covers(starts) or (ends is not None and not facts.year.covers(ends)):
        raise Refused("condition.not_in_year", CLAUSE, first=facts.year.starts, last=facts.year.ends)
    if facts.kind == SCALE and facts.scale not in facts.scales:
        raise Refused("condition.scale", "3.7", day=starts)
    if not facts.has_document:
        raise Refused("condition.no_document", CLAUSE)
    _check_whose(facts)


def _check_whose(facts: ConditionFacts) -> None:
    if facts.is_of_class:
        if facts.kind != SCALE:
            raise Refused("condition.class_exempt", CLAUSE)
        return
    days = facts.days
    if not any(
        (days.ends is None or one.starts <= days.ends) and _goes_on(one, days) for one in facts.enrolled
    ):
        raise Refused("condition.not_enrolled", CLAUSE, day=days.starts)


def _goes_on(enrolled: Span, days: Span) -> bool:
    return enrolled.ends is None or days.starts <= enrolled.ends
