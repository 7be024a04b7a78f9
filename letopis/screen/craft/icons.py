"""Значки: тонкий рисунок рядом со словом; читающей программе он не нужен и для неё скрыт."""

from __future__ import annotations

import re
from functools import cache

from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

_FRAME = re.compile(r"^<svg[^>]*>|</svg>$|\s*\n\s*")


@cache
def icon(name: str) -> SafeString:
    """The drawing of a lucide icon, sized and coloured by the style sheet (`svg.i`).

    Raises:
        lucide.IconDoesNotExist: the set has no icon of this name.
    """
    drawn = _FRAME.sub("", str(lucide(name, size=None)).strip())
    return mark_safe(f'<svg class="i" viewBox="0 0 24 24" aria-hidden="true">{drawn}</svg>')  # noqa: S308 - drawn by the icon set, nobody's input
