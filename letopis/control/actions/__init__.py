"""Замечания пишут только отсюда: сделать, ответить, вернуть, закрыть; обойти всю школу."""

from letopis.control.actions.remarks import answer_remark, close_remark, make_remark, return_remark
from letopis.control.actions.review import review, review_weekly

__all__ = ["answer_remark", "close_remark", "make_remark", "return_remark", "review", "review_weekly"]
