"""Части бумажного журнала: его печатают целиком или разделами."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SUBJECTS, ABSENCES, SUMMARY = "subjects", "absences", "summary"
PEOPLE, CARRIERS, REMARKS = "people", "carriers", "remarks"
PARTS = (SUBJECTS, ABSENCES, SUMMARY, PEOPLE, CARRIERS, REMARKS)


@dataclass(frozen=True)
class Wanted:
    """What is to be printed; title, contents and the last page are always there.

    Attributes:
        parts: sections.
        courses: ids of the register pages among the subjects, empty for all.
        newcomers_last: the order of the class list.
    """

    parts: tuple[str, ...] = PARTS
    courses: tuple[int, ...] = ()
    newcomers_last: bool = False

    def as_json(self) -> dict[str, object]:
        """As a job keeps it."""
        return {
            "parts": list(self.parts),
            "courses": list(self.courses),
            "newcomers_last": self.newcomers_last,
        }


def wanted_of(facts: dict[str, object]) -> Wanted:
    """What a job was asked for."""
    parts, courses = facts.get("parts"), facts.get("courses")
    return Wanted(
        parts=tuple(map(str, parts)) if isinstance(parts, Iterable) else PARTS,
        courses=tuple(int(str(one)) for one in courses) if isinstance(courses, Iterable) else (),
        newcomers_last=bool(facts.get("newcomers_last")),
    )
