"""Люди: the room as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Люди."""

    name = "letopis.people"
    verbose_name = "Люди"
    default_auto_field = "django.db.models.BigAutoField"
