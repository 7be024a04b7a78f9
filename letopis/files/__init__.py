"""Файлы.

Kept: what people upload, checked by content, each under its own hash.
Clauses: 3.6, 5.1. Door: none of its own; the room a file belongs to hands it out.
"""
