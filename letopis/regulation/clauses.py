"""Пункты положения: где в программе живёт каждый и почему некоторые остаются делом людей."""

from __future__ import annotations

# clause → (home in the program as a dotted name, or "" where people act; what it asks)
CLAUSES: dict[str, tuple[str, str]] = {
    "1.2": ("letopis.school.models.Edition", "локальный акт с редакциями и их датами"),
    "1.5": ("letopis.regulation.indicators", "показатели за период"),
    "1.6": ("letopis.trace.actions.record", "принципы: обоснованность, непрерывность, достоверность"),
    "1.7": ("letopis.regulation.settings", "настройки принадлежат редакции"),
    "1.8": ("letopis.entrance.views.local_act", "акт открыт для всех"),
    "1.9": ("letopis.school.models.Edition", "новая редакция прекращает прежнюю"),
    "3.4": ("letopis.journal.models.Entry", "электронный журнал"),
    "3.7": ("letopis.journal.actions", "текущие, периодные и годовые отметки"),
    "3.8": ("letopis.people.models.Enrolment", "зачисление и движение ученика"),
    "4.1": ("letopis.regulation.access", "только в интересах ученика"),
    "4.2": ("letopis.regulation.access.check", "каждый видит, что нужно по должности"),
    "5.1": ("letopis.trace.actions.seal", "целостность хранимого"),
}


def home_of(clause: str) -> str:
    """Dotted name of the code that answers for the clause, "" where people act."""
    return CLAUSES[clause][0]
