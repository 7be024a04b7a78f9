"""Внутришкольный контроль.

Kept: remarks on the keeping of registers, reviews of the whole school.
Clauses: 1.3, 1.4. Door: subject teacher, class teacher, deputy head, principal.
"""
