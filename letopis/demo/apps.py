"""Показательная школа: the room as Django knows it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Показательная школа."""

    name = "letopis.demo"
    verbose_name = "Показательная школа"
    default_auto_field = "django.db.models.BigAutoField"
