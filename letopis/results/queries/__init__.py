"""Вопросы о результатах: ведомость класса, табели, своя карта ученика."""

from letopis.results.queries.absences import NOTHING, absences_of
from letopis.results.queries.cards import YearMarks, card_pupils, year_marks
from letopis.results.queries.records import annual_marks_of, record_of
from letopis.results.queries.sheets import class_sheet, classes_of, ground_of, is_unmarked

__all__ = [
    "NOTHING",
    "YearMarks",
    "absences_of",
    "annual_marks_of",
    "card_pupils",
    "class_sheet",
    "classes_of",
    "ground_of",
    "is_unmarked",
    "record_of",
    "year_marks",
]
