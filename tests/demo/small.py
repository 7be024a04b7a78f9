"""Маленькая показательная школа для рассказов: шесть классов, тот же 7 «А», та же учительница алгебры."""

from __future__ import annotations

from datetime import date

from letopis.demo.craft.people import Cohort, Size
from letopis.demo.craft.school import School, make_school
from letopis.school.craft.first_act import first_act

SEED, TODAY = 1, date(2026, 11, 24)
SMALL = Size(classes=(1, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1), pupils=72)
SHOWN = Cohort(7, "А")


def scheme_of(grade: int) -> str:
    """Kind of period by the first act."""
    schemes = first_act()["rules"]["schemes"]
    return next(scheme for scheme, grades in schemes.items() if grade in grades)


def small_school(seed: int = SEED, size: Size = SMALL) -> School:
    """Everything but the register."""
    return make_school(seed, TODAY, 2026, size, scheme_of)


def whole_school() -> School:
    """The school as a newcomer gets it."""
    return small_school(size=Size())
