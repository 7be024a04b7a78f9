"""В журнал пишут только отсюда: отметку, отметку за период, урок, закрытие периода."""

from letopis.journal.actions.closing import close_period
from letopis.journal.actions.lessons import put_lesson
from letopis.journal.actions.marks import Saved, put_mark
from letopis.journal.actions.period_marks import confirm_period_marks, put_period_mark

__all__ = ["Saved", "close_period", "confirm_period_marks", "put_lesson", "put_mark", "put_period_mark"]
