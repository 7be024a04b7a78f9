"""Настройки оценивания: принадлежат редакции локального акта и действуют с её даты (п. 1.2, 1.7-1.9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from letopis.regulation.averages import Rounding
from letopis.regulation.marks import Scale
from letopis.regulation.refusals import Refused


@dataclass(frozen=True)
class Settings:
    """Assessment settings of one edition.

    Attributes:
        edition: number of the edition.
        scale: signs of cells and period marks.
        roundings: kind of period (quarter, half_year, trimester, year) → rounding.
        overrides_need_reason: a period mark "not by calculation" needs a ground.
        unmarked_grades: grades taught without marks; their cells hold absences only.
        schemes: kind of period → grades that are divided so.
    """

    edition: int
    scale: Scale
    roundings: Mapping[str, Rounding]
    overrides_need_reason: bool = True
    unmarked_grades: tuple[int, ...] = ()
    schemes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def scale_of(self, grade_level: int) -> Scale:
        """Signs of a grade's register: no marks where the act teaches without them."""
        if grade_level not in self.unmarked_grades:
            return self.scale
        return replace(self.scale, marks=(), pass_fail=())

    def scheme_of(self, grade_level: int) -> str:
        """Kind of period a grade is divided into; quarters where the act says nothing."""
        return next((kind for kind, grades in self.schemes.items() if grade_level in grades), "quarter")

    def rounding(self, scheme: str) -> Rounding:
        """Rounding for a kind of period; the quarter's where the act names none."""
        return self.roundings.get(scheme, self.roundings["quarter"])


def read_settings(edition: int, data: Mapping[str, Any]) -> Settings:
    """Settings from the edition's data (as kept in the act's TOML).

    Raises:
        Refused: edition.incomplete, naming the missing key.
    """
    try:
        scale = data["scale"]
        return Settings(
            edition=edition,
            scale=Scale(
                marks=_texts(scale["marks"]),
                pass_fail=_texts(scale["pass_fail"]),
                absences=dict(scale["absences"]),
                late=scale["late"],
                excused=_texts(scale["excused"]),
                illness=_texts(scale["illness"]),
                most=int(scale["most"]),
                finals=_texts(scale["finals"]),
            ),
            roundings={
                kind: Rounding(Fraction(str(rule["threshold"])), int(rule["minimum"]))
                for kind, rule in data["rounding"].items()
            },
            overrides_need_reason=bool(data.get("overrides_need_reason", True)),
            unmarked_grades=tuple(data.get("unmarked_grades", ())),
            schemes={kind: tuple(grades) for kind, grades in data.get("schemes", {}).items()},
        )
    except KeyError as missing:
        raise Refused("edition.incomplete", "1.7", key=str(missing.args[0])) from missing


def _texts(values: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
