"""Файлы страниц под именами с отпечатком: браузер держит их вечно и никогда не покажет старые."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped] # whitenoise ships no types


class HashedModules(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # as above
    """Hashed names inside ES modules' imports too."""

    support_js_module_import_aggregation = True
