"""Вопросы об актах: справочники для страницы."""

from letopis.acts.queries.references import (
    CALENDAR,
    groups_of,
    reference_duties,
    reference_titles,
    versions_of,
)

__all__ = ["CALENDAR", "groups_of", "reference_duties", "reference_titles", "versions_of"]
