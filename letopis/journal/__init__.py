"""Классный журнал.

Kept: lessons, marks, absences, period marks, closings of periods.
Clauses: 3.4, 3.7. Door: subject teacher, class teacher, deputy head, pupil, parent.
"""
