"""Вход: the room as Django knows it."""

from django.apps import AppConfig


class EntranceConfig(AppConfig):
    """Вход."""

    name = "letopis.entrance"
    verbose_name = "Вход"
    default_auto_field = "django.db.models.BigAutoField"
