"""Долгая работа: the room as Django knows it."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Долгая работа."""

    name = "letopis.jobs"
    verbose_name = "Долгая работа"
    default_auto_field = "django.db.models.BigAutoField"
