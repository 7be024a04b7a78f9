"""Отказ, разобранный на код, пункт и сведения: так его сравнивают испытания."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from letopis.regulation.refusals import Refused


def told(rule: Callable[..., object], *args: Any, **kwargs: Any) -> tuple[str, str, dict[str, object]]:
    """Code, clause and facts of the refusal a rule must give."""
    with pytest.raises(Refused) as refused:
        rule(*args, **kwargs)
    return refused.value.code, refused.value.clause, refused.value.facts
