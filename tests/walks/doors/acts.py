"""Адреса локальных актов и справочников."""

from __future__ import annotations

from letopis.school.actions.acts import keep_file
from letopis.school.models import Edition
from tests.cast import Cast
from tests.walks.doors.knock import Json, Knock, nothing


def _edition(_cast: Cast, _role: str) -> Json:
    digest = keep_file(b"%PDF-1.7")
    Edition.objects.update(file_digest=digest, signature_digest=digest)
    return {"edition_id": Edition.objects.latest("number").pk}


def _reference(_cast: Cast, _role: str) -> Json:
    return {"name": "medals"}


def _row(_cast: Cast, _role: str) -> Json:
    return {"name": "medals", "group": "rules", "place": 0}


ACTS = {
    "acts:acts": Knock(),
    "acts:new": Knock(),
    "acts:file": Knock(_edition),
    "acts:signature": Knock(_edition),
    "acts:reference": Knock(_reference),
    "acts:reference_file": Knock(_reference),
    "acts:row": Knock(_row),
    "acts:confirm": Knock(_reference, body=nothing),
}
