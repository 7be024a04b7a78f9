"""Показательная школа.

Kept: nothing of its own; it fills the other rooms with an invented school for a newcomer to try.
Clauses: none. Door: the command `letopis demo`.
"""
