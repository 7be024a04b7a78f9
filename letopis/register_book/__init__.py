"""Бумажный журнал.

Kept: nothing; the book is made from the register.
Clauses: 3.2-3.4, 3.7, 5.1. Door: class teacher, deputy head, principal.
"""
