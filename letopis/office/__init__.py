"""Канцелярия: люди школы, приказы о движении, приглашения ко входу.

Kept: invitations, their codes as keyed hashes only.
Clauses: 3.8, 4.2. Door: records clerk; lists for deputy and principal, own class for its teacher.
"""
