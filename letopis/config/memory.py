"""Память сервера: построенное при запуске стоит до конца, и уборка мусора его не обходит."""

from __future__ import annotations

import gc


def settle() -> None:
    """Take all that stands by now out of the sweeps for garbage; it never becomes any."""
    gc.collect()
    gc.freeze()
