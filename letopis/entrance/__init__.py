"""Вход: вход по паролю, начальная страница по роли, открытые страницы.

Kept: nothing of its own.
Clauses: 1.8 (the local act is open to all), 4.1. Door: everyone.
"""
