"""Долгая работа: очередь, ход, остановка.

Kept: what was asked for, how far it is, its result file.
Clauses: none. Door: whoever started the work.
"""
