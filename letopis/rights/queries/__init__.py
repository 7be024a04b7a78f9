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
from letopis.rights.queries.table import Group, Row, groups, titles

__all__ = [
    "Given",
    "Group",
    "Row",
    "delegations",
    "employees_on",
    "given_duties",
    "groups",
    "opening_duties",
    "openings",
    "own_opening",
    "titles",
    "what_of",
]
