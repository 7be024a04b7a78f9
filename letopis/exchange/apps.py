"""Обмен: the room as Django knows it."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Обмен."""

    name = "letopis.exchange"
    verbose_name = "Обмен"
    default_auto_field = "django.db.models.BigAutoField"
