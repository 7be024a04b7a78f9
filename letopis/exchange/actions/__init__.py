"""Что обмен записывает: загрузку списков одним действием, её отмену, начальные пароли."""

from letopis.exchange.actions.imports import apply, discard, issue_passwords, name_table, take_file, undo

__all__ = ["apply", "discard", "issue_passwords", "name_table", "take_file", "undo"]
