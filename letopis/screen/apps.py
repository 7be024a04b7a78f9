"""Вид страниц: the room as Django knows it."""

from django.apps import AppConfig


class ScreenConfig(AppConfig):
    """Вид страниц."""

    name = "letopis.screen"
    verbose_name = "Вид страниц"
    default_auto_field = "django.db.models.BigAutoField"
