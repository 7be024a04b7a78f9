"""Столбец списка и сам список: как называется, что в нём обязательно."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Field:
    """A column of a list.

    Attributes:
        name: name in the program.
        title: header in the template.
        synonyms: other headers people write, plain small letters.
        hint: what to write there.
        example: a value as in the template.
    """

    name: str
    title: str
    synonyms: tuple[str, ...]
    hint: Promise | str = ""
    example: str = ""


@dataclass(frozen=True)
class Kind:
    """A list that can be imported.

    Attributes:
        name: name in the program.
        title: what the list is called.
        fields: its columns in the template's order.
        required: sets of fields; from each set at least one column must be there.
    """

    name: str
    title: Promise | str
    fields: tuple[Field, ...]
    required: tuple[frozenset[str], ...]

    def field(self, name: str) -> Field:
        """The column of that name."""
        return next(field for field in self.fields if field.name == name)

    def missing(self, given: Sequence[str]) -> list[Field]:
        """Columns one must still name: the first of each required set that is absent."""
        absent = (wanted for wanted in self.required if not wanted & set(given))
        return [next(field for field in self.fields if field.name in wanted) for wanted in absent]
