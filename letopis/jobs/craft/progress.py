"""Ход дела: сколько сделано, сколько осталось, не просят ли остановиться."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

OFTEN = 0.25  # seconds between two notes of progress


class Stopped(Exception):  # noqa: N818 - the person's wish, not an error
    """The person asked to stop; what was begun is thrown away."""


class Progress:
    """Tells how far a work is and learns whether to stop.

    Args:
        note: writes down (done, total) and answers whether stopping was asked for.
    """

    def __init__(self, note: Callable[[int, int], bool]) -> None:
        self._note = note
        self._noted = 0.0

    def step(self, done: int, total: int) -> None:
        """Say how far it is, a few times a second at most.

        Raises:
            Stopped: the person asked to stop.
        """
        now = monotonic()
        if done < total and now - self._noted < OFTEN:
            return
        self._noted = now
        if self._note(done, total):
            raise Stopped


def time_left(done: int, total: int, spent: float) -> float | None:
    """Seconds to go at the pace so far, None while nothing is done."""
    return spent / done * (total - done) if done and total else None
