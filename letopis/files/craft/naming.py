"""Имя файла, под которым его отдадут: без папок, невидимых знаков и чужого окончания."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
_BAD = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def clean_name(name: str, ending: str) -> str:
    """The name's last part without signs no disk takes, with the ending of what is inside.

    `задача.pdf.exe` that is a picture becomes `задача.pdf.jpg`.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    stem = _BAD.sub(" ", shown)
    stem = re.sub(r"\.[^.\s]{1,5}$", "", stem.strip())
    stem = " ".join(stem.split()).strip(". ")
    if not stem or _DEVICES.fullmatch(stem):
        stem = "файл"
    return stem[: LONGEST - len(ending)].rstrip(". ") + ending
