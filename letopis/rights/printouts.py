"""Таблица прав на бумаге: лист, который директор подписывает и вешает в дело."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone, translation

from letopis.paper.craft.compile import render
from letopis.people.queries import principal_on
from letopis.rights.queries import groups, titles
from letopis.school.queries import school

FORM = Path(__file__).parent / "printing" / "rights.typ"


@translation.override("ru")
def paper() -> bytes:
    """The table of rights as PDF/A, in Russian whatever language the page is read in.

    Raises:
        Refused: paper.glyph.
    """
    found = school()
    facts = {
        "school": found.full_name if found else "",
        "principal": principal_on(timezone.localdate()),
        "titles": titles(),
        "groups": [
            {
                "title": group.title,
                "rows": [
                    {"words": row.words, "clause": row.clause, "reach": list(row.reach)} for row in group.rows
                ],
            }
            for group in groups()
        ],
    }
    return render(FORM, facts, moment=timezone.localtime())
