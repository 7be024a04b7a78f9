"""Бумага: печатная форма становится файлом PDF/A.

Kept: nothing. Clauses: 3.3, 5.1. Door: rooms that print.
"""
