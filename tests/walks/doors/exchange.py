"""Адреса загрузки списков."""

from __future__ import annotations

from django.utils import timezone

from letopis.exchange.models import Import, ImportTable
from tests.cast import Cast
from tests.walks.doors.knock import Json, Knock, foreign_page, nothing, page


def _import(cast: Cast, _role: str) -> Json:
    act = Import.objects.create(file_name="список.csv", digest="0", by=1, at=timezone.now())
    ImportTable.objects.create(act=act, rank=0, kind="pupils", headers=["Фамилия"], columns={"0": "surname"})
    return {"act_id": act.pk}


EXCHANGE = {
    "exchange:imports": Knock(),
    "exchange:template": Knock(lambda _cast, _role: {"kind": "pupils"}),
    "exchange:import": Knock(_import),
    "exchange:columns": Knock(_import, body=nothing),
    "exchange:apply": Knock(_import, body=nothing),
    "exchange:undo": Knock(_import, body=nothing),
    "exchange:discard": Knock(_import, body=nothing),
    "exchange:passwords": Knock(_import, body=nothing),
    "exchange:refused": Knock(_import),
    "exchange:plan": Knock(page, foreign_page),
    "exchange:wizard": Knock(),
    "exchange:school": Knock(body=nothing),
    "exchange:year": Knock(body=nothing),
    "exchange:classes": Knock(body=nothing),
}
