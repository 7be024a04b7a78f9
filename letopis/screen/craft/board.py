"""Тёмная тема: при каком условии действует её таблица стилей."""

# No choice of the person means the system's.
BOARDS = {"dark": "all", "light": "not all"}
SYSTEM = "(prefers-color-scheme: dark)"
