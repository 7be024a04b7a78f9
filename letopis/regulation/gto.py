"""Ступени ГТО: по возрасту и таблице, действовавшей на дату (п. 2.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from letopis.regulation.refusals import Refused


@dataclass(frozen=True)
class GtoStage:
    """A stage of one table.

    Attributes:
        valid_from: first day of its table.
        number: Roman number.
        age_from: least age in full years.
        age_to: greatest age, None for "and older".
    """

    valid_from: date
    number: str
    age_from: int
    age_to: int | None


def age_on(born: date, day: date) -> int:
    """Full years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def stage_on(stages: Iterable[GtoStage], born: date, day: date) -> GtoStage:
    """The stage of a person on a day, by the table in force then.

    Raises:
        Refused: gto.no_stage if the person is outside every stage, or no table was in force.
    """
    begun = [stage for stage in stages if stage.valid_from <= day]
    latest = max((stage.valid_from for stage in begun), default=day)
    age = age_on(born, day)
    for stage in begun:
        fits = stage.age_from <= age and (stage.age_to is None or age <= stage.age_to)
        if stage.valid_from == latest and fits:
            return stage
    raise Refused("gto.no_stage", "2.3", age=age, day=day)
