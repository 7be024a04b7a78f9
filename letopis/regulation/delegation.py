"""Передача обязанностей на срок по приказу и открытие записей администратору (п. 4.2)."""

from __future__ import annotations

from datetime import date, timedelta

from letopis.regulation.access import ADMIN, CLASS_TEACHER, DEEDS, PARENT, PUPIL, ROLES, SCHOOL
from letopis.regulation.refusals import Refused

CLAUSE = "4.2"
# Posts an order can hand over for a time; a class, a child and a register page go by papers of their own.
HANDED = tuple(role for role in ROLES if role not in {CLASS_TEACHER, PUPIL, PARENT, "teacher"})
LONGEST = timedelta(days=366)


def check_delegation(role: str, deed: str, days: tuple[date, date], today: date) -> None:
    """Refuse a delegation that no order can make.

    Args:
        role: post whose duties are handed over.
        deed: one deed of it, "" for all.
        days: first and last day.
        today: the day of the record.

    Raises:
        Refused: delegation.role, delegation.deed, delegation.days, delegation.past, delegation.too_long.
    """
    starts, ends = days
    if role not in HANDED:
        raise Refused("delegation.role", CLAUSE)
    if deed and DEEDS.get(deed, {}).get(role) != SCHOOL:
        raise Refused("delegation.deed", CLAUSE)
    if ends < starts:
        raise Refused("delegation.days", CLAUSE)
    if ends < today:
        raise Refused("delegation.past", CLAUSE, day=ends)
    if ends - starts > LONGEST:
        raise Refused("delegation.too_long", CLAUSE)


def check_mixing(role: str, taker: frozenset[str]) -> None:
    """Who runs the program does not get the records by an order, and who keeps records does not run it.

    Raises:
        Refused: delegation.mixed.
    """
    if (role == ADMIN) != (ADMIN in taker):
        raise Refused("delegation.mixed", CLAUSE)
