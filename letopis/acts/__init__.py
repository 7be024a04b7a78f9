"""Локальные акты: редакции с настройками оценивания и справочники с источниками.

Kept: nothing of its own, the school keeps the acts; here they are adopted, corrected and confirmed.
Clauses: 1.2, 1.7-1.9. Door: deputy head, principal.
"""
