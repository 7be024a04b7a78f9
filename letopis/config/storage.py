"""Файлы страниц под именами с отпечатком: браузер держит их вечно и никогда не покажет старые."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped] # whitenoise ships no types


class HashedModules(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # as above
    """Hashed names inside ES modules' imports too."""

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url = cache(super().url)  # names of one release never change while it runs

    def post_process(self, paths: dict[str, Any], *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Leave out htmx's extensions: no page loads them, and one names a module it does not bring."""
        own = {name: found for name, found in paths.items() if not name.startswith("django_htmx/ext/")}
        yield from super().post_process(own, *args, **kwargs)
