"""Исправления после закрытия: что, когда, кем и почему исправлено, словами сноски (п. 1.6, 3.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from letopis.journal.craft.facts import CORRECT_MARK, CORRECT_PERIOD_MARK
from letopis.people.queries import names_of
from letopis.trace.queries import Change, changes_by

Pair = tuple[int, int]


def corrections_of(pupils: Iterable[int]) -> dict[Pair, str]:
    """(pupil, lesson or page in a period) → the corrections in words; two questions.

    Args:
        pupils: references of the pupils.
    """
    found: dict[Pair, list[Change]] = defaultdict(list)
    for pair, change in changes_by((CORRECT_MARK, CORRECT_PERIOD_MARK), pupils):
        found[pair].append(change)
    names = names_of(change.by for changes in found.values() for change in changes)
    return {
        pair: "; ".join(told(change, names.get(change.by, "")) for change in changes)
        for pair, changes in found.items()
    }


def told(change: Change, who: str) -> str:
    """One correction in words."""
    before, after = ((body or {}).get("value", "") for body in (change.before, change.after))
    if before and after:
        what = _("«%(before)s» исправлена на «%(after)s»")
    else:
        what = _("поставлена «%(after)s»") if after else _("снята «%(before)s»")
    text = _("%(what)s %(day)s (%(who)s), основание: %(why)s") % {
        "what": what % {"before": before, "after": after},
        "day": date_format(timezone.localtime(change.at), "j E Y"),
        "who": who,
        "why": change.why or _("не указано"),
    }
    return text.rstrip(".")
