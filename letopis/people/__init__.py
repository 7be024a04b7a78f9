"""Люди: ученики, родители, сотрудники, назначения, учётные записи.

Kept: who is who, enrolled where, appointed to what, from which day to which.
Clauses: 3.8, 4.2. Door: records clerk, deputy head.
"""
