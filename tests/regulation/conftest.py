"""Свойства правил проверяются без срока на один пример: скорость меряет bench, а не занятая машина."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("rules", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rules")
