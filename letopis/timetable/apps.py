"""Расписание: the room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TimetableConfig(AppConfig):
    """Расписание."""

    name = "letopis.timetable"
    verbose_name = "Расписание"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the menu the room's pages and the trace its facts."""
        from letopis.people.access import rests_on
        from letopis.screen.craft import menu
        from letopis.timetable.queries.standing import KINDS, SUBSTITUTED
        from letopis.trace.craft.facts import register

        for kind in KINDS:
            register(kind)
        rests_on(SUBSTITUTED)
        about = _("Уроки недели по классам, учителям и кабинетам, звонки")
        menu.register(
            menu.Entry(_("Расписание"), "timetable:week", "timetable.read", "calendar-days", 15, about)
        )
        about = _("Кто кого заменяет сегодня, отмены и переносы уроков")
        menu.register(menu.Entry(_("Замены"), "timetable:changes", "timetable.change", "replace", 17, about))
