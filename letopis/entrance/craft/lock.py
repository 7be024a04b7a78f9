"""Сколько раз можно ошибиться при входе: десять неудач за десять минут, потом пять минут ожидания."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_FAILURES = 10
WINDOW = timedelta(minutes=10)
WAIT = timedelta(minutes=5)


@dataclass(frozen=True)
class Tries:
    """Failures counted for one name from one address.

    Attributes:
        failures: how many since `since`.
        since: the first of them.
        locked_until: end of the wait, None while there is none.
    """

    failures: int = 0
    since: datetime | None = None
    locked_until: datetime | None = None

    def lock_at(self, now: datetime) -> datetime | None:
        """End of the wait if it lasts still."""
        return self.locked_until if self.locked_until and now < self.locked_until else None

    def failed(self, now: datetime) -> Tries:
        """One failure more; the tenth within the window begins the wait, and counting starts anew."""
        fresh = self.since is None or now - self.since > WINDOW
        failures, since = (1, now) if fresh or self.since is None else (self.failures + 1, self.since)
        if failures < MOST_FAILURES:
            return Tries(failures, since)
        return Tries(0, None, now + WAIT)
