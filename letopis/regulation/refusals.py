"""Отказ: что нельзя, почему и по какому пункту. Фразу по коду составляет экран, здесь только факты."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - a refusal is an answer of the rules, not a programming error
    """The rules say no.

    Args:
        code: what was refused, as `room.reason`; the sentence for it is kept in one place.
        clause: clause of the regulation or of the law the refusal rests on, "" if none.
        facts: values the sentence needs (dates as `date`, texts as `str`).
    """

    def __init__(self, code: str, clause: str = "", **facts: object) -> None:
        super().__init__(code, clause, facts)
        self.code = code
        self.clause = clause
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code}({facts})"
