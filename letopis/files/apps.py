"""Файлы: the room as Django knows it."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Файлы."""

    name = "letopis.files"
    verbose_name = "Файлы"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the trace which files are kept: verification reads each of them anew."""
        from letopis.files.queries import KIND
        from letopis.trace.craft.facts import register

        register(KIND)
