"""Оболочка страницы: рисуется раз для всех, кому видно одно и то же; данные кладутся каждый раз."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.messages import get_messages
from django.core.cache import caches
from django.core.cache.utils import make_template_fragment_key
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.middleware.gzip import re_accepts_gzip
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from letopis.screen.craft import compact, packing
from letopis.screen.queries.frames import seen_in_frame

# Nobody can write these into a page: they are drawn by lot at every start of the program.
KEY, DATA = secrets.token_hex(16), secrets.token_hex(16)
Parts = list[packing.Piece | str]


def filled_shell(
    request: HttpRequest, template: str, facts: Mapping[str, Any], data: tuple[str, object]
) -> HttpResponse:
    """A page whose shell is kept and whose data are put in anew: `data` is the script's name and its value.

    The template writes `{{ data_script }}` where the data stand; all it shows beside them and the frame
    must be in `facts`, by which the shell is kept. It is kept packed, so that a visit packs its data alone.
    """
    key, script = get_token(request), compact.data_script(data[1], data[0])
    fresh = {KEY: packing.stored(key.encode()), DATA: packing.piece(script.encode(), packing.FAST)}
    pieces = packing.filled(_shell(request, template, facts), fresh)
    if not re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        response = HttpResponse(packing.plain(pieces))
    else:
        response = HttpResponse(packing.packed(pieces), headers={"Content-Encoding": "gzip"})
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _shell(request: HttpRequest, template: str, facts: Mapping[str, Any]) -> Parts:
    asked = {**facts, "csrf_token": KEY, "data_script": DATA}
    if len(get_messages(request)):  # what is said once belongs to this visit alone
        return packing.cut(render_to_string(template, asked, request), (KEY, DATA))
    kept = caches["shells"]
    place = make_template_fragment_key(template, [get_language(), *seen_in_frame(request), *facts.items()])
    found: Parts | None = kept.get(place)
    if found is None:
        found = packing.cut(render_to_string(template, asked, request), (KEY, DATA))
        kept.set(place, found, None)
    return found
