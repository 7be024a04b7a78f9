"""Расписание.

Kept: the weekly timetable with its days of force, bells, school holidays and moved days, changes and
substitutions of single days.
Clauses: 1.6. Door: everybody who has logged in reads; the deputy head and the records clerk write.
"""
