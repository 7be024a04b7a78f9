"""Оболочка страницы: рисуется раз для всех, кому видно одно и то же; данные кладутся каждый раз."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.messages import get_messages
from django.core.cache import caches
from django.core.cache.utils import make_template_fragment_key
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_ALLOWED_CHARS, get_token
from django.middleware.gzip import re_accepts_gzip
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from letopis.screen.craft import compact, packing
from letopis.screen.queries.frames import seen_in_frame

# Nobody can write these into a page: they are drawn by lot at every start of the program.
KEY, DATA, TEXT = secrets.token_hex(16), secrets.token_hex(16), secrets.token_hex(16)
SHORT = 100  # bytes, below which packing is not worth the while
Parts = list[packing.Piece | str]


def filled_shell(
    request: HttpRequest,
    template: str,
    facts: Mapping[str, Any],
    data: tuple[str, object],
    texts: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A page whose shell is kept and whose data are put in anew: `data` is the script's name and its value.

    The template writes `{{ data_script }}` where the data stand and `{{ texts.name }}` for a text that
    changes with them; all else it shows beside the frame must be in `facts`, by which the shell is kept.
    It is kept packed, so that a visit packs its data alone. A text comes whole: no filter sees it.
    """
    script = compact.data_script(data[1], data[0]).encode()
    fresh = {KEY: packing.stored(_key(request).encode()), DATA: packing.piece(script, packing.FAST)}
    fresh |= {_hole(name): _text(text) for name, text in (texts or {}).items()}
    pieces = packing.filled(_shell(request, template, facts, tuple(texts or ())), fresh)
    if not re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        response = HttpResponse(packing.plain(pieces))
    else:
        response = HttpResponse(packing.packed(pieces), headers={"Content-Encoding": "gzip"})
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _key(request: HttpRequest) -> str:
    """The visit's key against forged questions, as Django reads it: a mask, then the secret moved by it.

    Django's own masking asks the system for chance 34 times and gives the interpreter's lock away at each;
    here it is asked once.
    """
    if "CSRF_COOKIE" not in request.META:
        return get_token(request)
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True  # as Django does: whoever uses the cookie prolongs it
    lot, mask, moved = secrets.randbits(256), "", ""
    for sign in request.META["CSRF_COOKIE"]:
        lot, step = divmod(lot, len(CSRF_ALLOWED_CHARS))
        mask += CSRF_ALLOWED_CHARS[step]
        moved += CSRF_ALLOWED_CHARS[(CSRF_ALLOWED_CHARS.index(sign) + step) % len(CSRF_ALLOWED_CHARS)]
    return mask + moved


def _hole(name: str) -> str:
    """What stands for a text in the shell; its end is marked, so that no name is the beginning of another."""
    return f"{TEXT}{name}-"


def _text(text: str) -> packing.Piece:
    plain = conditional_escape(text).encode()
    return packing.stored(plain) if len(plain) < SHORT else packing.piece(plain, packing.FAST)


def _shell(request: HttpRequest, template: str, facts: Mapping[str, Any], names: tuple[str, ...]) -> Parts:
    holes = {name: _hole(name) for name in names}
    asked = {**facts, "csrf_token": KEY, "data_script": DATA, "texts": holes}
    all_holes = (KEY, DATA, *holes.values())
    if len(get_messages(request)):  # what is said once belongs to this visit alone
        return packing.cut(render_to_string(template, asked, request), all_holes)
    kept = caches["shells"]
    place = make_template_fragment_key(template, [get_language(), *seen_in_frame(request), *facts.items()])
    found: Parts | None = kept.get(place)
    if found is None:
        found = packing.cut(render_to_string(template, asked, request), all_holes)
        kept.set(place, found, None)
    return found
