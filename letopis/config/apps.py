"""Крыша: the room as Django knows it."""

from django.apps import AppConfig


class RoofConfig(AppConfig):
    """Крыша."""

    name = "letopis.config"
    verbose_name = "Крыша"

    def ready(self) -> None:
        """Let the log of security hear who enters and what is done to accounts."""
        from django.contrib.auth.signals import user_logged_in, user_logged_out
        from django.db.models.signals import post_save

        from letopis.config import alarm
        from letopis.trace.models import TraceRecord

        user_logged_in.connect(alarm.tell_entered, dispatch_uid="letopis.alarm.entered")
        user_logged_out.connect(alarm.tell_left, dispatch_uid="letopis.alarm.left")
        post_save.connect(alarm.tell_traced, sender=TraceRecord, dispatch_uid="letopis.alarm.traced")
