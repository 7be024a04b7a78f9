"""Что стоит в особом условии, словами летописи: одинаково для страницы, демонстрации и сверки."""

from __future__ import annotations

from datetime import date

SET_CONDITION = "conditions.set"
LIFT_CONDITION = "conditions.lift"

Body = dict[str, object]


def condition_body(
    kind: tuple[str, str, str], days: tuple[date, date | None], paper: tuple[str, str, date | None, str]
) -> Body:
    """A condition: subject of the record is the pupil or the class, object the condition.

    Args:
        kind: the kind, code of the scale, name of the subject ("" for all of them).
        days: first and last day, None where there is no end.
        paper: kind of the document, its number, its day, a note.
    """
    what, scale, subject = kind
    document, number, issued_on, note = paper
    return {
        "kind": what,
        "scale": scale,
        "subject": subject,
        "starts": days[0].isoformat(),
        "ends": days[1].isoformat() if days[1] else "",
        "document": document,
        "number": number,
        "issued_on": issued_on.isoformat() if issued_on else "",
        "note": note,
    }
