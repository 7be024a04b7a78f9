"""Поурочное планирование.

Kept: topics of each register page in order, with hours, homework and kinds of work.
Clauses: 1.6, 3.4. Door: subject teacher, deputy head.
"""
