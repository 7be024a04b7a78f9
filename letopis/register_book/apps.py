"""Бумажный журнал: the room as Django knows it."""

from django.apps import AppConfig


class RegisterBookConfig(AppConfig):
    """Бумажный журнал."""

    name = "letopis.register_book"
    verbose_name = "Бумажный журнал"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the jobs their kinds."""
        from letopis.jobs.craft import kinds
        from letopis.register_book.printouts import KINDS

        for kind in KINDS:
            kinds.register(kind)
