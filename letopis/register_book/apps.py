"""Бумажный журнал: the room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterBookConfig(AppConfig):
    """Бумажный журнал."""

    name = "letopis.register_book"
    verbose_name = "Бумажный журнал"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the jobs their kinds and the menu the room's page."""
        from letopis.jobs.craft import kinds
        from letopis.register_book.printouts import KINDS
        from letopis.screen.craft import menu

        for kind in KINDS:
            kinds.register(kind)
        about = _("Классный журнал на бумаге: по классам, целиком или разделами")
        menu.register(
            menu.Entry(
                _("Бумажный журнал"), "register_book:books", "register_book.list", "printer", 45, about
            )
        )
