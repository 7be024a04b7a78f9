"""Ctrl+C, которое слышно всегда: и там, где Python о нём промолчал бы."""

from __future__ import annotations

import signal
import weakref
from types import FrameType

SOON = 0.01  # seconds
_FINALISING = weakref.finalize.__call__.__code__


def listen() -> None:
    """Stop at Ctrl+C from now on, unless whoever started this program wants it deaf."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        return
    for number in (signal.SIGINT, signal.SIGALRM):
        signal.signal(number, _stop)


def _stop(_number: int, frame: FrameType | None) -> None:
    """Stop here; inside a finaliser, whose exceptions Python swallows, a moment later.

    Raises:
        KeyboardInterrupt: always but there.
    """
    if _is_finalising(frame):
        signal.setitimer(signal.ITIMER_REAL, SOON)
        return
    raise KeyboardInterrupt


def _is_finalising(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code is _FINALISING or frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False
