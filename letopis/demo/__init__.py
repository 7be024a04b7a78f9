"""Показательная школа.

Kept: the mark by which a database of the demo school is known. It fills the other rooms with an invented
school for a newcomer to try; a real school is never touched.
Clauses: none. Door: the command `letopis demo`.
"""
