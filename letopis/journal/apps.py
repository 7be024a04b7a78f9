"""Классный журнал: the room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """Классный журнал."""

    name = "letopis.journal"
    verbose_name = "Классный журнал"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the trace which facts the register keeps, the menu its pages, the start page its duties."""
        from letopis.journal.actions import lay_out
        from letopis.journal.queries.duties import absence_duties, period_duties
        from letopis.journal.queries.standing import KINDS
        from letopis.screen.craft import duties, menu
        from letopis.timetable.craft.followers import follow
        from letopis.trace.craft.facts import register

        for kind in KINDS:
            register(kind)
        follow(lambda altered, by: lay_out(altered, by=by))
        menu.register(
            menu.Entry(
                _("Журналы"),
                "journal:courses",
                "journal.list",
                "book-open",
                20,
                _("Отметки, темы и задания по классам и предметам"),
            )
        )
        menu.register(
            menu.Entry(
                _("Пропуски"),
                "journal:absences",
                "journal.list_absences",
                "user-x",
                25,
                _("Кого сегодня нет, документы о пропусках, итоги по причинам"),
            )
        )
        menu.register(
            menu.Entry(
                _("Закрытие периода"),
                "journal:closing",
                "journal.see_closing",
                "lock",
                40,
                _("Чего не хватает до закрытия и что уже закрыто"),
            )
        )
        duties.register("periods", "journal.list", period_duties)
        duties.register("absences", "journal.list_absences", absence_duties)
