"""Школа: the room as Django knows it."""

from django.apps import AppConfig


class SchoolConfig(AppConfig):
    """Школа."""

    name = "letopis.school"
    verbose_name = "Школа"
    default_auto_field = "django.db.models.BigAutoField"
