"""Бумага: the room as Django knows it."""

from django.apps import AppConfig


class PaperConfig(AppConfig):
    """Бумага."""

    name = "letopis.paper"
    verbose_name = "Бумага"
    default_auto_field = "django.db.models.BigAutoField"
