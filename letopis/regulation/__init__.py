"""Правила: положение как чистые функции.

Values and a date in, a value out, or a refusal with its clause. No framework, no clock, no disk.
Clauses: all. A headmaster can read it in one sitting.
"""
