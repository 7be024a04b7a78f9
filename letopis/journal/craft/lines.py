"""Строка, как её хранит журнал: одна, без невидимых знаков и лишних пробелов."""

from __future__ import annotations

import unicodedata


def one_line(text: str) -> str:
    """The text in composed letters, on one line, without control and direction signs."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"})
