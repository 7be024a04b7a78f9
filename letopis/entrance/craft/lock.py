"""Сколько раз можно ошибиться при входе: под именем с одного места, под именем отовсюду, с одного места."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Limit:
    """How many failures begin a wait.

    Attributes:
        most: failures within the window that begin it.
        window: counted from the first of them.
        wait: how long.
    """

    most: int
    window: timedelta
    wait: timedelta


# A person who slips: ten tries, then five minutes.
PAIR = Limit(10, timedelta(minutes=10), timedelta(minutes=5))
# One name tried from many places: NIST SP 800-63B, 3.2.2, at most 100 failures of an account.
NAME = Limit(100, timedelta(days=1), timedelta(minutes=15))
# Many names tried from one place; a whole school may stand behind one address.
PLACE = Limit(200, timedelta(minutes=10), timedelta(minutes=2))

# Questions for a passkey asked before anybody is known: each begins a session. No failure, so it hinders no
# other way in; a whole school may press the button at half past eight.
QUESTIONS = Limit(200, timedelta(minutes=10), timedelta(minutes=2))

MOST_FAILURES, WINDOW, WAIT = PAIR.most, PAIR.window, PAIR.wait


@dataclass(frozen=True)
class Tries:
    """Failures counted under one key.

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

    def failed(self, now: datetime, limit: Limit = PAIR) -> Tries:
        """One failure more; the last allowed within the window begins the wait, and counting starts anew."""
        fresh = self.since is None or now - self.since > limit.window
        failures, since = (1, now) if fresh or self.since is None else (self.failures + 1, self.since)
        if failures < limit.most:
            return Tries(failures, since)
        return Tries(0, None, now + limit.wait)
