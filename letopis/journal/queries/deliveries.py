"""Что уже принято: ответы на правки, которые страница прислала ещё раз."""

from __future__ import annotations

import json
from typing import Any

from letopis.journal.models import Delivery


def remembered(account: int, keys: list[str]) -> dict[str, list[Any]]:
    """Answers already given to these edits of an account: key → the answer; no key costs no question."""
    if not keys:
        return {}
    rows = Delivery.objects.filter(account=account, key__in=keys).values_list("key", "answer")
    return {key: json.loads(answer) for key, answer in rows}
