"""Особые условия: the room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConditionsConfig(AppConfig):
    """Особые условия."""

    name = "letopis.conditions"
    verbose_name = "Особые условия"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the menu the room's pages and the trace its facts."""
        from letopis.conditions.queries import KIND
        from letopis.screen.craft import menu
        from letopis.trace.craft.facts import register

        register(KIND)
        about = _("Освобождения от предметов и особые шкалы, с документами")
        menu.register(
            menu.Entry(_("Условия"), "conditions:list", "conditions.list", "shield-check", 52, about)
        )
