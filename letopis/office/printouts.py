"""Листы приглашений: по полоске на человека, класс за классом."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone, translation

from letopis.office.queries import Invited
from letopis.paper.craft.compile import render
from letopis.people.craft.codes import square
from letopis.people.models import Person
from letopis.school.queries import school

FORM = Path(__file__).parent / "printing" / "invitations.typ"
PAPERS_LANGUAGE = "ru"  # the school's papers are Russian, whatever language the page is read in


@translation.override(PAPERS_LANGUAGE)
def paper(groups: Sequence[tuple[str, Sequence[tuple[Person, Invited]]]], address: str) -> bytes:
    """The sheets as PDF/A; the codes do not go into the file's attachment.

    Args:
        groups: title of a class (or of a person) → who gets a strip.
        address: of the first entry.

    Raises:
        Refused: paper.glyph.
    """
    found = school()
    facts = {
        "school": found.full_name if found else "",
        "address": address,
        "groups": [
            {"title": title, "strips": [_strip(person, one, address) for person, one in strips]}
            for title, strips in groups
        ],
    }
    return render(FORM, facts, moment=timezone.localtime(), attachment=b"{}")


def _strip(person: Person, one: Invited, address: str) -> dict[str, object]:
    return {
        "name": person.full_name,
        "username": one.account.username,
        "code": one.code,
        "until": timezone.localtime(one.expires_at).date().isoformat(),
        "square": square(f"{address}#{one.account.username}/{one.code}"),
    }
