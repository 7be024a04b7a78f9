"""Адреса локальных актов и справочников."""

from __future__ import annotations

from letopis.acts.models import Carrier
from letopis.files.craft.checking import PDF
from letopis.files.craft.store import put
from letopis.files.models import KeptFile
from letopis.files.queries import path_of
from letopis.school.actions.acts import keep_file
from letopis.school.models import ClassGroup, Edition
from tests.cast import FIRST, NOON, Cast
from tests.walks.doors.knock import Json, Knock, class_, foreign_class, nothing


def _edition(_cast: Cast, _role: str) -> Json:
    digest = keep_file(b"%PDF-1.7")
    Edition.objects.update(file_digest=digest, signature_digest=digest)
    return {"edition_id": Edition.objects.latest("number").pk}


def _reference(_cast: Cast, _role: str) -> Json:
    return {"name": "medals"}


def _row(_cast: Cast, _role: str) -> Json:
    return {"name": "medals", "group": "rules", "place": 0}


def _carrier(group: ClassGroup) -> Json:
    digest = f"{group.pk:064x}"
    kept, _made = KeptFile.objects.get_or_create(
        digest=digest, defaults={"size": 1, "mime": PDF, "at": NOON, "by": 0}
    )
    put(path_of(digest), b"1")
    made = Carrier.objects.create(
        class_group=group, name="Дневник", kind="paper", body="parents", decided_on=FIRST, starts=FIRST,
        entered_at=NOON, entered_by=0, document=kept, document_name="протокол.pdf",
    )  # fmt: skip
    return {"carrier_id": made.pk}


def carrier(cast: Cast, _role: str) -> Json:
    return _carrier(cast.class_7a)


def foreign_carrier(cast: Cast, _role: str) -> Json:
    return _carrier(cast.class_7b)


ACTS = {
    "acts:carriers": Knock(),
    "acts:class_carriers": Knock(class_, foreign_class),
    "acts:end_carrier": Knock(carrier, foreign_carrier, nothing),
    "acts:carrier_file": Knock(carrier, foreign_carrier),
    "acts:acts": Knock(),
    "acts:new": Knock(),
    "acts:edition": Knock(_edition),
    "acts:file": Knock(_edition),
    "acts:signature": Knock(_edition),
    "acts:reference": Knock(_reference),
    "acts:reference_file": Knock(_reference),
    "acts:row": Knock(_row),
    "acts:confirm": Knock(_reference, body=nothing),
}
