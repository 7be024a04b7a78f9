"""Канцелярия: the room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    """Канцелярия."""

    name = "letopis.office"
    verbose_name = "Канцелярия"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the menu its pages and the jobs the printing of invitations."""
        from letopis.jobs.craft import kinds
        from letopis.office.actions import KIND
        from letopis.screen.craft import menu

        kinds.register(KIND)
        people = _("Ученики, сотрудники и родители: карточки, приказы о движении")
        invitations = _("Листы с одноразовыми кодами для первого входа")
        menu.register(menu.Entry(_("Люди"), "office:pupils", "people.list", "users-round", 50, people))
        menu.register(
            menu.Entry(
                _("Приглашения"),
                "office:invitations",
                "people.see_invitations",
                "ticket",
                55,
                invitations,
            )
        )
