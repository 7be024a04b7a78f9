"""Какие необязательные носители ведут классы: сейчас, прежде, по какому решению (п. 3.10, 3.11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from letopis.acts.craft import carriers
from letopis.acts.models import Carrier
from letopis.trace.craft.facts import Kind, Pair


def kept_carriers(year_id: int, classes: Iterable[int] | None = None) -> dict[int, list[Carrier]]:
    """Class of a year → its carriers, ended ones too; one question.

    Args:
        year_id: the school year.
        classes: ids of the classes to look at, None for all.
    """
    found: dict[int, list[Carrier]] = defaultdict(list)
    rows = Carrier.objects.filter(class_group__year_id=year_id).select_related("document")
    for one in rows if classes is None else rows.filter(class_group__in=list(classes)):
        found[one.class_group_id].append(one)
    return found


def carrier_facts() -> Iterator[tuple[Pair, Mapping[str, Any]]]:
    """Every carrier, to be held against the trace."""
    columns = ("class_group__ref", "ref", "name", "kind", "body", "decided_on", "protocol",
               "document__digest", "starts", "ends")  # fmt: skip
    for group, ref, name, kind, body, on, protocol, digest, starts, ends in Carrier.objects.order_by(
        "id"
    ).values_list(*columns):
        decided = (body, on, protocol, digest or "")
        yield (group, ref), carriers.carrier_body((name, kind), decided, (starts, ends))


def carrier_named(pair: Pair) -> str:
    """A carrier in words: whose and what."""
    found = Carrier.objects.select_related("class_group").filter(ref=pair[1]).first()
    return _("Носитель: %(what)s") % {"what": found} if found else _("Носитель, которого больше нет")


def told_carrier(after: Mapping[str, Any]) -> str:
    """A carrier's name and days."""
    return f"«{after.get('name')}», {after.get('starts')}–{after.get('ends')}"


KIND = Kind(
    "acts.carrier",
    frozenset({carriers.SWITCH_ON, carriers.END}),
    carrier_facts,
    carrier_named,
    told_carrier,
)
