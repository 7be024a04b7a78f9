"""Результаты: the room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResultsConfig(AppConfig):
    """Результаты."""

    name = "letopis.results"
    verbose_name = "Результаты"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the menu the room's page and the jobs their kinds."""
        from letopis.jobs.craft import kinds
        from letopis.results.printouts import KINDS
        from letopis.screen.craft import menu

        for kind in KINDS:
            kinds.register(kind)
        about = _("Уроки недели, задания к ним, отметки")
        menu.register(
            menu.Entry(_("Дневник"), "results:own_diary", "results.diary", "notebook-pen", 5, about)
        )
        about = _("Сводные ведомости и табели по классам")
        menu.register(menu.Entry(_("Классы"), "results:classes", "results.list", "users", 30, about))
