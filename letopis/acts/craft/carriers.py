"""Носители словами школы и летописи: виды, кто решает (п. 3.11)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

PAPER, ELECTRONIC = "paper", "electronic"
KINDS = ((PAPER, _("бумажный")), (ELECTRONIC, _("электронный")))
ADMINISTRATION, COUNCIL, TEACHER, PARENTS = "administration", "council", "teacher", "parents"
BODIES = (
    (ADMINISTRATION, _("администрация")),
    (COUNCIL, _("педагогический совет")),
    (TEACHER, _("педагог")),
    (PARENTS, _("родительское собрание")),
)
SWITCH_ON, END = "acts.switch_on_carrier", "acts.end_carrier"

Body = dict[str, object]


def carrier_body(
    what: tuple[str, str], decided: tuple[str, date, str, str], days: tuple[date, date | None]
) -> Body:
    """A carrier: subject of the record is the class, object the carrier.

    Args:
        what: its name and kind.
        decided: the body, the day, the number of the minutes, the file's digest.
        days: first and last day.
    """
    body, on, protocol, digest = decided
    return {
        "name": what[0],
        "kind": what[1],
        "body": body,
        "decided_on": on.isoformat(),
        "protocol": protocol,
        "sha256": digest,
        "starts": days[0].isoformat(),
        "ends": days[1].isoformat() if days[1] else "",
    }
