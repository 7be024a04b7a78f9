"""Замечание по ведению журнала: таблица состояний (п. 1.4)."""

from __future__ import annotations

from letopis.regulation.refusals import Refused

OPEN = "open"
ANSWERED = "answered"
CLOSED = "closed"

# state → what happens → next state; the documentation's drawing is made from this table
TRANSITIONS: dict[str, dict[str, str]] = {
    OPEN: {"answer": ANSWERED, "close": CLOSED, "mended": CLOSED},
    ANSWERED: {"close": CLOSED, "return": OPEN, "mended": CLOSED},
    CLOSED: {},
}
START = OPEN


def after(state: str, event: str) -> str:
    """The state a remark passes into.

    Raises:
        Refused: remark.impossible if the event cannot happen in that state.
    """
    following = TRANSITIONS[state]
    if event not in following:
        raise Refused("remark.impossible", "1.4", state=state)
    return following[event]
