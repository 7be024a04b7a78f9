"""Вопросы планирования: план одной страницы, отставание многих, откуда его можно взять."""

from letopis.planning.queries.plans import Plan, PlanLine, Source, plan_lines, plan_of, sources_of

__all__ = ["Plan", "PlanLine", "Source", "plan_lines", "plan_of", "sources_of"]
