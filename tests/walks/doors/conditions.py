"""Адреса особых условий."""

from __future__ import annotations

from django.utils import timezone

from letopis.conditions.models import Condition
from tests.cast import FIRST, LAST, Cast
from tests.walks.doors.knock import Json, Knock, class_, foreign_class


def _exempt(cast: Cast, arguments: Json) -> Json:
    own = arguments["class_id"] == cast.class_7a.pk
    days = {"starts": FIRST.isoformat(), "ends": "2026-12-27"}
    student = (cast.anna if own else cast.stranger).pk
    return {"student": student, "kind": "exempt", "document": "order", "number": "12", **days}


def _entered(cast: Cast, arguments: Json) -> Json:
    own = arguments["class_id"] == cast.class_7a.pk
    row = Condition.objects.create(
        student=cast.anna if own else cast.stranger,
        kind="exempt",
        starts=FIRST,
        ends=LAST,
        document="order",
        number="12",
        entered_at=timezone.now(),
        entered_by=0,
    )
    return {**arguments, "condition_id": row.pk}


CONDITIONS = {
    "conditions:list": Knock(),
    "conditions:of_class": Knock(class_, foreign_class),
    "conditions:set": Knock(class_, foreign_class, _exempt),
    "conditions:lift": Knock(
        lambda cast, role: _entered(cast, class_(cast, role)),
        lambda cast, role: _entered(cast, foreign_class(cast, role)),
        lambda _cast, _arguments: {"why": "ошибка"},
    ),
}
