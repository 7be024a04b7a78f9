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
from django.template.loader import render_to_string
from django.utils.translation import get_language

from letopis.screen.craft import compact
from letopis.screen.queries.frames import seen_in_frame

# Nobody can write these into a page: they are drawn by lot at every start of the program.
KEY, DATA = secrets.token_hex(16), secrets.token_hex(16)


def filled_shell(
    request: HttpRequest, template: str, facts: Mapping[str, Any], data: tuple[str, object]
) -> HttpResponse:
    """A page whose shell is kept and whose data are put in anew: `data` is the script's name and its value.

    The template writes `{{ data_script }}` where the data stand; all it shows beside them and the frame
    must be in `facts`, by which the shell is kept.
    """
    key, script = get_token(request), compact.data_script(data[1], data[0])
    text = _shell(request, template, facts)
    return HttpResponse(text.replace(KEY, key).replace(DATA, script))


def _shell(request: HttpRequest, template: str, facts: Mapping[str, Any]) -> str:
    asked = {**facts, "csrf_token": KEY, "data_script": DATA}
    if len(get_messages(request)):  # what is said once belongs to this visit alone
        return render_to_string(template, asked, request)
    kept = caches["shells"]
    place = make_template_fragment_key(template, [get_language(), *seen_in_frame(request), *facts.items()])
    text = kept.get(place)
    if text is None:
        text = render_to_string(template, asked, request)
        kept.set(place, text, None)
    return str(text)
