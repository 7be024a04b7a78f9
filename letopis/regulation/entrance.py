"""Правила входа: какой длины пароль у ребёнка и у сотрудника, кому обязателен второй ключ (п. 4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from letopis.regulation.access import PARENT, PUPIL
from letopis.regulation.refusals import Refused

STAFF = "staff"
CORRECTION = "journal.correct_mark"  # no door of its own: the register's page finds out cell by cell
FEWEST = 8  # signs of any password, whatever the school decides: NIST SP 800-63B, 3.1.1


# Deeds before which the program may ask once more whether it is really you, by what they change.
SENSITIVE: Mapping[str, frozenset[str]] = {
    "closed": frozenset({"journal.close_period", CORRECTION, "journal.open_correction"}),
    "rights": frozenset(
        {"people.appoint", "keys.look_after", "school.adopt_edition", "school.put_reference"}
    ),
    "lists": frozenset({"exchange.import", "register_book.people"}),
}


@dataclass(frozen=True)
class SessionTerm:
    """How long an entry lasts.

    Attributes:
        idle: minutes without a deed, after which it ends.
        longest: hours after which it ends whatever is done.
    """

    idle: int
    longest: int

    def __post_init__(self) -> None:
        if self.idle < 5 or not 1 <= self.longest <= 24 * 30:
            what = f"sessions: {self.idle}, {self.longest}"
            raise Refused("reference.malformed", "", name="entrance", what=what)


@dataclass(frozen=True)
class EntranceRules:
    """Rules in force on a day.

    Attributes:
        least: pupil, parent, staff → fewest signs of a password.
        second_key: role → days a person may still enter by password alone.
        sessions: role → how long an entry lasts.
        sure: kind of sensitive deeds → minutes for which a proof of who it is counts.
        visits: days for which ended entries are kept.
        looks: days for which it is kept who looked at what.
        opening: minutes for which records are open to the administrator who has written a reason.
    """

    least: Mapping[str, int]
    second_key: Mapping[str, int]
    sessions: Mapping[str, SessionTerm] = field(default_factory=dict)
    sure: Mapping[str, int] = field(default_factory=dict)
    visits: int = 90
    looks: int = 365
    opening: int = 60

    def __post_init__(self) -> None:
        for who in (PUPIL, PARENT, STAFF):
            if self.least.get(who, 0) < FEWEST:
                raise Refused("reference.malformed", "", name="entrance", what=f"passwords: {who} < {FEWEST}")

    def needs_second_key(self, roles: frozenset[str]) -> bool:
        """Whether any of the roles is one that must have a second key."""
        return not roles.isdisjoint(self.second_key)

    def key_due(self, roles: frozenset[str], since: date) -> date | None:
        """The first day without a second key nobody of these roles gets further; None if none is asked for.

        Args:
            roles: roles in force.
            since: the day the person entered for the first time.
        """
        days = [self.second_key[role] for role in roles if role in self.second_key]
        return since + timedelta(days=min(days)) if days else None

    def session_of(self, roles: frozenset[str]) -> SessionTerm | None:
        """The strictest of the roles' terms; None if no role has one."""
        terms = [self.sessions[role] for role in roles if role in self.sessions]
        if not terms:
            return None
        return SessionTerm(min(term.idle for term in terms), min(term.longest for term in terms))

    def sure_for(self, deed: str) -> int | None:
        """Minutes for which a proof of who it is counts before a deed; None if the deed needs none."""
        return min(
            (self.sure[kind] for kind, deeds in SENSITIVE.items() if deed in deeds and kind in self.sure),
            default=None,
        )
