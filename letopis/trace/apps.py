"""Летопись: the room as Django knows it."""

from django.apps import AppConfig


class TraceConfig(AppConfig):
    """Летопись."""

    name = "letopis.trace"
    verbose_name = "Летопись"
    default_auto_field = "django.db.models.BigAutoField"
