"""Страницы результатов: классы, ведомость, табели, своя карта ученика."""

from letopis.results.views.cards import card_paper, own_card, report_cards, school_cards
from letopis.results.views.diary import diary, own_diary
from letopis.results.views.figures import figures
from letopis.results.views.pupils import pupil, works
from letopis.results.views.sheets import class_sheet, classes, sheet_paper

__all__ = [
    "card_paper",
    "class_sheet",
    "classes",
    "diary",
    "figures",
    "own_card",
    "own_diary",
    "pupil",
    "report_cards",
    "school_cards",
    "sheet_paper",
    "works",
]
