"""Локальные акты: редакции с настройками оценивания и справочники с источниками.

Kept: carriers of classes with their decisions; acts, which the school keeps, are adopted and confirmed here.
Clauses: 1.2, 1.7-1.9, 3.10-3.11. Door: deputy head, principal, class teacher.
"""
