"""Случай показательной школы: из одного числа для каждой надобности свой ряд, всегда один и тот же."""

from __future__ import annotations

from random import Random


def stream(seed: int, *names: object) -> Random:
    """A source of chance for one purpose; another purpose never disturbs it."""
    return Random("/".join(map(str, (seed, *names))))


def new_ref(chance: Random) -> int:
    """A reference as `trace.models.new_ref` makes them, out of the seeded source."""
    return chance.getrandbits(63) | 1


def about(chance: Random, mean: float) -> int:
    """A whole number with the given mean: 2.3 is mostly 2, sometimes 3."""
    whole = int(mean)
    return whole + (chance.random() < mean - whole)
