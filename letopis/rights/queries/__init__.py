"""Вопросы о правах: таблица, переданное, открытые записи."""

from letopis.rights.queries.given import (
    Given,
    delegations,
    employees_on,
    given_duties,
    opening_duties,
    openings,
    own_opening,
    what_of,
)
from letopis.rights.queries.looks import Asked, Line, lines, looks, students_named
from letopis.rights.queries.table import Group, Row, groups, titles

__all__ = [
    "Asked",
    "Given",
    "Group",
    "Line",
    "Row",
    "delegations",
    "employees_on",
    "given_duties",
    "groups",
    "lines",
    "looks",
    "opening_duties",
    "openings",
    "own_opening",
    "students_named",
    "titles",
    "what_of",
]
