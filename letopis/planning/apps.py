"""Поурочное планирование: the room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    """Поурочное планирование."""

    name = "letopis.planning"
    verbose_name = "Поурочное планирование"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the trace which facts a plan keeps, and the menu its page."""
        from letopis.planning.queries.standing import KIND
        from letopis.screen.craft import menu
        from letopis.trace.craft.facts import register

        register(KIND)
        about = _("Темы уроков по порядку, часы, задания; где план отстаёт")
        menu.register(
            menu.Entry(_("Планирование"), "planning:plans", "planning.list", "list-ordered", 22, about)
        )
