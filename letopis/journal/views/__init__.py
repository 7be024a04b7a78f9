"""Страницы журнала: список, сама страница, её клетки, закрытие периода, пропуски."""

from letopis.journal.views.absences import (
    absence_totals,
    absences,
    absent_all_day,
    class_absences,
    enter_document,
    withdraw_document,
)
from letopis.journal.views.cells import (
    cell,
    cells,
    changes,
    confirm,
    history,
    lesson,
    note,
    period_mark,
)
from letopis.journal.views.closing import closing
from letopis.journal.views.homework import attach, due, homework, homework_file, remove
from letopis.journal.views.levels import levels
from letopis.journal.views.pages import courses, explain, register
from letopis.journal.views.stages import check_pages, corrections, hand_over, send_back
from letopis.journal.views.works import work

__all__ = [
    "absence_totals",
    "absences",
    "absent_all_day",
    "attach",
    "cell",
    "cells",
    "changes",
    "check_pages",
    "class_absences",
    "closing",
    "confirm",
    "corrections",
    "courses",
    "due",
    "enter_document",
    "explain",
    "hand_over",
    "history",
    "homework",
    "homework_file",
    "lesson",
    "levels",
    "note",
    "period_mark",
    "register",
    "remove",
    "send_back",
    "withdraw_document",
    "work",
]
