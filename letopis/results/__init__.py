"""Результаты: сводная ведомость и табели.

Kept: nothing; everything is computed from the register.
Clauses: 1.5, 3.4, 3.7. Door: class teacher, deputy head, principal, pupil, parent.
"""
