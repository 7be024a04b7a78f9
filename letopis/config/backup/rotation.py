"""Какие копии хранить: последние дни, недели, месяцы и годы; прочие можно убрать."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

# A copy bears its moment in its name; whatever else lies in the folder is nobody's to remove.
NAME = re.compile(r"letopis-(\d{4}-\d{2}-\d{2}-\d{6})(?:\.keys)?\.zip(?:\.age)?")
MOMENT = "%Y-%m-%d-%H%M%S"


@dataclass(frozen=True)
class Plan:
    """How many of the newest days, weeks, months and years keep one copy each, the latest of its kind."""

    days: int = 14
    weeks: int = 8
    months: int = 12
    years: int = 5


def kept(moments: Iterable[datetime], plan: Plan) -> set[datetime]:
    """Moments of the copies to keep; the very newest is always among them.

    >>> days = [datetime(2026, 9, day, 3) for day in (1, 2, 3)]
    >>> sorted(moment.day for moment in kept(days, Plan(days=2, weeks=0, months=0, years=0)))
    [2, 3]
    """
    newest_first = sorted(set(moments), reverse=True)
    spans: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (plan.days, lambda moment: moment.date()),
        (plan.weeks, lambda moment: moment.isocalendar()[:2]),
        (plan.months, lambda moment: (moment.year, moment.month)),
        (plan.years, lambda moment: moment.year),
    )
    found = set(newest_first[:1])
    for most, span in spans:
        latest: dict[object, datetime] = {}
        for moment in newest_first:
            latest.setdefault(span(moment), moment)
        found |= set(list(latest.values())[:most])
    return found


def overdue(folder: Path, plan: Plan) -> list[Path]:
    """Copies in a folder, with their keys' files, that need not be kept any longer."""
    dated = {
        path: datetime.strptime(match[1], MOMENT)  # noqa: DTZ007 - the school's own clock, as in the name
        for path in sorted(folder.iterdir())
        if (match := NAME.fullmatch(path.name)) and path.is_file()
    }
    keep = kept(dated.values(), plan)
    return [path for path, moment in dated.items() if moment not in keep]
