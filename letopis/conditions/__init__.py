"""Особые условия.

Kept: who is exempt from a subject or its practical part, who is judged by a special scale: pupil or class,
subject or all of them, days, document.
Clauses: 3.5, 3.7. Door: the deputy head and the records clerk write; principal and class teacher read.
"""
