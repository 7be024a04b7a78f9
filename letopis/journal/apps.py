"""Классный журнал: the room as Django knows it."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Классный журнал."""

    name = "letopis.journal"
    verbose_name = "Классный журнал"
    default_auto_field = "django.db.models.BigAutoField"
