"""Локальные акты: the room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActsConfig(AppConfig):
    """Локальные акты."""

    name = "letopis.acts"
    verbose_name = "Локальные акты"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the trace of carriers, the menu the room's page, the start page what waits to be checked."""
        from letopis.acts.queries import reference_duties
        from letopis.acts.queries.carriers import KIND
        from letopis.screen.craft import duties, menu
        from letopis.trace.craft.facts import register

        register(KIND)

        about = _("Редакции положения с весами и округлением, справочники")
        menu.register(menu.Entry(_("Акты"), "acts:acts", "school.acts", "scroll-text", 60, about))
        duties.register("references", "school.put_reference", reference_duties)
