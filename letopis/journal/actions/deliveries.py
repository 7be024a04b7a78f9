"""Принятое помнят по ключу: запись, пришедшая второй раз, получает прежний ответ и ничего не пишет."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from letopis.journal.models import Delivery

KEPT = timedelta(days=30)  # a browser that was without a network longer is answered by the value it saw


def remember(answers: Mapping[str, tuple[Any, ...]], *, by: int) -> None:
    """Keep what was answered to written edits, in the transaction of their facts."""
    now = timezone.now()
    rows = [
        Delivery(account=by, key=key, at=now, answer=json.dumps(answer, ensure_ascii=False))
        for key, answer in answers.items()
    ]
    Delivery.objects.bulk_create(rows)


def clear_old_deliveries(*, by: int = 0) -> int:
    """Forget answers nobody will ask for again; tells how many."""
    return Delivery.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
