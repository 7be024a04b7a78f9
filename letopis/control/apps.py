"""Внутришкольный контроль: the room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ControlConfig(AppConfig):
    """Внутришкольный контроль."""

    name = "letopis.control"
    verbose_name = "Внутришкольный контроль"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the trace which facts the control keeps, the menu its page, the start page its duties."""
        from letopis.control.queries.duties import control_duties
        from letopis.control.queries.standing import KIND
        from letopis.screen.craft import duties, menu
        from letopis.trace.craft.facts import register

        register(KIND)
        about = _("Что в журналах не в порядке, замечания и ответы на них")
        menu.register(menu.Entry(_("Контроль"), "control:faults", "control.list", "list-checks", 35, about))
        duties.register("control", "control.list", control_duties)
