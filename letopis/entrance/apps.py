"""Вход: the room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntranceConfig(AppConfig):
    """Вход."""

    name = "letopis.entrance"
    verbose_name = "Вход"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the start page first in the menu, and tell it of the ledger."""
        from letopis.entrance.queries import ledger_duties
        from letopis.screen.craft import duties
        from letopis.screen.craft.menu import Entry, register

        register(Entry(_("Сегодня"), "entrance:start", "self", "sun", 0))
        duties.register("ledger", "trace.seal", ledger_duties)
