"""Когда что записано: день и секунда школы как момент всемирного времени."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache


class Moments:
    """Moments of a school's time zone."""

    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone
        self.midnight = cache(self._midnight)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def at(self, day: date, second: float) -> datetime:
        """The moment of a second of a day, to the millisecond."""
        return self.midnight(day) + timedelta(milliseconds=int(second * 1000))
