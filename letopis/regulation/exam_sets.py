"""Сколько экзаменов сдаёт девятиклассник: обычный набор или два, где регион ведёт опыт (п. 3.1, 3.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from letopis.regulation.refusals import Refused


@dataclass(frozen=True)
class ExamSet:
    """How many exams a certificate and the next level need; data with a date and a region.

    Attributes:
        region: code of the region, "" for the whole country.
        valid_to: last day, None while it has no end.
        exams: exams enough for the certificate.
        for_next_level: exams needed to go on to grade 10.
    """

    region: str
    valid_from: date
    valid_to: date | None
    exams: int
    for_next_level: int
    source: str = ""
    is_proven: bool = True


def exam_set_on(sets: Iterable[ExamSet], region: str, day: date, *, in_experiment: bool) -> ExamSet:
    """The set of a pupil: the region's own if the pupil applied for it, else the country's.

    Args:
        sets: the reference.
        region: code of the school's region.
        day: the day of the exams.
        in_experiment: the pupil applied for the region's set.

    Raises:
        Refused: exams.no_set if none is in force that day.
    """
    wanted = region if in_experiment else ""
    for one in sets:
        if one.region == wanted and one.valid_from <= day and (one.valid_to is None or day <= one.valid_to):
            return one
    raise Refused("exams.no_set", "3.1", region=wanted or "РФ", day=day)


def missing_exams(taken: int, own: ExamSet) -> int:
    """How many exams a certificate still lacks; what the pupil's own set does not ask is no lack."""
    return max(own.exams - taken, 0)


def check_next_level(taken: int, own: ExamSet) -> None:
    """Refuse grade 10 to a pupil who has passed fewer exams than it needs.

    Raises:
        Refused: exams.too_few.
    """
    if taken < own.for_next_level:
        raise Refused("exams.too_few", "3.9", taken=taken, needed=own.for_next_level)
