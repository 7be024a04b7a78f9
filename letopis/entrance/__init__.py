"""Вход: вход по паролю, начальная страница по роли, открытые всем страницы.

Kept: counts of failed logins, a day, without names.
Clauses: 1.8 (the local act is open to all), 4.1, 4.2. Door: everyone.
"""
