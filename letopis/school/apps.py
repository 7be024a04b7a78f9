"""Школа: the room as Django knows it."""

from django.apps import AppConfig


class SchoolConfig(AppConfig):
    """Школа."""

    name = "letopis.school"
    verbose_name = "Школа"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the sentences where a clause stands in the school's own act."""
        from letopis.school.queries import clause_of_own_act
        from letopis.screen.craft import clauses

        clauses.register(clause_of_own_act)
