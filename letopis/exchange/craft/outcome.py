"""Что станет с каждой строкой списка: добавится, изменится, уже есть или отказ с причиной."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from letopis.regulation.refusals import Refused

ADDED, CHANGED, SAME, REFUSED = "added", "changed", "same", "refused"
VERDICTS = (ADDED, CHANGED, SAME, REFUSED)
Facts = dict[str, str]


@dataclass(frozen=True)
class Outcome:
    """What a list's row comes to.

    Attributes:
        line: number of the row in the file, as a spreadsheet shows it.
        verdict: one of `VERDICTS`.
        code: code of the sentence that explains it, "" where the verdict says all.
        facts: texts the sentence needs.
    """

    line: int
    verdict: str
    code: str = ""
    facts: Facts = field(default_factory=dict)


def refused(line: int, refusal: Refused) -> Outcome:
    """A row that stays out, with the refusal's code and facts as texts."""
    return Outcome(line, REFUSED, refusal.code, {name: str(value) for name, value in refusal.facts.items()})


def counts(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many rows came to each verdict; every verdict is named."""
    found = Counter(outcome.verdict for outcome in outcomes)
    return {verdict: found[verdict] for verdict in VERDICTS}
