"""Какую отметку получит ученик: способности, предмет, трудность работы; средние как в обычной школе."""

from __future__ import annotations

from functools import cache
from math import erf, sqrt
from random import Random

from letopis.demo.craft.people import Pupil
from letopis.demo.craft.school import Course

FINE = 20  # steps of a point a mean is rounded to
EDGES = (2.35, 3.5, 4.5)  # what is between 2 and 3, 3 and 4, 4 and 5
BY_LEVEL, BY_KIND = 0.42, 0.5
HELPED = 3.0  # below it a pupil is helped up: re-takes, easier tasks
HARD = 0.2  # a written work is harder than an answer
_SOFT = {"arts": 0.45, "sport": 0.5}  # spread of marks where nearly everybody does well

Odds = tuple[float, float, float]


def expected(pupil: Pupil, course: Course, strictness: float) -> float:
    """The pupil's latent mean in a subject."""
    subject, talent = course.subject, pupil.talent
    weight = 0.35 if subject.kind in _SOFT and not talent.part else 1.0
    younger = 0.04 * (7 - course.group.grade) if course.group.grade < 7 else 0.0
    own = weight * (BY_LEVEL * talent.level + BY_KIND * talent.kinds[subject.kind])
    mean = subject.mean + younger + strictness + own
    return mean if mean > HELPED or talent.part else HELPED - (HELPED - mean) * 0.35


def odds(mean: float, kind: str) -> Odds:
    """Probabilities of at most 2, 3 and 4."""
    return _odds(round(mean * FINE), _SOFT.get(kind, 0.72))


@cache
def _odds(steps: int, spread: float) -> Odds:
    low, middle, high = (0.5 + erf((edge - steps / FINE) / spread / sqrt(2)) / 2 for edge in EDGES)
    return low, middle, high


def mark(chance: Random, known: Odds) -> str:
    """A mark by its probabilities."""
    drawn = chance.random()
    if drawn >= known[2]:
        return "5"
    if drawn >= known[1]:
        return "4"
    return "3" if drawn >= known[0] else "2"
