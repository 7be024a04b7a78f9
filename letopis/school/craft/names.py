"""Как школа называет класс, период и год на бумаге и на экране."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

QUARTER, TRIMESTER, HALF_YEAR, YEAR = "quarter", "trimester", "half_year", "year"
SCHEMES = (
    (QUARTER, gettext_lazy("четверть")),
    (TRIMESTER, gettext_lazy("триместр")),
    (HALF_YEAR, gettext_lazy("полугодие")),
    (YEAR, gettext_lazy("год")),
)
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI")


def roman(ordinal: int) -> str:
    """Number of a period as it is written: I … VI."""
    return _ROMAN[ordinal]


def class_title(grade_level: int, letter: str) -> str:
    """A class as written on paper: 7 «А», or 7 where there is one class of the year."""
    return f"{grade_level} «{letter}»" if letter else str(grade_level)


def period_title(scheme: str, ordinal: int) -> str:
    """A period as written: "I четверть", "2 триместр", "II полугодие", "год"."""
    number = roman(ordinal)
    if scheme == QUARTER:
        return _("%(number)s четверть") % {"number": number}
    if scheme == TRIMESTER:
        return _("%(number)s триместр") % {"number": number}
    if scheme == HALF_YEAR:
        return _("%(number)s полугодие") % {"number": number}
    return _("год")


def year_title(starts: date, ends: date) -> str:
    """A school year as written: 2026/2027."""
    return f"{starts.year}/{ends.year}"
