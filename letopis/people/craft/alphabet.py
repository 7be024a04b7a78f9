"""Порядок фамилий в списке класса: «ё» стоит вместе с «е», а не после «я»."""

from __future__ import annotations


def place_of(*names: str) -> tuple[str, ...]:
    """What a person is sorted by; a database sorts by its own alphabet, each its own way."""
    return (*(name.lower().replace("ё", "е") for name in names), *names)
