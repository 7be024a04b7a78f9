"""Страницы журнала: список, сама страница, её клетки, закрытие периода."""

from letopis.journal.views.cells import cell, confirm, history, lesson, period_mark
from letopis.journal.views.closing import closing
from letopis.journal.views.pages import courses, explain, register

__all__ = ["cell", "closing", "confirm", "courses", "explain", "history", "lesson", "period_mark", "register"]
