"""Страницы планирования: планы и их отставание, план одной страницы журнала, следующие темы."""

from letopis.planning.views.lists import plans
from letopis.planning.views.plan import copy, drop, following, move, plan, topic

__all__ = ["copy", "drop", "following", "move", "plan", "plans", "topic"]
