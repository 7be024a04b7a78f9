"""Полоса хода для долгой команды: этап, сколько сделано, скорость, сколько осталось."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from tqdm import tqdm


class Bars:
    """One bar a stage, each in the place of the one before."""

    def __init__(self, file: Any, *, quiet: bool) -> None:
        self._file, self._quiet = file, quiet
        self._bar: tqdm[Any] | None = None
        self._stage = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._close()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Hear how far a stage is, in bytes."""
        if stage != self._stage or self._bar is None:
            self._close()
            self._stage = stage
            self._bar = tqdm(
                desc=stage,
                total=total,
                unit="B",
                unit_scale=True,
                unit_divisor=1024,
                disable=self._quiet or None,  # None: a file gets no bar either
                file=self._file,
                leave=False,
            )
        self._bar.update(min(done, total) - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
