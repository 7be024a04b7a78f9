"""Что знает каркас каждой страницы, и оболочки, которые рисуются раз."""

from __future__ import annotations

from letopis.screen.queries.frames import frame, seen_in_frame, standing_in
from letopis.screen.queries.shells import filled_shell

__all__ = ["filled_shell", "frame", "seen_in_frame", "standing_in"]
