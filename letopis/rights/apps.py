"""Права: the room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    """Права."""

    name = "letopis.rights"
    verbose_name = "Права"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let what is given for a time count as a right; tell the menu and the start page."""
        from letopis.people.access import rests_on
        from letopis.rights.queries import given_duties, opening_duties
        from letopis.rights.queries.standing import PARTS
        from letopis.screen.craft import duties
        from letopis.screen.craft.menu import Entry, register

        for part in PARTS:
            rests_on(part)
        duties.register("rights.given", "self", given_duties)
        duties.register("rights.openings", "rights.watch", opening_duties)
        about = _("Таблица прав по должностям, передача обязанностей по приказу")
        register(Entry(_("Права"), "rights:table", "rights.read", "scale", 95, about))
