"""Что классы ведут кроме обязательного: тетради для контрольных в седьмых, электронный дневник везде."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from letopis.demo.craft.chance import new_ref
from letopis.demo.craft.school import Group, Year

# Name, kind, who decided, minutes, grades.
DECISIONS = (
    ("Электронный дневник", "electronic", "administration", "112-од", range(1, 12)),
    ("Тетради для контрольных работ", "paper", "council", "1", range(5, 10)),
)
BEFORE = timedelta(days=3)  # decided before the year begins


class CarrierRow(NamedTuple):
    """A carrier of a class; columns of `acts_carrier`."""

    ref: int
    class_group_id: int
    name: str
    kind: str
    body: str
    decided_on: date
    protocol: str
    document_name: str
    starts: date
    why_ended: str
    entered_at: object
    entered_by: int


def kept_in(year: Year, refs: Random, at: object, by: int) -> Iterator[tuple[Group, CarrierRow]]:
    """Carriers of every class from the first day of the year."""
    starts = year.days.starts
    for name, kind, body, protocol, grades in DECISIONS:
        for group in year.groups:
            if group.grade in grades:
                yield group, CarrierRow(
                    new_ref(refs), group.id, name, kind, body, starts - BEFORE, protocol, "", starts, "",
                    at, by,
                )  # fmt: skip
