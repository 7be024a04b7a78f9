"""Результаты: the room as Django knows it."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """Результаты."""

    name = "letopis.results"
    verbose_name = "Результаты"
    default_auto_field = "django.db.models.BigAutoField"
