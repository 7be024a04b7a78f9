"""Ключи входа: второй ключ — приложение с кодами, ключ доступа, коды на бумаге; вход через портал.

Kept: second keys (a secret of an application under the school's key, a passkey's public half), recovery codes
and names at a portal as keyed hashes. Clauses: 4.2.
Door: everybody to one's own; clerk and administrator to a lost one.
"""
