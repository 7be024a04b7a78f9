"""Строка журнала сервера: чужой текст в ней не начнёт новую, адрес страницы в неё не попадёт."""

from __future__ import annotations

import logging
import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class OneLine(logging.Formatter):
    """Control signs of a message are written out; a traceback stands below it, moved to the right."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text; its first line is the only one that begins at the margin."""
        first, *rest = super().format(record).split("\n")
        return "\n".join([first, *(f"    {line}" for line in rest)])

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is of the library
        """The line itself, before a traceback is put below it."""
        return _CONTROL.sub(lambda sign: f"\\x{ord(sign[0]):02x}", super().formatMessage(record))


class WithoutAddress(logging.Filter):
    """Puts the name of a page in place of its address, which may name a pupil, where Django tells of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes; one that came with a request leaves it behind."""
        request = record.__dict__.pop("request", None)
        if request is not None and isinstance(record.args, tuple):
            match = getattr(request, "resolver_match", None)
            page = match.view_name if match else "-"
            path = str(getattr(request, "path", ""))
            said = {path, path.encode("unicode_escape").decode("ascii")}
            record.args = tuple(page if isinstance(one, str) and one in said else one for one in record.args)
        return True
