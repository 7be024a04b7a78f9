"""Правила входа: какой длины пароль у ребёнка и у сотрудника, кому обязателен второй ключ (п. 4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from letopis.regulation.access import PARENT, PUPIL
from letopis.regulation.refusals import Refused

STAFF = "staff"
FEWEST = 8  # signs of any password, whatever the school decides: NIST SP 800-63B, 3.1.1


@dataclass(frozen=True)
class EntranceRules:
    """Rules in force on a day.

    Attributes:
        least: pupil, parent, staff → fewest signs of a password.
        second_key: role → days a person may still enter by password alone.
    """

    least: Mapping[str, int]
    second_key: Mapping[str, int]

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
