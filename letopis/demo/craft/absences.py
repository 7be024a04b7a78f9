"""Кто сегодня не в школе: болезни волнами, уважительные причины, прогулы."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from letopis.demo.craft.people import Pupil

ILL, EXCUSED, TRUANT, LATE = "б", "у", "н", "о"
# How much more often one falls ill in a month; the waves of influenza come on top.
SEASON = {9: 0.5, 10: 0.9, 11: 1.1, 12: 1.2, 1: 1.3, 2: 1.6, 3: 1.2, 4: 0.8, 5: 0.6}
FALLS_ILL, EXCUSE = 0.0075, 0.004  # a day, on average
WAVE = 2.4
BY_PAPER = 0.6  # of the absences: the teachers put "was absent", the reason comes with a document


@dataclass(frozen=True)
class Stay:
    """Days of an absence that a document explains afterwards; `sign` tells why."""

    pupil: Pupil
    starts: date
    ends: date
    sign: str


class Health:
    """Remembers who is ill and until when."""

    def __init__(self, chance: Random, first: int, *, papers: bool) -> None:
        self.chance = chance
        self.papers = papers
        self.begun: list[Stay] = []
        self.until: dict[int, tuple[date, str]] = {}
        autumn = date(first, 11, 1) + timedelta(days=chance.randrange(15))
        winter = date(first + 1, 1, 20) + timedelta(days=chance.randrange(20))
        self.waves = ((autumn, autumn + timedelta(days=10)), (winter, winter + timedelta(days=17)))

    def away(self, pupils: Iterable[Pupil], day: date) -> dict[int, str]:
        """Pupil's id → the sign of those who are not here all day."""
        ill = FALLS_ILL * SEASON[day.month]
        if any(starts <= day <= ends for starts, ends in self.waves):
            ill *= WAVE
        found: dict[int, str] = {}
        for pupil in pupils:
            known = self.until.get(pupil.id)
            if known is not None and known[0] >= day:
                found[pupil.id] = known[1]
                continue
            sign = self._falls(pupil, ill, day)
            if sign:
                found[pupil.id] = sign
        return found

    def _falls(self, pupil: Pupil, ill: float, day: date) -> str:
        talent, drawn = pupil.talent, self.chance.random()
        risk = ill * talent.frailty
        if drawn < risk:
            return self._stay(pupil, day, ILL, 2 + int(self.chance.expovariate(0.28)))
        if drawn < risk + EXCUSE:
            return self._stay(pupil, day, EXCUSED, 0 if self.chance.random() < 0.8 else 3)
        return TRUANT if drawn < risk + EXCUSE + talent.truancy / 3 else ""

    def _stay(self, pupil: Pupil, day: date, sign: str, days: int) -> str:
        ends = day + timedelta(days=min(days, 24))
        if self.papers and self.chance.random() < BY_PAPER:
            self.begun.append(Stay(pupil, day, ends, sign))
            sign = TRUANT
        self.until[pupil.id] = (ends, sign)
        return sign
