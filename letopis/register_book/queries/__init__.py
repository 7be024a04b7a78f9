"""Вопросы бумажного журнала: всё о классе и годе в несколько вопросов."""

from letopis.register_book.queries.people import members_of, people_data
from letopis.register_book.queries.year import YearBook, course_titles, year_book

__all__ = ["YearBook", "course_titles", "members_of", "people_data", "year_book"]
