"""Сроки хранения: от 1 января года, следующего за годом закрытия дела (п. 5.1, 5.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from letopis.regulation.refusals import Refused

IN_UNIT_LIMIT = 10  # files kept longer than so many years go to the school's archive (rules № 77)


@dataclass(frozen=True)
class RetentionTerm:
    """How long a kind of file is kept.

    Attributes:
        kind: code of the kind of file.
        years: years, None for "постоянно" or "до минования надобности".
        words: the term as the list prints it.
        article: article of the list or another ground.
        is_proven: the source was read; otherwise the school must check it.
        is_permanent: never destroyed by the term's end.
    """

    kind: str
    years: int | None
    words: str
    article: str
    is_proven: bool
    is_permanent: bool = False


def term_ends(closed_in: int, term: RetentionTerm) -> date | None:
    """The last day a file must be kept, None if it has no end.

    Args:
        closed_in: calendar year in which the file was closed.
        term: the term of its kind.
    """
    if term.is_permanent or term.years is None:
        return None
    return date(closed_in + term.years, 12, 31)


def may_be_destroyed(closed_in: int, term: RetentionTerm, on: date) -> bool:
    """Whether the term has ended on a day (the act of the commission is still needed)."""
    ends = term_ends(closed_in, term)
    return ends is not None and on > ends


def check_destruction(closed_in: int, term: RetentionTerm, on: date) -> None:
    """Refuse to destroy before the end of the term.

    Raises:
        Refused: retention.permanent, retention.not_ended.
    """
    ends = term_ends(closed_in, term)
    if ends is None:
        raise Refused("retention.permanent", "5.2", term=term.words)
    if on <= ends:
        raise Refused("retention.not_ended", "5.2", day=ends)


def goes_to_archive(term: RetentionTerm) -> bool:
    """Files kept permanently or over ten years go to the archive, the others stay in their unit."""
    return term.is_permanent or (term.years or 0) > IN_UNIT_LIMIT


def transfer_window(closed_in: int) -> tuple[date, date]:
    """First and last day to hand a closed file over: not before one year has passed, not after three."""
    return date(closed_in + 2, 1, 1), date(closed_in + 3, 12, 31)
