"""A figure, its unit and its bar."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """What a figure must hold.

    Attributes:
        limit: the bar itself.
        unit: unit of the figure.
        at_least: the figure must reach the bar; otherwise it must not exceed it.
    """

    limit: float
    unit: str
    at_least: bool = False

    def holds(self, value: float) -> bool:
        """Whether a value is on the right side."""
        return value >= self.limit if self.at_least else value <= self.limit


BARS = {
    "journal.page.sql": Bar(8, "queries"),
    "journal.page.cpu_ms": Bar(6, "ms"),
    "journal.page.gzip_bytes": Bar(12_000, "bytes"),
    "journal.typing_26.ms": Bar(1_000, "ms"),
    "journal.paint.ms": Bar(150, "ms"),
    "mark.save.sql": Bar(10, "queries"),
    "mark.save.ms": Bar(8, "ms"),
    "mark.save.bytes": Bar(1_000, "bytes"),
    "class_sheet.sql": Bar(8, "queries"),
    "class_sheet.cpu_ms": Bar(6, "ms"),
    "report_cards.25.s": Bar(0.5, "s"),
    "report_cards.600.s": Bar(10, "s"),
    "paper_register.class.s": Bar(3, "s"),
    "paper_register.school.s": Bar(60, "s"),
    "control.school.sql": Bar(12, "queries"),
    "control.school.ms": Bar(60, "ms"),
    "import.600_pupils.s": Bar(5, "s"),
    "demo.build.s": Bar(25, "s"),
    "demo.full.s": Bar(180, "s"),
    "aging.12_quarters.ratio": Bar(1.1, "ratio"),
    "server.memory_mib": Bar(250, "MiB"),
    "journal.page.rps_8_clients": Bar(200, "requests/s", at_least=True),
    "login.ms": Bar(150, "ms"),
    "soak.save.p99_ms": Bar(100, "ms"),
    "soak.save.errors": Bar(0, "errors"),
    "soak.memory_mib": Bar(250, "MiB"),
    "finals.100_graduates.ms": Bar(50, "ms"),
}


@dataclass(frozen=True)
class Figure:
    """One measured figure."""

    name: str
    value: float

    @property
    def bar(self) -> Bar:
        """What it must hold."""
        return BARS[self.name]

    def line(self) -> str:
        """The figure as one JSON line."""
        return json.dumps({"name": self.name, "value": round(self.value, 3), "unit": self.bar.unit})

    def told(self) -> str:
        """The figure beside its bar, for a person."""
        sign = "≥" if self.bar.at_least else "≤"
        word = "holds" if self.bar.holds(self.value) else "FAILS"
        return f"{self.name:32} {self.value:12.3f} {sign} {self.bar.limit:<8g} {self.bar.unit:12} {word}"


Bench = Callable[[], Iterator[Figure]]
