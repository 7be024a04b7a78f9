"""Необязательные носители класса: что ведут сверх обязательного, чьим решением и когда (п. 3.10, 3.11)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from letopis.acts.models import Carrier
from letopis.acts.queries.carriers import kept_carriers
from letopis.paper.craft.book_forms import CarrierRow
from letopis.results.access import ClassPage


def carrier_rows(page: ClassPage) -> tuple[CarrierRow, ...]:
    """Carriers of the class in its year by the day they began, ended ones too; one question."""
    found = kept_carriers(page.year_id, [page.id]).get(page.id, [])
    return tuple(_row(one) for one in sorted(found, key=lambda one: (one.starts, one.name)))


def _row(one: Carrier) -> CarrierRow:
    paper = f"№ {one.protocol}" if one.protocol else ""
    file = _("файл «%(name)s»") % {"name": one.document_name} if one.document_name else ""
    decided = (one.get_body_display(), f"{one.decided_on:%d.%m.%Y}", paper, file)
    return CarrierRow(
        name=one.name,
        kind=one.get_kind_display(),
        decided=", ".join(filter(None, decided)),
        days=_days(one),
    )


def _days(one: Carrier) -> str:
    if one.ends is None:
        return _("с %(first)s") % {"first": f"{one.starts:%d.%m.%Y}"}
    facts = {"first": f"{one.starts:%d.%m.%Y}", "last": f"{one.ends:%d.%m.%Y}", "why": one.why_ended}
    return _("с %(first)s по %(last)s: %(why)s") % facts
