"""Ступени закрытия: учитель сдаёт, классный руководитель проверяет, завуч закрывает (п. 3.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from letopis.regulation.access import Span
from letopis.regulation.refusals import Refused

OPEN = "open"
HANDED = "handed"
CHECKED = "checked"
CLOSED = "closed"

# state of a register page in a period → what happens → next state; the drawing is made from this table
TRANSITIONS: dict[str, dict[str, str]] = {
    OPEN: {"hand_over": HANDED, "close": CLOSED},
    HANDED: {"check": CHECKED, "send_back": OPEN, "close": CLOSED},
    CHECKED: {"close": CLOSED, "send_back": OPEN},
    CLOSED: {},
}
START = OPEN
LADDER = (OPEN, HANDED, CHECKED, CLOSED)


@dataclass(frozen=True)
class ClosingRule:
    """What the act says of closing.

    Attributes:
        binding: the deputy closes only what the teacher handed over and the class teacher checked;
            otherwise the stages are shown and hold nothing up.
        corrections_by_act: what is closed is corrected only under an act in force.
    """

    binding: bool
    corrections_by_act: bool


@dataclass(frozen=True)
class CorrectionAct:
    """An act by which closed marks of a class may be corrected.

    Attributes:
        number: number of the order.
        issued_on: its date.
        days: days on which one may correct by it.
        reason: why, as the act says.
        opened_by: reference of the account that entered it.
        for_teachers: the teachers of the pages correct too, not the deputy alone.
    """

    number: str
    issued_on: date
    days: Span
    reason: str
    opened_by: int
    for_teachers: bool


def after(state: str, event: str) -> str:
    """The state a page passes into.

    Raises:
        Refused: closing.impossible if the event cannot happen in that state.
    """
    following = TRANSITIONS[state]
    if event not in following:
        raise Refused("closing.impossible", "3.7", state=state)
    return following[event]


def stage_of(states: Iterable[str]) -> str:
    """The stage of a class: that of its last page; a class without pages has nothing to hand over."""
    return min(states, key=LADDER.index, default=CHECKED)


def check_ready(states: Iterable[str], rule: ClosingRule) -> None:
    """The deputy closes what was handed over and checked, where the act binds to it.

    Raises:
        Refused: closing.not_checked.
    """
    if rule.binding and stage_of(states) != CHECKED:
        raise Refused("closing.not_checked", "3.7")


def act_on(acts: Iterable[CorrectionAct], day: date) -> CorrectionAct | None:
    """The act in force on a day; of several the last one issued."""
    found = [act for act in acts if act.days.covers(day)]
    return max(found, key=lambda act: act.issued_on, default=None)


def check_correction(act: CorrectionAct | None, rule: ClosingRule, *, by: int, closed_by: int) -> None:
    """Closed marks are corrected under an act where the school says so, and never by one person alone.

    Args:
        act: the act in force, None where there is none.
        rule: what the school's act says of closing.
        by: reference of the account that corrects.
        closed_by: reference of the account that closed the period.

    Raises:
        Refused: correction.no_act, correction.alone.
    """
    if not rule.corrections_by_act:
        return
    if act is None:
        raise Refused("correction.no_act", "3.7")
    if by == closed_by == act.opened_by:
        raise Refused("correction.alone", "1.6", number=act.number)
