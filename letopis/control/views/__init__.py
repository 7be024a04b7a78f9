"""Страницы контроля."""

from letopis.control.views.faults import faults, timeliness
from letopis.control.views.load import works
from letopis.control.views.remarks import answer, close, give_back, remark, remarks

__all__ = ["answer", "close", "faults", "give_back", "remark", "remarks", "timeliness", "works"]
