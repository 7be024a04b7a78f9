"""Пропуски: по клеткам журнала с документами, а где год вёлся суммами, по суммам."""

from __future__ import annotations

from collections.abc import Sequence

from letopis.journal.models import AbsenceTotal
from letopis.journal.queries.absences import tallies_of
from letopis.regulation.absences import Counts, Tally
from letopis.regulation.settings import Settings
from letopis.school.craft.names import YEAR
from letopis.school.queries import Period

NOTHING = Tally()
Found = dict[tuple[int, int], Tally]


def absences_of(periods: Sequence[Period], settings: Settings, pupils: Sequence[int]) -> Found:
    """(pupil, period id) → absences in the periods of one year; three questions.

    A late arrival is no missed lesson. Sums kept from elsewhere stand above what the cells say; where only
    the parts of a year have sums, the year is their sum. Sums know lessons only, no days.
    """
    if not pupils or not periods:
        return {}
    found = tallies_of(periods, settings, pupils)
    sums = _sums(periods, pupils)
    year = next((period.id for period in periods if period.scheme == YEAR), None)
    for pupil in {pupil for pupil, _period in sums}:
        parts = [counts for (one, period), counts in sums.items() if one == pupil and period != year]
        if year is not None and (pupil, year) not in sums:
            sums[pupil, year] = Counts(*(sum(column) for column in zip(*parts, strict=True)))
    return found | {key: Tally(counts, None) for key, counts in sums.items()}


def _sums(periods: Sequence[Period], pupils: Sequence[int]) -> dict[tuple[int, int], Counts]:
    rows = AbsenceTotal.objects.filter(period__in=[one.id for one in periods], student__in=pupils)
    columns = ("student_id", "period_id", "missed", "illness", "excused")
    return {(student, period): Counts(*counts) for student, period, *counts in rows.values_list(*columns)}
