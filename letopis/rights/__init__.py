"""Права: кому что можно, кто передал обязанности и на какой срок, кто и зачем открывал записи.

Kept: delegations by order, openings of records by the administrator, who looked at whose record.
Clauses: 4.1, 4.2. Door: every employee to the table; principal and clerk to delegations.
"""
