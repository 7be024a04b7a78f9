"""Обмен: the room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Обмен."""

    name = "letopis.exchange"
    verbose_name = "Обмен"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the menu its pages."""
        from letopis.screen.craft import menu

        imports = menu.Entry(
            _("Загрузка списков"),
            "exchange:imports",
            "exchange.import",
            "file-up",
            60,
            _("Ученики, сотрудники, нагрузка и учебный план из ваших файлов"),
        )
        wizard = menu.Entry(
            _("Начало работы"),
            "exchange:wizard",
            "school.set_up",
            "list-checks",
            70,
            _("Год, периоды и классы: что уже есть и чего не хватает"),
        )
        menu.register(imports)
        menu.register(wizard)
