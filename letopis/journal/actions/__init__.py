"""В журнал пишут только отсюда: отметку, отметку за период, урок, закрытие, пропуски и документы о них."""

from letopis.journal.actions.attendance import mark_absent, unmark_absent
from letopis.journal.actions.closing import close_period
from letopis.journal.actions.corrections import OrderText, open_correction
from letopis.journal.actions.deliveries import clear_old_deliveries
from letopis.journal.actions.documents import DocumentText, enter_document, withdraw_document
from letopis.journal.actions.homework import attach_file, put_due, remove_file
from letopis.journal.actions.laying_out import Laid, lay_out
from letopis.journal.actions.lessons import put_lesson
from letopis.journal.actions.levels import Wish, put_levels
from letopis.journal.actions.marks import Saved, put_mark, put_marks
from letopis.journal.actions.notes import Noted, put_note
from letopis.journal.actions.period_marks import confirm_period_marks, put_period_mark
from letopis.journal.actions.stages import check_pages, hand_over, send_back
from letopis.journal.actions.works import confirm_work_marks, put_criteria, put_points

__all__ = [
    "DocumentText",
    "Laid",
    "Noted",
    "OrderText",
    "Saved",
    "Wish",
    "attach_file",
    "check_pages",
    "clear_old_deliveries",
    "close_period",
    "confirm_period_marks",
    "confirm_work_marks",
    "enter_document",
    "hand_over",
    "lay_out",
    "mark_absent",
    "open_correction",
    "put_criteria",
    "put_due",
    "put_lesson",
    "put_levels",
    "put_mark",
    "put_marks",
    "put_note",
    "put_period_mark",
    "put_points",
    "remove_file",
    "send_back",
    "unmark_absent",
    "withdraw_document",
]
