"""Поурочное планирование: the room as Django knows it."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Поурочное планирование."""

    name = "letopis.planning"
    verbose_name = "Поурочное планирование"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the trace which facts a plan keeps."""
        from letopis.planning.queries.standing import KIND
        from letopis.trace.craft.facts import register

        register(KIND)
