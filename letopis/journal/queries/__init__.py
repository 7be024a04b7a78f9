"""Вопросы к журналу: страница, клетка, история, закрытие, что стоит сейчас."""

from letopis.journal.queries.closing import ClassState, closing_states, closings_of
from letopis.journal.queries.courses import CourseLine, courses_of, my_courses
from letopis.journal.queries.register import register_of

__all__ = [
    "ClassState",
    "CourseLine",
    "closing_states",
    "closings_of",
    "courses_of",
    "my_courses",
    "register_of",
]
