"""Оболочка, которую браузер держит у себя: файлы журнала под именами с отпечатком, страница «нет связи»."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

SOURCE = "screen/worker.js"
# What a register page and the page in place of others are made of; other rooms' files need a network anyway.
ROOMS = ("screen/", "journal/", "entrance/offline.", "django_htmx/htmx-2.min.js")


def worker_script(offline_page: str, places: dict[str, str]) -> str:
    """The worker of the pages with the facts of this release written before it.

    Args:
        offline_page: text of the page shown in place of others, part of what makes a release another.
        places: addresses of that page ("offline") and of the dictionary ("words").
    """
    files = shell_files()
    source = _source()
    facts = {"files": files, **places}
    seen = json.dumps([facts, source, offline_page], ensure_ascii=False)
    name = hashlib.sha256(seen.encode()).hexdigest()[:12]
    return f"const RELEASE = {json.dumps({'name': name, **facts})};\n{source}"


@cache
def shell_files() -> list[str]:
    """Addresses of the files, by their hashed names; none where files have no such names."""
    hashed: dict[str, str] = getattr(staticfiles_storage, "hashed_files", {})
    names = [name for name in sorted(hashed) if name.startswith(ROOMS) and name != SOURCE]
    return [staticfiles_storage.url(name) for name in names]


@cache
def _source() -> str:
    found = finders.find(SOURCE)
    return Path(str(found)).read_text("utf-8")
