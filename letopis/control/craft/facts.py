"""Что стоит в замечании, словами летописи: одинаково для страницы, обхода, демонстрации и сверки."""

from __future__ import annotations

from datetime import date

MAKE = "control.make_remark"
ANSWER = "control.answer_remark"
RETURN = "control.return_remark"
CLOSE = "control.close_remark"
DEEDS = frozenset({MAKE, ANSWER, RETURN, CLOSE})

Body = dict[str, object]


def remark_body(text: str, due: date, state: str, answer: str) -> Body:
    """A remark: subject of the record is the register page, object the remark."""
    return {"text": text, "due": due.isoformat(), "state": state, "answer": answer}
